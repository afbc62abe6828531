/** The lab of in-context learning on the real trainer, with a model that has hardly learned: what it shows does not depend on that. */
import { expect, type Page, test } from '@playwright/test';
import { expectNoSidewaysScroll, expectNoViolations, open } from './helpers.ts';

const exercise = (page: Page, name: string) => page.locator(`[data-exercise=${name}]`);
const slider = (page: Page, name: string | RegExp) => page.getByRole('slider', { name });

test('in-context learning: predicted, trained, set by hand and checked', async ({ page }) => {
  await open(page, './#v=1&preset=in-context-smoke&view=basics&lab=in-context');
  await page.locator('[data-choice=copies]').click();
  await expect(page.getByTestId('prediction')).toContainText('Not quite');
  await expect(page.getByTestId('lab-needs-run')).toContainText('In-context learning');
  await page.getByRole('toolbar').getByRole('button', { name: 'Play' }).click();

  const answers = page.getByTestId('in-context-answers');
  await expect(answers).toHaveAttribute('data-measured', 'true');
  await expect(page.getByTestId('in-context-hashes')).toHaveAttribute('data-equal', 'true');
  await expect(page.getByTestId('in-context-hashes').locator('code').first()).toHaveText(/^[0-9a-f]{16}…$/);
  await expect(page.getByTestId('in-context-fits')).toContainText('16 of 16 known permutations fit');
  await expect(page.getByTestId('in-context-curve')).toBeVisible();

  // an answer that stands in the prompt: both exact columns are sure of it
  await page.locator('body').press('2');
  await slider(page, /^k = /).fill('1');
  await page.getByRole('radio', { name: 'c', exact: true }).check({ force: true });
  await expect(page.getByTestId('in-context-fits')).toContainText(
    'The letter that is asked stands among the examples.',
  );
  await expect(answers.locator('tr[data-right] td').last()).toContainText('1');

  // by hand, two answers exchanged by keyboard, and taken back
  await page.locator('body').press('3');
  const task = page.getByTestId('in-context-task');
  await expect(task.getByRole('button').first()).toHaveText('a → b');
  await task.getByRole('button', { name: 'a → b' }).press('Enter');
  await task.getByRole('button', { name: 'h → a' }).press('Enter');
  await expect(task.getByRole('button').first()).toHaveText('a → a');
  await page.keyboard.press('Control+z');
  await expect(task.getByRole('button').first()).toHaveText('a → b');

  // some unseen permutation has an example that no known one has
  await page.locator('body').press('2');
  const fits = page.getByTestId('in-context-fits');
  for (let number = 1; number <= 16; number++) {
    await slider(page, /^Permutation/).fill(String(number));
    if (((await fits.textContent()) ?? '').includes('No known')) break;
  }
  await expect(exercise(page, 'stranger')).toHaveAttribute('data-done', 'true');
  await expect(answers).toHaveAttribute('data-measured', 'true');
  await expect(page.getByTestId('failure')).toHaveCount(0);

  // in Chinese, on a telephone
  await page.getByRole('button', { name: 'Change the language to 中文' }).click();
  await page.setViewportSize({ width: 390, height: 844 });
  await expect(page.getByTestId('in-context-hashes')).toContainText('阅读不改变任何参数');
  await expectNoSidewaysScroll(page);
  await expectNoViolations(page);
});
