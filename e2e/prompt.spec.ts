/** The page Prompt on a short run of `llara-smoke`: from the preset to what the trained embeddings predict and find; its tests follow each other on one page. */
import { expect, type Page, test } from '@playwright/test';
import { command, expectNoSidewaysScroll, expectNoViolations, open, status } from './helpers.ts';

test.describe.configure({ mode: 'serial' });
let page: Page;

const address = './#v=1&preset=llara-smoke&lm.steps=2&adapt.steps=12&tune.steps=2&view=prompt';

test.beforeAll(async ({ browser }) => {
  page = await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage();
  await open(page, address);
});

test.afterAll(() => page.close());

const grid = () => page.getByTestId('mask-grid').locator('svg');
const said = () => page.getByTestId('mask-said');
const block = () => page.getByTestId('prompt-block');
const answered = () => expect(page.getByTestId('prompt')).toHaveAttribute('data-asking', 'false');

test('shows the joint prompt before training, and who sees whom by keys and by the pointer', async () => {
  await expect(page.getByText('No model is open yet')).toBeVisible();
  await page.getByRole('button', { name: 'Open without training' }).click();
  await expect(page.getByTestId('ebae').locator('tbody tr')).toHaveCount(10);
  await expect(page.getByText('The model has not been trained yet')).toBeVisible();
  await grid().focus();
  await page.keyboard.press('End');
  await page.keyboard.press('PageDown');
  await expect(said()).toContainText('(NEXT) sees');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowLeft');
  await expect(said()).toContainText('The halves are blind to each other.');
  const box = (await grid().boundingBox())!;
  await page.mouse.move(box.x + box.width - 4, box.y + box.height - 4);
  await expect(page.getByTestId('mask-lit')).toHaveAttribute('data-column', /\d+/);
  await expect(said()).toContainText('Every token sees itself.');
});

test('trains, predicts words of the text, and goes from block to block', async () => {
  await page.locator('body').press('Space');
  await expect(status(page)).toHaveAttribute('data-status', 'finished');
  await answered();
  await expect(page.getByText('The model has not been trained yet')).toHaveCount(0);
  const first = await block().textContent();
  await page.locator('body').press('j');
  await expect(block()).not.toHaveText(first!);
  await expect(page).toHaveURL(/block=2/);
});

test('searches a question of the corpus and one of a person’s own', async () => {
  await page.locator('[data-field=known-question] button').click();
  await page.getByRole('option').nth(1).click();
  await expect(page.getByTestId('hits-lexical').locator('li')).toHaveCount(5);
  await expect(page.getByTestId('hits-lexical').locator('li[data-answers]').first()).toBeVisible();
  await expect(page).toHaveURL(/question=/);
  await page.locator('#prompt-question').fill('Who keeps a dog?');
  await page.locator('#prompt-question').press('Enter');
  await expect(page.getByTestId('hits-llara')).toContainText('is known for questions of the corpus only');
});

test('says how a REALM run stands beside it, and refuses one of another corpus', async () => {
  const realm = page.getByTestId('hits-realm');
  await expect(realm).toContainText('train REALM on this corpus, save its checkpoint');
  const choosing = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Open a checkpoint file' }).focus();
  await page.keyboard.press('Enter');
  await (await choosing).setFiles('public/recordings/bios.zip');
  await expect(realm.getByRole('alert')).toContainText('was trained on another corpus (bios)');
  await expect(page).toHaveURL(/beside=/);
  await expect(page.getByTestId('hits-llara').locator('li')).toHaveCount(5);
});

test('breaks no rule of accessibility, fits a telephone, and speaks Chinese', async () => {
  await expectNoViolations(page);
  await page.setViewportSize({ width: 390, height: 844 });
  await expectNoSidewaysScroll(page);
  await command(page, 'Change the language to 中文');
  await expect(page.getByRole('heading', { name: '联合提示' })).toBeVisible();
  await expectNoSidewaysScroll(page);
});
