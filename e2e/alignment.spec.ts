/** The lab *Alignment* on a very short run of `seq2seq-smoke`, by mouse and keyboard, in two sizes and two languages. */
import { expect, type Page, test } from '@playwright/test';
import { expectNoSidewaysScroll, expectNoViolations, open, status } from './helpers.ts';

const run = '#v=1&preset=seq2seq-smoke&seq2seq.steps=10&evaluation.every=5&view=basics&lab=alignment';
const train = async (page: Page) => {
  // the choice has handed the focus on, so the key that plays is not its own
  await page.keyboard.press('Space');
  await expect(status(page)).toHaveAttribute('data-status', 'finished');
};
const source = (page: Page) => page.locator('[data-field=alignment-source] input');

test('a source is typed and drawn, and its alignment is shown beside what is right', async ({ page }) => {
  await open(page, `./${run}`);
  await page.locator('[data-choice=fades]').press('Enter');
  await expect(page.getByTestId('prediction')).toBeVisible();
  await expect(page.getByTestId('lab-needs-run')).toContainText('Reversal');
  await train(page);
  await expect(page.getByTestId('alignment-run')).toContainText('backwards, GRU with attention, step 10');
  // the source of the lab is longer than what this small run reads
  await expect(page.getByTestId('lab').getByRole('alert').filter({ hasText: 'at most 4 characters' })).toBeVisible();
  await source(page).fill('abca');
  await expect(page.getByTestId('alignment-output')).toContainText('The model writes');
  const matrix = page.getByTestId('alignment-matrix');
  await expect(matrix.getByRole('columnheader')).toHaveText(['a', 'b', 'c', 'a', 'p']);
  await source(page).blur();
  await page.locator('body').press('x');
  await expect(source(page)).not.toHaveValue('abca');
  await expect(page.getByTestId('alignment-lengths').getByRole('row')).toHaveCount(3);
  await expect(page.locator('[data-exercise=twelve]')).toHaveAttribute('data-done', 'false');
  // another model is trained only when a person says so
  await page.getByRole('radio', { name: 'one fixed vector' }).click();
  await expect(page.getByTestId('alignment-run')).toContainText('open the trained one, or train it');
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByTestId('alignment-run')).not.toContainText('another model');
  await expectNoSidewaysScroll(page);
  await expectNoViolations(page);
});

test('a transformer: its heads are looked at one by one', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await open(page, `./${run.replace('&view', '&seq2seq.model=transformer&view')}`);
  await page.locator('[data-choice=fades]').press('Enter');
  await train(page);
  await source(page).fill('abca');
  await expect(page.getByTestId('alignment-run')).toContainText('backwards, transformer, step 10');
  const matrix = page.getByTestId('alignment-matrix');
  await expect(matrix.getByRole('columnheader')).toHaveText(['a', 'b', 'c', 'a', 'p']);
  const heads = page.locator('[data-field=alignment-head]');
  await expect(heads.getByRole('radio')).toHaveCount(5);
  const cells = matrix.getByRole('cell');
  const mean = await cells.allTextContents();
  await heads.getByRole('radio', { name: '2' }).press('Space');
  await expect(cells).not.toHaveText(mean);
  await expect(page.getByTestId('alignment-measured')).toContainText('best head');
  // the question to answer first stands beside the model that is chosen
  await page.getByRole('radio', { name: 'transformer' }).press('Space');
  await page.getByRole('radio', { name: 'less often' }).press('Space');
  await expect(page.locator('[data-exercise=mean]')).toHaveAttribute('data-done', 'false');
  await expectNoSidewaysScroll(page);
  await expectNoViolations(page);

  // the lab of positions reads the table of the same run
  await page.locator('a[href*="lab=positions"]').click();
  await page.locator('[data-choice=same]').press('Enter');
  await expect(page.getByTestId('positions-run')).toContainText('sinusoids at first, then trained; step 10');
  await expect(page.getByRole('alert').filter({ hasText: 'at most 4 characters' })).toBeVisible();
  await page.locator('[data-field=positions-source] input').fill('abcd');
  const output = (reading: string) => page.locator(`[data-reading=${reading}] td`).nth(1).textContent();
  await expect(page.locator('[data-reading]')).toHaveCount(5);
  expect(await output('carried')).toBe(await output('inOrder'));
  expect(await output('shuffledWithout')).toBe(await output('inOrderWithout'));
  // a source that is refused takes nothing away above the field in which it is typed
  await page.locator('[data-field=positions-source] input').fill('');
  await expect(page.getByRole('alert').filter({ hasText: 'Type a text' })).toBeVisible();
  await expect(page.getByTestId('positions-alike')).toContainText('Mean cosine of neighbours');
  await page.getByRole('radio', { name: 'random numbers' }).press('Space');
  await expect(page.getByTestId('positions-run')).toContainText('another table');
  await expectNoSidewaysScroll(page);
  await expectNoViolations(page);
});

test('a fixed vector, in Chinese on a telephone', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await open(page, `./?lang=zh-Hans${run.replace('&view', '&seq2seq.attention=none&view')}`);
  await page.locator('[data-choice=same]').click();
  await train(page);
  await source(page).fill('abca');
  await expect(page.getByTestId('alignment-output')).toContainText('模型写出');
  await expect(page.getByText('固定向量什么也不看')).toBeVisible();
  await page.getByRole('radio', { name: '6', exact: true }).press('Space');
  await expect(page.locator('[data-exercise=limit]')).toHaveAttribute('data-done', 'false');
  await expectNoSidewaysScroll(page);
  await expectNoViolations(page);
});
