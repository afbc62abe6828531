/** For everybody in the room: large type for a projector, a table behind every chart, plain names, and less motion. */

import { expect, type Page, test } from '@playwright/test';
import { expectNoSidewaysScroll, expectNoViolations, open, reload, status } from './helpers.ts';

const candidates = (page: Page) => page.getByTestId('candidate');

/** The recording at its last moment, which stands still where less motion is wished. */
async function openRecording(page: Page): Promise<void> {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await open(page);
  await expect(candidates(page)).toHaveCount(16);
}

/** Words that are cut off: by their own box, or by the edge of the page. Excerpts, which end in an ellipsis, are no fault. */
const clipped = (page: Page) =>
  page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('header *, main *')].flatMap((element) => {
      const { overflowX, display, position } = getComputedStyle(element);
      const isHidden = display === 'none' || position === 'absolute' || element.closest('[tabindex="0"]:has(table)');
      const hasWords = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent!.trim() !== '');
      if (isHidden || !hasWords || display === '-webkit-box') return [];
      const isCut = overflowX !== 'visible' && element.scrollWidth > element.clientWidth + 1;
      const isOut = element.getBoundingClientRect().right > window.innerWidth + 1;
      return isCut || isOut ? [`${element.className}: ${element.textContent}`] : [];
    }),
  );

test('the projector: large type in either theme, nothing cut off at 1280 × 720, kept over a reload', async ({
  page,
}) => {
  await page.setViewportSize({ width: 1280, height: 720 });
  await openRecording(page);
  const evidence = () =>
    candidates(page)
      .first()
      .evaluate((row) => ({
        text: Number.parseFloat(getComputedStyle(row.querySelector('mark')!.parentElement!).fontSize),
        number: Number.parseFloat(getComputedStyle(row.querySelector('[data-cell="0-3"] span')!).fontSize),
        bar: row.querySelector('[data-cell="0-1"] svg')!.getBoundingClientRect().height,
        mask: document.querySelector('[data-testid=sentence] span')!.getBoundingClientRect().height,
      }));
  const before = await evidence();
  await page.keyboard.press('p');
  await expect(page.locator('html')).toHaveAttribute('data-projector');
  const after = await evidence();
  expect(Math.min(after.text, after.number)).toBeGreaterThanOrEqual(18);
  expect(after.bar).toBeGreaterThan(before.bar);
  expect(after.mask).toBeGreaterThan(1.2 * before.mask);
  await expect(candidates(page).first().locator('mark')).toBeInViewport({ ratio: 1 });
  expect(await clipped(page)).toEqual([]);
  await expectNoSidewaysScroll(page);
  await expectNoViolations(page);
  await reload(page);
  await expect(page.locator('html')).toHaveAttribute('data-projector');
  await page.getByRole('button', { name: 'Projector: ordinary type' }).click();
  await expect(page.locator('html')).not.toHaveAttribute('data-projector');
});

test('the table behind a chart opens by keyboard, with the values that the chart shows', async ({ page }) => {
  await openRecording(page);
  const accuracy = page.getByTestId('curve-heldOutAccuracy');
  await page.getByRole('button', { name: 'Held-out accuracy as a table' }).press('Enter');
  const table = accuracy.getByTestId('chart-table');
  await expect(table.getByRole('row').last()).toHaveText(
    `Joint, step 600${await accuracy.locator('strong').textContent()}`,
  );
  await expect(table).toContainText(/All \d+ rows/);
  await page.getByRole('button', { name: 'Loss as a table' }).press('Enter');
  await expect(page.getByTestId('curve-loss').getByTestId('chart-table')).toContainText(
    '40 of 1,700 rows, spread evenly',
  );
  await page.getByRole('button', { name: 'Index refreshes as a table' }).click();
  await expect(page.getByRole('columnheader', { name: 'Swapped in at step' })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('columnheader', { name: 'Swapped in at step' })).toHaveCount(0);
});

test('symbols have plain names beside them, and with less motion nothing moves by itself', async ({ page }) => {
  await openRecording(page);
  await expect(status(page)).toHaveText('Recording');
  const evaluations = page.getByTestId('evaluations');
  for (const words of ['the answer’s document is first', 'retrieval utility', 'retrieves nothing']) {
    await expect(evaluations.getByText(words, { exact: true })).toBeVisible();
  }
  await expect(page.getByText('find the source').first()).toBeVisible();
  const moving = await page.evaluate(
    () =>
      [...document.querySelectorAll('*')].filter((element) => {
        const { transitionDuration, animationDuration } = getComputedStyle(element);
        return `${transitionDuration}, ${animationDuration}`.split(', ').some((time) => Number.parseFloat(time) > 0);
      }).length,
  );
  expect(moving).toBe(0);
  const slider = page.getByRole('slider', { name: 'Moment of the recorded run' });
  const at = await slider.inputValue();
  await page.waitForTimeout(1200);
  expect(await slider.inputValue()).toBe(at);
});
