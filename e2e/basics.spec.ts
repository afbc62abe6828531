/** The page of labs, by mouse and by keyboard, in two sizes and two languages. */
import { expect, type Page, test } from '@playwright/test';
import { expectNoSidewaysScroll, expectNoViolations, open, reload } from './helpers.ts';

const lab = (page: Page) => page.getByTestId('lab');
const exercise = (page: Page, name: string) => page.locator(`[data-exercise=${name}]`);
const choice = (page: Page, name: string) => page.locator(`[data-choice=${name}]`);
const entry = (page: Page, symbol: string, row: number, column: number) =>
  page.getByRole('textbox', { name: `${symbol}, token ${row}, column ${column}` });

test('attention by hand: predicted, changed and checked', async ({ page }) => {
  await open(page, './#view=basics');
  await expect(lab(page)).toHaveAttribute('data-lab', 'attention');
  // all about every lab, until one is chosen
  const card = page.locator('a[href*="lab=facts"]');
  await expect(card).toContainText('15 min · trains a model');
  await expect(entry(page, 'Q', 1, 1)).toHaveCount(0);
  await choice(page, 'itself').press('Enter');
  await expect(page.getByTestId('prediction')).toContainText('Not quite');

  // steps by key; a cell shows its arithmetic
  await page.locator('body').press('f');
  await expect(page.getByTestId('attention-step')).toContainText('Step 2 of 5');
  await page.getByRole('button', { name: 'Next step' }).click();
  for (const _ of [4, 5]) await page.locator('body').press('f');
  await expect(page.getByTestId('attention-worked')).toContainText('.401 × 1 + .198 × 0 + .401 × 2 = 1.203');
  await page.locator('[data-step=weights] [data-row="0"][data-column="1"]').hover();
  await expect(page.getByTestId('attention-worked')).toContainText('= .198');

  // what is no number changes nothing
  await entry(page, 'K', 1, 1).fill('abc');
  await entry(page, 'K', 1, 1).press('Enter');
  await expect(lab(page).getByRole('alert')).toContainText(
    '“abc” is no number such as 2 or −0.5: the cell of K keeps 1.',
  );
  await expect(entry(page, 'K', 2, 1)).toBeFocused();
  await expect(entry(page, 'K', 1, 1)).toHaveValue('1');

  await entry(page, 'K', 1, 1).fill('5');
  await entry(page, 'K', 1, 1).press('ArrowRight');
  await expect(exercise(page, 'alone')).toHaveAttribute('data-done', 'false');
  await page.keyboard.type('5');
  await page.keyboard.press('Enter');
  await expect(exercise(page, 'alone')).toHaveAttribute('data-done', 'true');
  await page.keyboard.press('Control+z');
  await expect(entry(page, 'K', 1, 2)).toHaveValue('0');
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(entry(page, 'K', 1, 1)).toHaveValue('1');
  await page.locator('body').press('3');
  await expect(exercise(page, 'prefix')).toHaveAttribute('data-done', 'true');
  await expectNoViolations(page);

  // its keys are in the list of shortcuts
  await page.locator('body').press('?');
  const keys = page
    .getByRole('dialog')
    .locator('section', { has: page.getByRole('heading', { name: 'On the page Basics' }) });
  await expect(keys).toContainText('Next step');
  await expect(keys).toContainText('Next lab');
  await page.keyboard.press('Escape');

  // what was set is there again after another lab and another page, with undo
  await entry(page, 'Q', 2, 1).fill('7');
  await entry(page, 'Q', 2, 1).press('Enter');
  await page.locator('a[href*="lab=positions"]').click();
  await expect(lab(page)).toHaveAttribute('data-lab', 'positions');
  await expect(card).not.toContainText('15 min');
  await page.getByRole('link', { name: 'What each lab is about' }).click();
  await expect(card).toContainText('15 min');
  await page.locator('a[href*="lab=attention"]').click();
  await expect(entry(page, 'Q', 2, 1)).toHaveValue('7');
  await page.locator('body').press('Control+z');
  await expect(entry(page, 'Q', 2, 1)).toHaveValue('0');
  await entry(page, 'V', 1, 2).fill('-4');
  await entry(page, 'V', 1, 2).press('Enter');

  await reload(page);
  await expect(entry(page, 'V', 1, 2)).toHaveValue('-4');
  await expect(exercise(page, 'prefix')).toHaveAttribute('data-done', 'true');
  await expect(exercise(page, 'alike')).toHaveAttribute('data-done', 'false');
  await expect(choice(page, 'itself')).toHaveAttribute('aria-pressed', 'true');
});

test('positions, in Chinese on a telephone', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await open(page, './?lang=zh-Hans#view=basics&lab=attention');
  // a lab that is named or chosen is brought into sight, below a list that is longer than the window
  await expect(choice(page, 'alike')).toBeInViewport();
  await choice(page, 'alike').click();
  await expectNoSidewaysScroll(page);
  await page.evaluate(() => scrollTo(0, 0));
  await page.locator('body').press('j');
  await expect(lab(page)).toHaveAttribute('data-lab', 'positions');
  await expect(choice(page, 'same')).toBeInViewport();
  expect(await page.evaluate(() => location.hash)).toContain('view=basics&lab=positions');
  await choice(page, 'same').click();
  await page.getByRole('textbox').fill('猫追狗');
  await page.getByRole('button', { name: '1 猫' }).click();
  await page.getByRole('button', { name: '3 狗' }).press('Enter');
  await expect(page.getByTestId('positions-says')).toContainText('没有编码时最大的变化');
  await expect(exercise(page, 'swap')).toHaveAttribute('data-done', 'true');
  await page.getByRole('slider', { name: '编码长度 d' }).fill('4');
  await expect(exercise(page, 'near')).toHaveAttribute('data-done', 'true');
  await page.getByRole('application').press('ArrowRight');
  await expect(page.getByTestId('positions-entry')).toContainText('cos(1) = 0.5403');
  await expectNoSidewaysScroll(page);
  await expectNoViolations(page);
  await page.goBack();
  await expect(lab(page)).toHaveAttribute('data-lab', 'attention');
});
