/** The lab *Bias in word vectors* on a short run of `vectors-smoke`; its tests follow each other on one page. */
import { expect, type Page, test } from '@playwright/test';
import { expectNoSidewaysScroll, expectNoViolations, open } from './helpers.ts';

test.describe.configure({ mode: 'serial' });
let page: Page;

test.beforeAll(async ({ browser }) => {
  page = await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage();
  await open(page, './#v=1&preset=vectors-smoke&vectors.steps=20&vectors.learningRate=0.001&view=basics&lab=bias');
});

test.afterAll(() => page.close());

const exercise = (name: string) => page.locator(`[data-exercise=${name}]`);
const figure = (column: number) => page.getByTestId('bias-figures').locator('tbody td').nth(column);
const bestAnswer = () => page.getByTestId('bias-answers').locator('tbody th').first();

test('asks for a prediction, and offers to train', async () => {
  await page.locator('[data-choice=gone]').click();
  await expect(page.getByTestId('prediction')).toContainText('Not quite');
  await expect(page.getByTestId('lab')).toContainText('We planted this bias.');
  await expect(page.getByRole('button', { name: 'Train it' })).toBeVisible();
});

test('debiases the vectors of the run on screen: every projection is 0 but for rounding', async () => {
  // the short run of the address, not the preset of the lab
  await page.getByRole('button', { name: 'Play' }).click();
  await expect(page.getByTestId('bias-figures')).toBeVisible();
  await expect(page.getByTestId('bias-occupations').locator('tbody tr')).toHaveCount(40);
  await expect(page.getByTestId('bias-step')).toHaveText('Vectors at step 20; strength of the plant: .9.');
  expect(Number(await figure(1).textContent())).toBeGreaterThan(0.01);
  await page.locator('body').press('b');
  await expect(page.getByRole('button', { name: 'Put the direction back' })).toBeVisible();
  await expect(figure(1)).toHaveText(/^(0|[\d.]+e−\d\d)$/);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByRole('button', { name: 'Debias' })).toBeVisible();
  for (const [hill, valley] of ['hill − valley', 'upper − lower', 'up − down'].map((pair) => pair.split(' − '))) {
    await page.getByRole('button', { name: `${hill} − ${valley}`, exact: true }).click();
  }
  await expect(page.getByRole('button', { name: 'up − down', exact: true })).toHaveAttribute('aria-pressed', 'false');
  await page.getByRole('radio', { name: 'Sides are the only trace' }).click();
  await expect(page.getByTestId('bias-occupations').locator('tbody tr')).toHaveCount(40);
});

test('answers a typed analogy, and its inputs may be the answer only where they are not left out', async () => {
  const field = page.locator('[data-field=bias-analogy] input');
  await field.fill('hill : sea = paris');
  await expect(page.getByTestId('lab')).toContainText('The text does not have: sea.');
  await field.fill('France : Paris = Baker');
  const given = ['france', 'paris', 'baker'];
  expect(given).not.toContain(await bestAnswer().textContent());
  await expect(exercise('input')).toHaveAttribute('data-done', 'false');
  await page.getByRole('radio', { name: 'may be the answer' }).click();
  // the learning rate is so small that the vectors are hardly more than what was drawn: b or c is nearest to b − a + c
  expect(given).toContain(await bestAnswer().textContent());
  await expect(exercise('input')).toHaveAttribute('data-done', 'true');
  await expectNoViolations(page);
});

test('fits on a telephone, in Chinese', async () => {
  await page.setViewportSize({ width: 390, height: 844 });
  await expectNoSidewaysScroll(page);
  await open(page, './?lang=zh-Hans#v=1&preset=vectors-smoke&view=basics&lab=bias');
  await expect(page.getByTestId('lab')).toContainText('这种偏见是我们植入的');
  await expectNoSidewaysScroll(page);
});
