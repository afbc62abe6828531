/** The index page: over the recording it says what is missing; on a small real run it is driven by mouse and by keyboard while training goes on. */

import { expect, type Page, test } from '@playwright/test';
import { command, expectNoSidewaysScroll, expectNoViolations, moment, open, status } from './helpers.ts';

/** A run of few people that comes to joint training in a few steps. */
const small = [
  'v=1',
  'preset=smoke',
  'bios.people=10',
  'ict.steps=1',
  'warmup.steps=1',
  'joint.steps=4000',
  'joint.refreshEvery=5',
  'evaluation.every=4000',
].join('&');

const view = (page: Page) => page.getByTestId('index-page');
const map = (page: Page) => page.getByTestId('document-map');
const numbers = (page: Page) => page.getByTestId('index-numbers');
const age = async (page: Page) => Number(await numbers(page).getAttribute('data-age'));

test('in a recording it says that there are no embeddings, and how to get them', async ({ page }) => {
  await open(page);
  await page.locator('body').press('q');
  await expect(page).toHaveURL(/view=index/);
  await expect(view(page)).toContainText('A recording has no embeddings.');
  await expect(view(page).locator('[data-action=continue-recorded]')).toBeVisible();
  await expectNoViolations(page);
  await page.locator('body').press('q');
  await expect(page).not.toHaveURL(/view=index/);
});

test('shows the index of a run while it trains, and changes how it is refreshed', async ({ page }) => {
  await open(page, `./#${small}&view=index`);
  await page.locator('body').press('Space');
  await expect(map(page)).toBeVisible();
  await expect(page.getByTestId('rank-stale')).toHaveCount(8);
  await expect(page.getByTestId('method-tree')).toHaveAttribute('data-recall', '1');

  // a stopped builder: the index grows older than the interval, while steps go on
  await expect(page.getByTestId('refresh-every')).toHaveText('5 steps');
  await page.getByRole('switch', { name: 'Builder at work' }).press('Space');
  await expect(view(page)).toContainText('The builder is stopped');
  await expect.poll(() => age(page)).toBeGreaterThan(12);
  // a document that only one of the lists has says where the other has it
  await expect
    .poll(async () => {
      await page.locator('body').press('j');
      return page.locator('[data-here=false]').count();
    })
    .toBeGreaterThan(0);
  const { width, height } = page.viewportSize()!;
  await page.setViewportSize({ width: 390, height });
  await page.evaluate(() => {
    for (const name of document.querySelectorAll(
      '[data-here=false] button > span:last-child > span:first-child > span:first-child',
    )) {
      name.firstChild!.nodeValue = 'Bartholomew Featherstonehaugh';
    }
  });
  await expectNoSidewaysScroll(page);
  await page.setViewportSize({ width, height });
  const taken = await view(page).getAttribute('data-taken');
  // it works again, at another interval: a newer index comes
  await page.getByRole('slider', { name: 'Refresh every' }).press('ArrowLeft');
  await expect(page.getByTestId('refresh-every')).toHaveText('2 steps');
  await command(page, 'Let the index builder work');
  await expect(page.getByRole('switch', { name: 'Builder at work' })).toBeChecked();
  await expect.poll(() => view(page).getAttribute('data-taken')).not.toBe(taken);
  await expect(numbers(page)).not.toHaveAttribute('data-drift', '0');

  await page.getByRole('button', { name: 'Pause', exact: true }).click();
  await expect(status(page)).toHaveAttribute('data-status', 'paused');
  await expect(view(page)).toHaveAttribute('data-step', (await moment(page).getAttribute('data-step'))!);

  // keys: documents, zoom, everything again
  await map(page).focus();
  const chosen = page.getByTestId('map-document');
  const before = await chosen.textContent();
  for (const key of ['ArrowUp', 'ArrowRight', 'ArrowDown', 'ArrowLeft']) await page.keyboard.press(key);
  await expect(chosen).not.toHaveText(before!);
  await page.keyboard.press('+');
  await expect(map(page)).toHaveAttribute('data-scale', '1.400');
  await page.keyboard.press('0');
  await expect(map(page)).toHaveAttribute('data-scale', '1.000');
  // mouse: wheel and drag, a document of the list of ranks
  await map(page).hover();
  await page.mouse.wheel(0, -400);
  await expect(map(page)).not.toHaveAttribute('data-scale', '1.000');
  await page.mouse.down();
  await page.mouse.move(300, 500, { steps: 3 });
  await page.mouse.up();
  await page.getByRole('button', { name: 'Show everything' }).click();
  await expect(map(page)).toHaveAttribute('data-scale', '1.000');
  const third = page.getByTestId('rank-fresh').nth(2);
  await third.hover();
  await expect(third).toHaveAttribute('aria-pressed', 'true');

  // another example, both projections, and a path on the map
  const numbered = view(page)
    .getByText(/^\d+ of \d+$/)
    .first();
  const shownBefore = (await numbered.textContent())!;
  await page.locator('body').press('j');
  await expect(numbered).not.toHaveText(shownBefore);
  await page.getByRole('radio', { name: 'UMAP' }).check();
  await expect(view(page)).toContainText('UMAP keeps neighbours together.');
  await page.getByRole('radio', { name: 'HNSW' }).check();
  await expect(view(page)).toContainText('path of the search');
  await page.getByText('Documents as a list').click();
  await expect(page.getByRole('table').first().getByRole('row').nth(8)).toBeVisible();

  await expectNoViolations(page);
  for (const width of [820, 390]) {
    await page.setViewportSize({ width, height: 900 });
    await expectNoSidewaysScroll(page);
  }
});
