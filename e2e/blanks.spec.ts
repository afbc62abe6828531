/** The page Blanks on a short run of `glm-smoke`: from the preset to the losses after training; its tests follow each other on one page. */
import { expect, type Page, test } from '@playwright/test';
import { command, expectNoSidewaysScroll, expectNoViolations, open, status } from './helpers.ts';

test.describe.configure({ mode: 'serial' });
let page: Page;

test.beforeAll(async ({ browser }) => {
  page = await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage();
  await open(page, './#v=1&preset=glm-smoke&glm.steps=20&view=blanks');
});

test.afterAll(() => page.close());

const source = () => page.getByTestId('blanks-source');
const loss = async () => Number((await page.getByTestId('blanks-loss').textContent())!.match(/\d+\.\d+/)![0]);
const answered = () => expect(page.getByTestId('blanks')).toHaveAttribute('data-asking', 'false');

test('shows a text with its blanks before training, and draws others by mouse and by keys', async () => {
  await expect(page.getByText('No model is open yet')).toBeVisible();
  await page.getByRole('button', { name: 'Open without training' }).click();
  await expect(source()).toBeVisible();
  await expect(page.getByTestId('blanks-not-yet')).toBeVisible();
  const first = await source().textContent();
  await page.locator('body').press('x');
  await expect(source()).not.toHaveText(first!);
  await page.getByRole('radio', { name: 'one long span' }).click();
  await expect(page.getByTestId('two-parts')).toContainText('[gMASK] 1');
  await expect(page).toHaveURL(/mode=document&draw=2/);
  await page.locator('body').press('1');
  await page.getByRole('button', { name: 'Next block' }).click();
  await expect(page.getByTestId('blanks-block')).toContainText('Block 2 of');
});

test('says who sees whom, by keys and by the pointer', async () => {
  const grid = page.getByTestId('mask-grid').locator('svg');
  await grid.focus();
  await page.keyboard.press('End');
  await expect(page.getByTestId('mask-said')).toContainText('Part A does not see Part B');
  await page.keyboard.press('PageDown');
  await expect(page.getByTestId('mask-said')).toContainText('Every token sees itself.');
  await page.locator('[data-token="3"]').hover();
  await expect(page.getByTestId('mask-lit')).toHaveAttribute('data-row', '3');
});

test('trains, and the loss of the same targets falls', async () => {
  await answered();
  const before = await loss();
  await page.locator('body').press('Space');
  await expect(status(page)).toHaveAttribute('data-status', 'finished');
  await answered();
  await expect(page.getByTestId('blanks-moment')).toContainText('step 20');
  expect(await loss()).toBeLessThan(before);
});

test('fills two blanks of a typed text token by token, by keyboard alone', async () => {
  const field = page.locator('[data-field=blanks-text] textarea');
  await field.focus();
  await page.keyboard.press('Control+a');
  await page.keyboard.insertText('pavel ___ came along in ___ .');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  const steps = page.getByTestId('fill-steps').locator('tbody tr');
  await expect(steps.first()).toBeVisible();
  const all = await steps.count();
  await expect(page.getByTestId('filled').locator('mark')).toHaveCount(2);
  await page.locator('body').press('q');
  await expect(steps).toHaveCount(0);
  await page.locator('body').press('f');
  await expect(steps).toHaveCount(1);
  expect(all).toBeGreaterThan(1);
  await page.getByRole('radio', { name: 'sampling' }).click();
  await expect(steps.first()).toBeVisible();
  await expect(page).toHaveURL(/text=pavel/);
});

test('breaks no rule of accessibility, fits a telephone, and speaks Chinese', async () => {
  await expectNoViolations(page);
  await page.setViewportSize({ width: 390, height: 844 });
  await expectNoSidewaysScroll(page);
  await command(page, 'Change the language to 中文');
  await expect(page.getByRole('heading', { name: '正文与空白' })).toBeVisible();
  await expectNoSidewaysScroll(page);
});

test('writes an opening from a title that is held out, by keyboard alone', async ({ browser }) => {
  const other = await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage();
  await open(other, './#v=1&preset=glm-titles&bios.people=20&glm.layers=1&evaluation.texts=8&view=blanks&form=opening');
  await other.getByRole('button', { name: 'Open without training' }).press('Enter');
  const choice = other.locator('[data-field=blanks-title] button');
  await expect(choice).toBeVisible();
  await choice.press('Enter');
  await expect(other.getByRole('option').first()).toContainText('held out of training');
  await other.keyboard.press('ArrowDown');
  await other.keyboard.press('Enter');
  const title = (await choice.textContent())!;
  await expect(other.getByTestId('filled')).toContainText(title.trim());
  await expect(other.getByTestId('fill-steps').locator('tbody tr').first()).toBeVisible();
  await expect(other).toHaveURL(/text=.*form=opening/);
  await expectNoViolations(other);
  await other.close();
});
