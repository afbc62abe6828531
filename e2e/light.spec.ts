/** What a visit loads, and what happens when a part of the page cannot be loaded. */

import { expect, test } from '@playwright/test';
// @ts-expect-error: a plain script, which the command runs as it is
import { firstLoad, firstLoadLimit } from '../scripts/first-load.mjs';
import { open } from './helpers.ts';

test('needs no more JavaScript before the first picture than it may, in each language', () => {
  for (const { language, bytes } of firstLoad('dist')) {
    // less than half would mean that the manifest was not understood
    expect(bytes, language).toBeGreaterThan(100_000);
    expect(bytes, language).toBeLessThanOrEqual(firstLoadLimit);
  }
});

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
  await page.unrouteAll();
  await page.keyboard.press('Enter');
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
