/** A lab opens a trained model that comes with the page, by keyboard, and undo brings back the run before; a file that does not come changes nothing. */
import { expect, test } from '@playwright/test';
import { expectNoSidewaysScroll, expectNoViolations, open, status } from './helpers.ts';

const run = '#v=1&preset=seq2seq-smoke&seq2seq.steps=2&evaluation.every=2&view=basics&lab=alignment';

test('the trained model of the lab Alignment is opened by keyboard, and its exercises see it', async ({ page }) => {
  await open(page, `./${run}`);
  await page.locator('[data-choice=fades]').press('Enter');
  await expect(page.getByTestId('lab-needs-run')).toContainText('shows it at once');
  // a file that does not come
  await page.route('**/recordings/seq2seq.zip', (route) => route.abort());
  await page.keyboard.press('v');
  await expect(page.getByTestId('failure')).toContainText('could not be loaded (no answer)');
  await expect(page.getByTestId('lab-needs-run')).toBeVisible();
  await page.unroute('**/recordings/seq2seq.zip');
  await page.getByTestId('failure').getByRole('button').first().click();

  // a run of one's own
  await page.keyboard.press('Space');
  await expect(status(page)).toHaveAttribute('data-status', 'finished', { timeout: 60_000 });
  const here = page.getByTestId('lab-trained');
  await expect(here).not.toContainText('We trained');

  await page.locator('body').press('v');
  await expect(here).toContainText('750 steps with seed 1');
  await expect(here).toContainText('npm run train -- --preset seq2seq --seed 1');
  await expect(page.getByTestId('alignment-run')).toContainText('backwards, by attention, step 750');
  await expect(status(page)).toHaveAttribute('data-status', 'finished');
  // twelve letters come out backwards, and what its run measured came with it
  await expect(page.getByTestId('alignment-matrix').getByRole('row')).toHaveCount(14);
  await expect(page.locator('[data-exercise=twelve]')).toHaveAttribute('data-done', 'true');
  await expect(page.locator('[data-exercise=diagonal]')).toHaveAttribute('data-done', 'true');
  await expect(page.getByTestId('failure')).toHaveCount(0);

  await page.getByRole('button', { name: 'Change the language to 中文' }).click();
  await page.setViewportSize({ width: 390, height: 844 });
  await expect(here).toContainText('这个模型由我们训练');
  await expectNoSidewaysScroll(page);
  await expectNoViolations(page);

  await page.locator('body').press('Control+z');
  await expect(page.getByTestId('alignment-run')).toContainText('2');
  await expect(here).not.toContainText('这个模型由我们训练');
});
