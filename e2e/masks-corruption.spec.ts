/** The labs of masks and of corruptions: an exercise of each by mouse and by keyboard. */
import { expect, type Locator, type Page, test } from '@playwright/test';
import { expectNoSidewaysScroll, expectNoViolations, open } from './helpers.ts';

const exercise = (page: Page, name: string) => page.locator(`[data-exercise=${name}]`);
const choice = (page: Page, name: string) => page.locator(`[data-choice=${name}]`);

/** The middle of a cell of a painted mask of six tokens. */
async function middleOf(grid: Locator, row: number, column: number): Promise<[x: number, y: number]> {
  const { x, y, width } = (await grid.boundingBox())!;
  const gutter = -Number((await grid.getAttribute('viewBox'))!.split(' ')[0]);
  const size = (width - gutter) / 6;
  return [x + gutter + (column + 0.5) * size, y + gutter + (row + 0.5) * size];
}

test('masks: a decoder is painted, and one cell leaks through two layers', async ({ page }) => {
  await open(page, './#view=basics&lab=masks');
  await choice(page, 'both').click();
  const grid = page.locator('[data-grid=mask] svg');
  await grid.scrollIntoViewIfNeeded();
  await page.locator('body').press('1');
  for (let row = 0; row < 6; row++) {
    await page.mouse.move(...(await middleOf(grid, row, 0)));
    await page.mouse.down();
    await page.mouse.move(...(await middleOf(grid, row, row)));
    await page.mouse.up();
  }
  await expect(page.locator('[data-grid=mask] [data-testid=mask-grid]')).toHaveAttribute('data-open', '21');
  await expect(exercise(page, 'decoder')).toHaveAttribute('data-done', 'true');
  // a stroke is undone as a whole
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.locator('[data-grid=mask] [data-testid=mask-grid]')).toHaveAttribute('data-open', '15');

  // by keys: the decoder, and position 1 sees token 3
  await page.mouse.move(0, 0);
  await page.locator('body').press('2');
  await grid.focus();
  for (const key of ['PageUp', 'Home', 'ArrowRight', 'ArrowRight', ' ']) await page.keyboard.press(key);
  await expect(exercise(page, 'indirect')).toHaveAttribute('data-done', 'true');
  await expect(page.getByTestId('masks-verdict')).toContainText('LEAK: 2 of 5');
  await expect(page.getByTestId('masks-table').locator('tr').nth(1)).toContainText('cat (2) → sat (3) → the (1)');
  await page.keyboard.press('d');
  await expect(page.getByTestId('masks-verdict')).toContainText('No leak');
  await expectNoViolations(page);
});

test('corruption: rolled, and marked, in Chinese on a telephone', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await open(page, './?lang=zh-Hans#view=basics&lab=masks');
  await choice(page, 'none').press('Enter');
  await expectNoSidewaysScroll(page);
  await page.locator('body').press('j');
  await choice(page, 'same').click();
  await expect(page.getByTestId('corruption-roll')).toContainText('第 2 次');
  await page.locator('body').press('x');
  await expect(page.getByTestId('corruption-roll')).toContainText('第 3 次');
  await page.keyboard.press('Control+z');
  await expect(page.getByTestId('corruption-roll')).toContainText('第 2 次');
  await page.getByRole('button', { name: 'The physicist Marie Curie' }).click();
  await page.getByRole('slider').fill('0.35');
  await expect(exercise(page, 'spans')).toHaveAttribute('data-done', 'true');
  for (const kind of ['bert', 'words', 'salient']) {
    await page.locator(`[data-kind=${kind}] label`).first().click();
  }
  await expect(exercise(page, 'length')).toHaveAttribute('data-done', 'true');
  await expect(page.getByTestId('corruption-salient')).toContainText('空白数：1');
  await expectNoSidewaysScroll(page);
  await expectNoViolations(page);
});
