/** Helpers of the end-to-end tests: open the page, wait until it is ready, check it against the rules of accessibility. */

import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

/** The page is drawn and begins to listen to keys and dropped files at the same moment, so a visible page is ready. */
async function drawn(page: Page): Promise<void> {
  await expect(page.getByTestId('status')).toBeVisible();
}

/** Opens the playground. If the page is open and only the fragment of the address differs, nothing is reloaded. */
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

/** Checks the light page, and the colours of the dark one, which differs in nothing else. */
export async function expectNoViolations(page: Page): Promise<void> {
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const rules = colorScheme === 'dark' && { runOnly: ['color-contrast', 'link-in-text-block'] };
    // without an empty page for the results, and without a description of each part that breaks no rule: that takes longer than the rules
    const { violations } = await new AxeBuilder({ page })
      .setLegacyMode()
      .options({ resultTypes: ['violations'], ...rules })
      .analyze();
    const found = violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map(({ html, failureSummary }) => `${html} ${failureSummary}`)}`,
    );
    expect(found, colorScheme).toEqual([]);
  }
}

/**
 * Checks that nothing is wider than the page, or than the lab on it: with the fonts of this machine, and with letters a little further apart, as with the wider fonts of
 * another one.
 */
export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  for (const spacing of ['', '0.04em']) {
    await page.evaluate((value) => {
      const sheet = new CSSStyleSheet();
      if (value) sheet.insertRule(`* { letter-spacing: ${value} }`);
      document.adoptedStyleSheets = [sheet];
    }, spacing);
    await expect.poll(() => page.evaluate(tooWide), `letter-spacing ${spacing || 'normal'}`).toEqual([]);
  }
  await page.evaluate(() => {
    document.adoptedStyleSheets = [];
  });
}

/** The innermost elements that make the page scroll sideways, or stick out of the lab on it; none if nothing does. Runs in the page. */
function tooWide(): string[] {
  const { documentElement } = document;
  const labs = [...document.querySelectorAll('[data-testid=lab]')];
  const places = [
    { place: documentElement, width: window.innerWidth, right: window.innerWidth },
    ...labs.map((place) => ({ place, width: place.clientWidth, right: place.getBoundingClientRect().right })),
  ];
  return places
    .filter(({ place, width }) => place.scrollWidth > width)
    .flatMap(({ place, width, right }) => {
      const reaching = [...place.querySelectorAll('*')].filter(
        (element) => element.getBoundingClientRect().right > right + 0.5,
      );
      const innermost = reaching.filter(
        (element) => !reaching.some((other) => other !== element && element.contains(other)),
      );
      return [`${place.scrollWidth} of ${width} px`, ...innermost.map((element) => element.outerHTML.slice(0, 200))];
    });
}
