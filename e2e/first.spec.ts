/** What a newcomer presses: the preset First steps, live on the software adapter. */

import { expect, test } from '@playwright/test';
import { open } from './helpers.ts';

test('shows r(z) after Play, and then what the reader knows of people held out', async ({ page }) => {
  await open(page, './#v=1&preset=first');
  await page.locator('body').press('Space');
  await expect(page.getByTestId('candidate').first()).toBeVisible();
  // the first evaluation begins behind the one of all questions and sentences at the start
  await expect(page.getByTestId('curve-heldOutAccuracy').locator('strong')).toHaveText(/\d/);
});
