/** What a visit loads, and what happens when a part of the page cannot be loaded. */

import { expect, type Page, test } from '@playwright/test';
// @ts-expect-error: a plain script, which the command runs as it is
import { firstLoad, firstLoadLimit } from '../scripts/first-load.mjs';
import { open, reload } from './helpers.ts';

test('needs no more JavaScript before the first picture than it may, in each language', () => {
  for (const { language, bytes } of firstLoad('dist')) {
    // less than half would mean that the manifest was not understood
    expect(bytes, language).toBeGreaterThan(100_000);
    expect(bytes, language).toBeLessThanOrEqual(firstLoadLimit);
  }
});

test('draws its first picture before the systems that it does not show, and waits for them where they are named', async ({
  page,
}) => {
  let come = () => {};
  const coming = new Promise<void>((resolve) => {
    come = resolve;
  });
  await page.route(/assets\/later-[^/]*\.js/, async (route) => {
    await coming;
    await route.continue();
  });
  await open(page);
  const field = page.locator('[data-field="preset"]');
  await expect(field.getByRole('combobox')).toHaveValue('first');
  await expect(field.locator('option[value="bios"]')).toBeAttached();
  await expect(field.locator('option[value="glm"]')).not.toBeAttached();
  await page.evaluate(() => {
    location.hash = '#v=1&preset=glm-smoke';
  });
  await page.keyboard.press('Control+k');
  come();
  await page.getByPlaceholder('Type a command').fill('LLaRA, smoke');
  await expect(page.getByRole('menuitem', { name: 'LLaRA, smoke' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(field).toContainText('GLM, smoke');

  // what is kept names it, too
  await expect(async () => {
    await open(page, './?again');
    await expect(field).toContainText('GLM, smoke', { timeout: 10_000 });
  }).toPass();
});

test('says that a system could not be loaded, and loads it at the next try', async ({ page }) => {
  await page.route(/assets\/later-[^/]*\.js/, (route) => route.abort());
  await open(page, './#v=1&preset=glm-smoke');
  await expect(page.getByTestId('failure')).toContainText('could not be loaded');
  // an address that cannot be read yet is no wrong one, and stays
  await page.evaluate(() => {
    location.hash = '#v=1&preset=pretraining-smoke&seed=7';
  });
  await page.getByRole('button', { name: 'Dismiss' }).click();
  await expect(page.getByTestId('failure')).toHaveCount(0);
  await expect(page.locator('body')).not.toContainText('There is no preset');
  expect(new URL(page.url()).hash).toBe('#v=1&preset=pretraining-smoke&seed=7');
  await page.unrouteAll();
  await reload(page);
  await expect(page.locator('[data-field="preset"]')).toContainText('Three pre-trainings, smoke');
  await expect(page.locator('[data-field="seed"] input')).toHaveValue('7');
  await expect(page.getByTestId('failure')).toHaveCount(0);
});

/** Whether the browser keeps the failure of an import for as long as the page is open, as Chromium did up to version 150. */
async function keepsFailedImports(page: Page): Promise<boolean> {
  let requests = 0;
  await page.route('**/came-late.js', (route) =>
    requests++ === 0 ? route.abort() : route.fulfill({ contentType: 'text/javascript', body: '' }),
  );
  return page.evaluate(`
    import('/came-late.js').catch(() => {}).then(() => import('/came-late.js')).then(() => false, () => true)
  `);
}

test('says that a part could not be loaded, and loads it at the next try', async ({ page }) => {
  await page.route(/assets\/(palette|lab-page|zh)-[^/]*\.js/, (route) => route.abort());
  await open(page);
  const failed = page.getByTestId('part-failed');

  await page.keyboard.press('l');
  await expect(failed).toContainText('could not be loaded');
  await page.keyboard.press('l');
  await expect(failed).toHaveCount(0);

  await page.getByRole('button', { name: 'Change the language to 中文' }).click();
  await expect(page.getByTestId('failure')).toContainText('could not be loaded');
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');

  await page.keyboard.press('Control+k');
  await expect(failed.getByRole('button', { name: 'Try again' })).toBeFocused();
  const keepsFailures = await keepsFailedImports(page);
  await page.unrouteAll();
  await page.keyboard.press('Enter');
  if (keepsFailures) {
    await expect(failed).toContainText('It failed again');
    await expect(failed.getByRole('button', { name: 'Reload the page' })).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(failed).toHaveCount(0);
    await expect(page.getByTestId('status')).toBeVisible();
    await page.keyboard.press('Control+k');
  }
  await expect(page.getByPlaceholder('Type a command')).toBeFocused();
  await page.keyboard.press('Escape');

  await page.getByRole('button', { name: 'Change the language to 中文' }).click();
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-Hans');
  await page.keyboard.press('l');
  await expect(page.getByText('掩码实验室').first()).toBeVisible();
  await expect(failed).toHaveCount(0);
});

test('says what to do where it cannot begin at all', async ({ page }) => {
  await page.route(/assets\/en-[^/]*\.js/, (route) => route.abort());
  await page.goto('./');
  await expect(page.getByTestId('start-failure')).toContainText('could not be loaded');
  await page.unrouteAll();
  await page.getByRole('button', { name: 'Reload the page' }).click();
  await expect(page.getByTestId('status')).toBeVisible();
});
