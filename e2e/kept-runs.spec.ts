/** Runs that this browser keeps: listed, pinned, compared, named, deleted, saved as files, and stopped by a condition. */

import { readFileSync } from 'node:fs';
import { expect, type Page, test } from '@playwright/test';
import { command, expectNoSidewaysScroll, expectNoViolations, moment, open, reload, status } from './helpers.ts';

const card = (page: Page, name: string) => page.getByTestId('run-card').filter({ hasText: name });

/** Trains the small preset with a seed up to a step of the whole run. */
async function train(page: Page, seed: number): Promise<void> {
  await page.getByLabel('Seed').fill(String(seed));
  await page.getByLabel('Seed').press('Enter');
  if ((await status(page).getAttribute('data-status')) === 'paused') {
    await command(page, 'Start new run');
    await expect(status(page)).toHaveAttribute('data-status', 'ready');
  }
  await page.getByRole('button', { name: 'Play' }).click();
  await expect(page.getByTestId('met')).toContainText('Paused: Steps ≥ 21 is met. It was 21 at Warm-up, step 1.');
  await expect(moment(page)).toHaveAttribute('data-step', '1');
}

async function fileOf(page: Page, act: () => Promise<void>): Promise<{ name: string; text: string }> {
  const [download] = await Promise.all([page.waitForEvent('download'), act()]);
  return { name: download.suggestedFilename(), text: readFileSync(await download.path(), 'latin1') };
}

test('runs are kept, compared and saved, by mouse and by keyboard', async ({ page, context }) => {
  await open(page, './#v=1&preset=smoke&bios.people=10&evaluation.examples=4&evaluation.questions=4');

  // a condition on the number of steps
  await page.getByText('Stop condition').click();
  await page.getByLabel('Pause after steps').fill('21');
  await page.getByLabel('Pause after steps').press('Enter');
  await train(page, 1);
  // it is met already
  await page.getByRole('button', { name: 'Play' }).click();
  await expect(page.getByTestId('met')).toContainText('is met already');
  await train(page, 2);

  // by keyboard: the page, a pin, a name, a note
  await page.locator('body').press('c');
  await expect(page).toHaveURL(/view=runs/);
  await expect(page.getByTestId('run-card')).toHaveCount(2);
  await page.getByRole('button', { name: 'Pin: Smoke, seed 1' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Unpin: Smoke, seed 1' })).toBeFocused();
  await page.getByRole('button', { name: 'Rename: Smoke, seed 1' }).press('Enter');
  await page.keyboard.press('Control+a');
  await page.keyboard.type('<b>First</b>');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: '<b>First</b>' })).toBeVisible();
  await page.getByRole('button', { name: 'Add a note: <b>First</b>' }).press('Enter');
  await page.keyboard.type('To be repeated');
  await page.keyboard.press('Control+Enter');
  await expect(card(page, 'First')).toContainText('To be repeated');

  // by mouse: the comparison
  await card(page, 'First').getByText('Compare').click();
  await card(page, 'seed 2').getByText('Compare').click();
  const comparison = page.getByTestId('comparison');
  await expect(
    comparison.getByRole('row', { name: 'seed 1 2' }).or(comparison.getByRole('row', { name: 'seed 2 1' })),
  ).toBeVisible();
  await expect(comparison.getByRole('row', { name: 'Steps 21 21' })).toBeVisible();
  // another seed is another corpus of biographies
  await expect(comparison.getByRole('row', { name: /^R@1, against the first run/ })).toContainText(
    'other documents or questions',
  );
  await expectNoViolations(page);
  for (const width of [820, 320]) {
    await page.setViewportSize({ width, height: 700 });
    await expectNoSidewaysScroll(page);
  }
  await page.setViewportSize({ width: 1440, height: 900 });

  // the report opens offline, holds no script, and shows a name as it is
  const report = await fileOf(page, () => card(page, 'First').getByRole('button', { name: 'Report' }).click());
  expect(report.name).toBe('retrograd-b-first-b-report.html');
  const alone = await context.newPage();
  const requests: string[] = [];
  alone.on('request', (request) => requests.push(request.url()));
  await alone.setContent(report.text);
  await expect(alone.getByRole('heading', { level: 1 })).toHaveText('<b>First</b>');
  await expect(alone.locator('pre')).toContainText('npm run train -- --preset smoke --seed 1 --set bios.people=10');
  await expect(alone.locator('svg')).toHaveCount(5);
  await expect(alone.locator('script')).toHaveCount(0);
  expect(requests).toEqual([]);
  await alone.close();

  // delete, restore, and what a reload leaves
  await card(page, 'First').getByRole('button', { name: 'Delete' }).click();
  await expect(page.getByTestId('run-card')).toHaveCount(1);

  // a second tab: it takes nothing away, and a run that it deletes does not come back here before it is restored
  const other = await context.newPage();
  await open(other, './#v=1&view=runs');
  await expect(other.getByTestId('run-card')).toHaveCount(1);
  await other.getByRole('button', { name: 'Delete: Smoke, seed 2' }).click();
  await expect(other.getByTestId('run-card')).toHaveCount(0);
  await page.getByRole('button', { name: 'Restore' }).click();
  await expect(card(page, 'First')).toContainText('To be repeated');
  await page.locator('body').press('s');
  await expect(moment(page)).toHaveAttribute('data-step', '2');
  await expect(page.getByText('This run was deleted, so the list of runs does not show it.')).toBeVisible();
  await expect(page.getByTestId('run-card')).toHaveCount(1);
  await other.getByRole('button', { name: 'Restore' }).click();
  await expect(card(other, 'seed 2')).toContainText('Warm-up, step 2 of');
  await other.close();
  await reload(page);
  await expect(page.getByRole('button', { name: 'Unpin: <b>First</b>' })).toBeVisible();

  // its curves lie over those of the run on screen, and a chart is saved as it is seen
  await page.getByRole('link', { name: 'Run', exact: true }).click();
  await expect(page.getByRole('list', { name: 'Pinned runs' })).toContainText('A<b>First</b>');
  const menu = page.getByRole('button', { name: 'Save the chart Loss' });
  const svg = await fileOf(page, async () => {
    await menu.press('Enter');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
  });
  expect(svg.name).toBe('retrograd-smoke-seed-2-loss.svg');
  expect(svg.text).toContain('A  &lt;b&gt;First&lt;/b&gt;</text>');
  expect(svg.text).toContain('>Step within each phase</text>');
  const png = await fileOf(page, async () => {
    await menu.click();
    await page.getByRole('menuitem', { name: 'Picture (PNG)' }).click();
  });
  expect(png.text.slice(1, 4)).toBe('PNG');
  expect(png.text.length).toBeGreaterThan(5000);
  const csv = await fileOf(page, async () => {
    await menu.click();
    await page.getByRole('menuitem', { name: 'Numbers (CSV)' }).click();
  });
  expect(csv.text.split('\r\n').filter((row) => row.includes(',loss,step,'))).toHaveLength(43);
});
