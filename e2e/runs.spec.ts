/** One run after another on the real trainer: what is kept of each, and how a run is taken up again. */

import { expect, type Page, test } from '@playwright/test';
import { command, moment, open, reload, status } from './helpers.ts';
import { readersOfStorage } from './storage.ts';

/** A page with the preset `smoke` and nothing kept. */
async function openSmoke(page: Page, settings = ''): Promise<void> {
  await page.addInitScript(readersOfStorage);
  await open(page, `./#v=1&preset=smoke${settings}`);
}

async function tenSteps(page: Page, upTo: number): Promise<void> {
  await command(page, 'Ten steps');
  await expect(moment(page)).toHaveAttribute('data-step', String(upTo));
  await expect(status(page)).toHaveAttribute('data-status', 'paused');
}

async function startNew(page: Page): Promise<void> {
  await command(page, 'Start new run');
  await expect(status(page)).toHaveAttribute('data-status', 'ready');
  await expect(moment(page)).toHaveAttribute('data-step', '0');
}

/** Waits until session and checkpoint of one run are kept at this step; returns the run. */
async function kept(page: Page, step: number, before?: string): Promise<string> {
  await expect
    .poll(async () => {
      const [steps, runs] = await page.evaluate(() => Promise.all([savedSteps(), savedRuns()]));
      const isOne = runs.session === runs.checkpoint && runs.session !== before;
      return isOne && steps.session === step && steps.checkpoint === step;
    })
    .toBe(true);
  return (await page.evaluate(() => savedRuns())).session!;
}

test('what is taken up after a reload is the newest run: its settings, its curves, its weights', async ({ page }) => {
  await openSmoke(page, '&ict.steps=40');
  await tenSteps(page, 10);
  const first = await kept(page, 10);
  const lossesOfFirst = (await page.evaluate(() => savedLosses())).ict;

  // another run up to the same step
  await page.getByLabel('Seed').fill('12');
  await page.getByLabel('Seed').press('Enter');
  await startNew(page);
  await tenSteps(page, 10);
  const second = await kept(page, 10, first);
  const lossesOfSecond = (await page.evaluate(() => savedLosses())).ict;
  expect(lossesOfSecond).toHaveLength(10);
  expect(lossesOfSecond).not.toEqual(lossesOfFirst);

  await reload(page);
  await expect(page.getByLabel('Seed')).toHaveValue('12');
  await expect(page.getByTestId('resumable')).toContainText('step 10');
  await page.getByRole('button', { name: 'Resume saved run' }).click();
  await expect(status(page)).toHaveAttribute('data-status', 'paused');
  await expect(page).toHaveURL(/seed=12/);
  await tenSteps(page, 20);
  expect(await kept(page, 20)).toBe(second);
  const resumed = (await page.evaluate(() => savedLosses())).ict;
  expect(resumed.slice(0, 10)).toEqual(lossesOfSecond);

  // the same settings without a break give the same losses: the weights were those of the second run
  await startNew(page);
  await tenSteps(page, 10);
  await tenSteps(page, 20);
  await kept(page, 20, second);
  expect((await page.evaluate(() => savedLosses())).ict).toEqual(resumed);
});

test('“Start new run” twice at once opens one run, starts nothing, and keeps Undo', async ({ page }) => {
  await openSmoke(page);
  await tenSteps(page, 10);
  await page.locator('body').press('n');
  await page.locator('body').press('n');
  await expect(status(page)).toHaveAttribute('data-status', 'ready');
  await expect(moment(page)).toHaveAttribute('data-step', '0');
  await page.waitForTimeout(1000);
  await expect(status(page)).toHaveAttribute('data-status', 'ready');
  await expect(moment(page)).toHaveAttribute('data-step', '0');
  await page.getByTestId('undoable').getByRole('button', { name: 'Undo' }).click();
  await expect(moment(page)).toHaveAttribute('data-step', '10');
  await expect(page.getByTestId('failure')).toHaveCount(0);
});

test('a run whose graphics device is lost says so once, and goes on to its end from the last checkpoint', async ({
  page,
}) => {
  await openSmoke(page);
  await tenSteps(page, 10);
  const run = await kept(page, 10);
  await page.getByRole('button', { name: 'Play' }).click();
  await expect.poll(async () => Number(await moment(page).getAttribute('data-step'))).toBeGreaterThan(11);
  await command(page, 'Lose the graphics device');
  const failure = page.getByTestId('failure');
  await expect(failure).toHaveCount(1);
  await expect(failure).toHaveAttribute('data-code', 'device-lost');
  await expect(failure).toContainText('The graphics device was lost');
  await expect(page.getByRole('alert')).toHaveCount(1);
  await expect(status(page)).toHaveAttribute('data-status', 'failed');
  await failure.getByRole('button', { name: 'Resume from the last checkpoint' }).click();
  await expect(failure).toHaveCount(0);
  await expect(status(page)).toHaveAttribute('data-status', 'finished');
  await expect(moment(page)).toHaveAttribute('data-phase', 'joint');
  await expect(failure).toHaveCount(0);
  expect(await kept(page, 60)).toBe(run);
  // every step once
  const { ict, warmup, joint } = await page.evaluate(() => savedLosses());
  expect([ict.length, warmup.length, joint.length]).toEqual([20, 30, 60]);
});
