/** Slow motion, the rewind and what changed, on a real run of `first`; its tests follow each other on one page. */

import { expect, type Page, test } from '@playwright/test';
import { command, expectNoSidewaysScroll, expectNoViolations, moment, open, reload, status } from './helpers.ts';

test.describe.configure({ mode: 'serial' });
let page: Page;

test.beforeAll(async ({ browser }) => {
  page = await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage();
  await open(page, './#v=1&preset=first&view=slow');
});

test.afterAll(() => page.close());

const slow = () => page.getByTestId('slow');
const part = (name: string) => page.getByRole('button', { name, exact: true });
const steps = async () => Number(await moment(page).getAttribute('data-step'));

async function shows(stage: string): Promise<void> {
  await expect(slow()).toHaveAttribute('data-stage', stage);
  await expect(slow()).toHaveAttribute('data-working', 'nothing');
}

const priors = (name: 'data-prior' | 'data-after') =>
  page
    .getByTestId('slow-candidate')
    .evaluateAll((rows, attribute) => rows.map((row) => Number(row.getAttribute(attribute))), name);
const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);

test('says what is missing, and trains until it is there', async () => {
  await expect(page.getByText('No run is open.')).toBeVisible();
  // what there is to see without a run
  await expect(page.getByText('This is the recorded run.', { exact: false })).toBeVisible();
  await expect(page.getByTestId('changed-candidate').first()).toBeVisible();
  await page.locator('body').press('u');
  await expect(page.getByText('A link carries no run', { exact: false })).toBeVisible();
  await page.keyboard.press('Escape');
  await expectNoViolations(page);
  await page.getByRole('button', { name: 'Train to the joint phase' }).click();
  await expect(page.getByTestId('slow-candidate').first()).toBeVisible();
  await expect(status(page)).toHaveAttribute('data-status', /paused|ready/);
});

test('takes one step apart by mouse', async () => {
  const before = await steps();
  await part('Reader').click();
  await shows('reader');
  await expect(page.getByRole('columnheader', { name: 'The reader says' })).toBeVisible();
  await part('Gradient').click();
  await shows('gradient');
  expect(Math.abs(sum(await priors('data-prior')) - 1)).toBeLessThan(1e-4);
  expect(await steps()).toBe(before);
  await part('Update').click();
  await shows('update');
  await expect(moment(page)).toHaveAttribute('data-step', String(before + 1));
  const after = await priors('data-after');
  expect(after).not.toEqual(await priors('data-prior'));
  expect(Math.abs(sum(after) - 1)).toBeLessThan(1e-4);
  await expect(page.getByTestId('slow-numbers')).toContainText(/Same sign\d of \d/);
  // the other batch is read when it is chosen, and the selector says which one is shown
  const batch = page.locator('[data-field=slow-batch] button');
  await expect(batch).toHaveText('of the next step');
  await batch.press('ArrowDown');
  await page.getByRole('option', { name: 'of the latest step' }).click();
  await shows('retriever');
  await page.locator('body').press('4');
  await shows('update');
  await expect(batch).toHaveText('of the latest step');
  await expect(page.getByText('This example is of the latest batch', { exact: false })).toBeVisible();
  await expectNoViolations(page);
});

test('rebuilds the index, and goes through the next step, by keyboard', async () => {
  const before = await steps();
  await page.locator('body').press('5');
  await shows('refresh');
  await expect(page.getByTestId('slow-rank').first()).toBeVisible();
  await page.keyboard.press('a');
  await shows('retriever');
  await page.keyboard.press('3');
  await shows('gradient');
  await page.keyboard.press('4');
  await shows('update');
  await expect(moment(page)).toHaveAttribute('data-step', String(before + 1));
});

test('pauses a run that trains', async () => {
  await command(page, 'Back to the run');
  await page.locator('body').press('Space');
  await expect(status(page)).toHaveAttribute('data-status', 'running');
  await expect.poll(steps).toBeGreaterThan(4);
  await page.locator('body').press('w');
  await expect(page.getByText('Training was paused for this page.', { exact: false })).toBeVisible();
  await expect(status(page)).toHaveAttribute('data-status', 'paused');
  await shows('retriever');
});

test('goes back to an earlier moment of the run, read only, and says what changed since', async () => {
  await expect(page.getByTestId('changed-candidate').first()).toBeVisible();
  const last = await page.getByLabel('Before').getAttribute('aria-valuetext');
  await page.getByLabel('Before').press('End');
  await expect(page.getByLabel('Before')).not.toHaveAttribute('aria-valuetext', last!);
  // Before stays before After
  await expect(page.getByLabel('After')).not.toHaveAttribute(
    'aria-valuetext',
    (await page.getByLabel('Before').getAttribute('aria-valuetext'))!,
  );
  await page.getByLabel('Before').press('Home');
  await page.locator('body').press('w');
  const now = await steps();
  const slider = page.getByLabel('Moment of the run');
  await slider.press('Home');
  await expect(page.getByText('Read only', { exact: false })).toBeVisible();
  expect(await steps()).toBe(now);
  // keys leave the present alone
  const address = page.url();
  await page.locator('body').press('j');
  await page.locator('body').press('h');
  expect(page.url()).toBe(address);
  await page.getByRole('button', { name: 'Back to now' }).click();
  await expect(slider).toHaveAttribute('aria-valuetext', 'now');
});

test('keeps its moments through a reload, and fits a telephone', async () => {
  await reload(page);
  await expect(page.getByTestId('rewind')).toBeVisible();
  await page.setViewportSize({ width: 390, height: 844 });
  await expectNoSidewaysScroll(page);
  await page.getByRole('link', { name: 'Slow motion' }).click();
  const labels = page.getByTestId('changed-candidate').first().locator('td > span:first-child');
  await expect(labels).toHaveText(['Rank', 'p(z|x)', 'p(y|z,x)', 'r(z)']);
  for (const label of await labels.all()) await expect(label).toBeVisible();
  await expectNoSidewaysScroll(page);
});
