/** What every end-to-end test does: open the page, wait until it listens, look at it by the rules of accessibility. */

import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

/** The page draws itself and begins to listen to keys and dropped files at one moment: what is seen can be used. */
async function drawn(page: Page): Promise<void> {
  await expect(page.getByTestId('status')).toBeVisible();
}

/** Opens the playground; an address that differs in its fragment alone, from a page that is open, reloads nothing. */
export async function open(page: Page, address = './'): Promise<void> {
  await page.goto(address);
  await drawn(page);
}

export async function reload(page: Page): Promise<void> {
  await page.reload();
  await drawn(page);
}

export const moment = (page: Page) => page.getByTestId('moment');
export const status = (page: Page) => page.getByTestId('status');

/** Runs a command of the palette. */
export async function command(page: Page, name: string): Promise<void> {
  await page.locator('body').press('Control+k');
  await page.getByPlaceholder('Type a command').fill(name);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog')).toHaveCount(0);
}

/** In light and in dark. */
export async function expectNoViolations(page: Page): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const { violations } = await new AxeBuilder({ page }).analyze();
    const told = violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map(({ html, failureSummary }) => `${html} ${failureSummary}`)}`,
    );
    expect(told, colorScheme).toEqual([]);
  }
}

export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const excess = () => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  await expect.poll(excess).toBeLessThanOrEqual(0);
}
