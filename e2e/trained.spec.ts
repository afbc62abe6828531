/** Trained models that come with the page are opened by keyboard and without a step, in the lab *Alignment* and on the pages of three systems; a file that does not come changes nothing. */
import { expect, test } from '@playwright/test';
import { expectNoSidewaysScroll, expectNoViolations, open, reload, status } from './helpers.ts';

test('trained models with attention and with a fixed vector, opened, checked and undone', async ({ page }) => {
  await open(page, './#v=1&preset=seq2seq&view=basics&lab=alignment');
  await page.locator('[data-choice=fades]').press('Enter');
  await expect(page.getByTestId('lab-needs-run')).toContainText('shows it at once');
  const file = '**/recordings/seq2seq.zip';
  await page.route(file, (route) => route.abort());
  await page.keyboard.press('v');
  await expect(page.getByTestId('failure')).toContainText('could not be loaded (no answer)');
  await expect(page.getByTestId('lab-needs-run')).toBeVisible();
  await page.unroute(file);

  await page.locator('body').press('v');
  const here = page.getByTestId('trained');
  await expect(here).toContainText('750 steps with seed 1');
  await expect(here).toContainText('npm run train -- --preset seq2seq --seed 1');
  const shown = page.getByTestId('alignment-run');
  await expect(shown).toContainText('GRU with attention, step 750');
  await expect(status(page)).toHaveAttribute('data-status', 'finished');
  // twelve symbols come out backwards, and what its run measured came with it
  await expect(page.getByTestId('alignment-matrix').getByRole('row')).toHaveCount(14);
  await expect(page.locator('[data-exercise=twelve]')).toHaveAttribute('data-done', 'true');
  await expect(page.locator('[data-exercise=diagonal]')).toHaveAttribute('data-done', 'true');
  await expect(page.getByTestId('failure')).toHaveCount(0);
  await page.setViewportSize({ width: 390, height: 844 });
  await expectNoSidewaysScroll(page);
  await expectNoViolations(page);

  // its place is taken by the other one, where the length that fails can be named
  await page.getByRole('radio', { name: 'one fixed vector' }).press('Space');
  await page.locator('body').press('v');
  await expect(shown).toContainText('GRU with one fixed vector, step 750');
  await page.getByRole('radio', { name: '8', exact: true }).press('Space');
  await expect(page.locator('[data-exercise=limit]')).toHaveAttribute('data-done', 'true');
  await page.getByRole('button', { name: 'Change the language to 中文' }).click();
  await expect(here).toContainText('这个模型由我们训练');
  await page.locator('[data-action=undo]').press('Enter');
  await expect(shown).toContainText('带注意力的 GRU，第 750 步');
});

test('GLM fills the blanks of a text as its corpus has them', async ({ page }) => {
  await open(page, './#v=1&preset=glm');
  const here = page.getByTestId('trained');
  await expect(here).toContainText('comes with the page');
  await page.keyboard.press('g');
  await expect(page.getByText('No model is open yet')).toBeVisible();
  await page.keyboard.press('v');
  await expect(here).toContainText('2,500 steps with seed 1');
  await expect(page.getByTestId('blanks-source')).toBeVisible();
  await expect(page.getByTestId('blanks-not-yet')).toHaveCount(0);
  await page.getByRole('button', { name: 'Take this block' }).press('Enter');
  await page.getByRole('button', { name: 'Fill', exact: true }).press('Enter');
  const words = async (id: string) => (await page.getByTestId(id).textContent())!.replace(/\W+/g, ' ').trim();
  await expect(page.getByTestId('fill-steps')).toBeVisible();
  expect(await words('filled')).toBe(await words('blanks-source'));
  // a reload shows what was measured; the model is not open
  await reload(page);
  await expect(page.getByText('No model is open yet')).toBeVisible();
  await expect(page.getByText('We trained this model')).toHaveCount(0);
  await page.getByRole('link', { name: 'Run', exact: true }).click();
  await expect(here).toContainText('A model of these settings that we trained comes with the page.');
  await expect(page.getByText('We trained this model')).toHaveCount(0);
});

test('LLaRA stands where its fine-tuning begins, and trains on', async ({ page }) => {
  await open(page, './#v=1&preset=llara&view=prompt');
  await page.keyboard.press('v');
  await expect(page.getByTestId('trained')).toContainText('400 steps with seed 1');
  await expect(page.getByTestId('ebae').locator('tbody tr')).toHaveCount(10);
  await expect(page.getByText('The model has not been trained yet')).toHaveCount(0);
  await expect(page.getByText('Fine-tuning, step 0 of 200')).toBeVisible();
  await page.locator('body').press('s');
  await expect(page.getByText('Fine-tuning, step 1 of 200')).toBeVisible();
});

test('Open-QA answers an English question from a Chinese document', async ({ page }) => {
  await open(page, './#v=1&preset=qa-2l&view=ask');
  await page.keyboard.press('v');
  await expect(page.getByTestId('trained')).toContainText('200 steps with seed 1');
  await expect(page.getByTestId('ask-untrained')).toHaveCount(0);
  const reading = page.getByTestId('reading');
  await expect(reading.getByTestId('judgement')).toHaveAttribute('data-verdict', 'right');
  await expect(reading.getByTestId('read-document').first()).toContainText(/\p{Script=Han}/u);
});
