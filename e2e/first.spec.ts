/** What a newcomer presses: the preset First steps, live on the software adapter. */

import { expect, test } from '@playwright/test';
import { moment, open } from './helpers.ts';

interface Watched extends Window {
  longTasks: number[];
}

test('r(z) within a minute of Play, and held-out accuracy rises by .4 in the run', async ({ page }, info) => {
  // what it waits for adds up to more than the limit of every test
  test.setTimeout(900_000);
  await open(page, './#v=1&preset=first');
  const accuracy = () => page.getByTestId('curve-heldOutAccuracy').locator('strong');
  await page.locator('body').press('Space');
  const begun = Date.now();
  await expect(page.getByTestId('candidate').first()).toBeVisible({ timeout: 60_000 });
  const firstSignal = Date.now() - begun;
  await page.evaluate(() => {
    const watched = window as unknown as Watched;
    watched.longTasks = [];
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) watched.longTasks.push(duration);
    }).observe({ type: 'longtask' });
  });
  // the first evaluation begins behind the one of all questions and sentences at the start
  await expect(accuracy()).toHaveText(/\d/, { timeout: 120_000 });
  const firstValue = Date.now() - begun;
  const first = Number(await accuracy().innerText());
  // the steps count, not how long a machine takes for them: it fails at the end of the run
  const end = page.locator('[data-testid=status][data-status=finished]');
  const rise = async () => Number(await accuracy().innerText()) - first;
  await expect(async () => expect((await rise()) >= 0.4 || (await end.count()) > 0).toBe(true)).toPass({
    timeout: 600_000,
  });
  expect(await rise()).toBeGreaterThanOrEqual(0.4);
  const longTasks = await page.evaluate(() => (window as unknown as Watched).longTasks);
  info.annotations.push({
    type: 'measured',
    description: `r(z) after ${firstSignal} ms; accuracy ${first} after ${firstValue} ms → ${await accuracy().innerText()} after ${Date.now() - begun} ms, step ${await moment(page).getAttribute('data-step')}; tasks over 50 ms: ${longTasks.map(Math.round).join(', ') || 'none'}`,
  });
  console.log(info.annotations.at(-1)!.description);
});
