/** The page Ask on a short run of `qa-smoke`: questions, an edit that changes the answer, and its undo; its tests follow each other on one page. */
import { expect, type Page, test } from '@playwright/test';
import { command, expectNoSidewaysScroll, expectNoViolations, open, status } from './helpers.ts';

test.describe.configure({ mode: 'serial' });
let page: Page;

const address = './#v=1&preset=qa-smoke&view=ask';

test.beforeAll(async ({ browser }) => {
  page = await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage();
  await open(page, address);
});

test.afterAll(() => page.close());

const ask = () => page.getByTestId('ask');
const answer = () => page.getByTestId('reading').getByTestId('answer');
const judgement = () => page.getByTestId('reading').getByTestId('judgement');
const documents = () => page.getByTestId('reading').getByTestId('read-document');
const stepNow = () => page.getByTestId('ask-moment').textContent();
const answered = () => expect(ask()).toHaveAttribute('data-asking', 'false');
const text = async () => (await answer().getAttribute('data-text'))!;

/** The numbers in cells as they are shown. */
const sumOf = (values: string[]) => values.reduce((sum, value) => sum + Number(value.match(/\d*\.\d+$/)![0]), 0);

test('says before a run what it is for, and before training that the reader knows nothing', async () => {
  await expect(page.getByText('No model is open yet')).toBeVisible();
  await expectNoViolations(page);
  await page.getByRole('button', { name: 'Open without training' }).click();
  await expect(page.getByTestId('ask-untrained')).toBeVisible();
  await expect(documents()).toHaveCount(3);
});

test('answers while training goes on, and afterwards', async () => {
  await page.locator('body').press('Space');
  await expect(status(page)).toHaveAttribute('data-status', 'finished');
  await expect(page.getByTestId('ask-untrained')).toHaveCount(0);
  await answered();
  expect(await stepNow()).toContain('step 60');
  await expect(judgement()).toHaveAttribute('data-verdict', /^(right|wrong)$/);
  await expect(page.getByTestId('reading').getByTestId('answer-span').first()).toBeVisible();
  const priors = await documents().locator('[data-definition="Probability of the document"]').allTextContents();
  expect(sumOf(priors)).toBeCloseTo(1, 8);
});

test('changes its answer with a document, without a training step, and takes that back; by keyboard alone', async () => {
  const before = await text();
  const at = await stepNow();
  const holding = page.getByTestId('reading').locator('li:has([data-testid=answer-span])').first();
  await holding.getByRole('button', { name: 'Edit document' }).focus();
  await page.keyboard.press('Enter');
  const field = page.getByTestId('edit-form').getByRole('textbox');
  await expect(field).toBeFocused();
  const own = await field.inputValue();
  expect(own).toContain(before);

  // nothing is refused in place, and nothing changes
  await page.keyboard.press('Control+a');
  await page.keyboard.press('Delete');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('edit-form').getByRole('alert')).toContainText('cannot be empty');
  await expect(field).toBeFocused();
  await expect(page.getByTestId('edits')).toHaveCount(0);

  const value = before === 'Lisbon' ? 'Madrid' : 'Lisbon';
  await page.keyboard.insertText(own.replaceAll(before, value));
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('edits')).toHaveAttribute('data-count', '1');
  await answered();
  expect(await text()).not.toBe(before);
  await expect(page.getByTestId('answer-before')).toContainText(before);
  await expect(page.getByTestId('no-training')).toHaveAttribute('data-stood', 'true');
  expect(await stepNow()).toBe(at);
  await expectNoViolations(page);

  await page.locator('body').press('Control+z');
  await expect(page.getByTestId('edits')).toHaveCount(0);
  await answered();
  expect(await text()).toBe(before);
});

test('answers with the new value of a document, at the same step', async () => {
  const at = await stepNow();
  // a reader after so few steps does not follow every edit: the first question of which it does
  let found = false;
  for (let tries = 0; tries < 24 && !found; tries++) {
    const before = await text();
    const value = before === 'Madrid' ? 'Berlin' : 'Madrid';
    const holding = page.getByTestId('reading').locator('li:has([data-testid=answer-span])');
    await holding.getByRole('button', { name: 'Edit document' }).click();
    const field = page.getByTestId('edit-form').getByRole('textbox');
    await field.fill((await field.inputValue()).replaceAll(before, value));
    await page.getByRole('button', { name: 'Save and ask again' }).click();
    await expect(page.getByTestId('edits')).toHaveAttribute('data-count', '1');
    await answered();
    found = (await text()) === value;
    if (found) {
      await expect(page.getByTestId('answer-before')).toContainText(before);
      await expect(page.getByTestId('reading').getByTestId('answer-span').first()).toContainText(value);
      // the corpus says otherwise, but the document says it now
      await expect(judgement()).toHaveAttribute('data-verdict', 'asEdited');
      expect(await stepNow()).toBe(at);
    }
    await page.getByRole('button', { name: /^Restore/ }).click();
    await expect(page.getByTestId('edits')).toHaveCount(0);
    await answered();
    expect(await text()).toBe(before);
    await expect(judgement()).toHaveAttribute('data-verdict', /^(right|wrong)$/);
    const question = page.getByLabel('Question', { exact: true });
    const shown = await question.inputValue();
    await page.locator('body').press('j');
    await expect(question).not.toHaveValue(shown);
    await answered();
  }
  expect(found).toBe(true);
});

test('goes through the questions of the corpus, takes one of a person, and says when it knows no word', async () => {
  const first = await page.getByLabel('Question', { exact: true }).inputValue();
  await page.locator('body').press('j');
  await expect(page.getByLabel('Question', { exact: true })).not.toHaveValue(first);
  await answered();
  await page.getByLabel('Question', { exact: true }).fill('漢字');
  await page.getByLabel('Question', { exact: true }).press('Enter');
  await expect(page.getByTestId('ask-unknown')).toBeVisible();
  await expect(page.getByTestId('reading-bm25').getByTestId('answer')).toHaveAttribute('data-text', '');
  await page.getByLabel('Question', { exact: true }).fill(first);
  await page.getByLabel('Question', { exact: true }).press('Enter');
  await answered();
  await expect(page).toHaveURL(/question=/);
});

test('fits a telephone and speaks Chinese', async () => {
  await page.setViewportSize({ width: 390, height: 844 });
  await expectNoSidewaysScroll(page);
  await page.setViewportSize({ width: 1440, height: 900 });
  await command(page, 'Change the language to 中文');
  await expect(page.getByRole('heading', { name: '检索器与阅读器' })).toBeVisible();
  await expectNoViolations(page);
});

test('a link opens the same question in a fresh page', async ({ browser }) => {
  const question = await page.locator('#ask-question').inputValue();
  const fresh = await (await browser.newContext({ locale: 'en-US' })).newPage();
  await open(fresh, page.url());
  await fresh.getByRole('button', { name: 'Open without training' }).click();
  await expect(fresh.locator('#ask-question')).toHaveValue(question);
  await expect(fresh.getByTestId('reading').getByTestId('answer')).toHaveCount(1);
  await fresh.close();
});
