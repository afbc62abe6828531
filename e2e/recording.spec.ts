/** What a first visit sees: a recorded run that plays at once, and from which a person goes on to train. */

import { expect, type Page, test } from '@playwright/test';
import { expectNoSidewaysScroll, expectNoViolations, moment, open, status } from './helpers.ts';

const strip = (page: Page) => page.getByTestId('recording');
const scrubber = (page: Page) => page.getByRole('slider', { name: 'Moment of the recorded run' });
const candidates = (page: Page) => page.getByTestId('candidate');

/** Goes to the last moment, by keyboard. */
async function goToEnd(page: Page): Promise<void> {
  await scrubber(page).focus();
  await page.keyboard.press('End');
}

test('a first visit sees retrieval learn: it plays, can be held and scrubbed by keyboard, and says that it is a recording', async ({
  page,
}) => {
  await page.goto('./');
  await expect(strip(page)).toContainText('You are watching a run of Two languages');
  await expect(status(page)).toHaveText('Recording');
  const first = await scrubber(page).inputValue();
  await expect.poll(() => scrubber(page).inputValue()).not.toBe(first);
  await page.getByRole('button', { name: 'Hold', exact: true }).press('Enter');
  await expect(page.getByRole('button', { name: 'Watch', exact: true })).toBeVisible();

  await goToEnd(page);
  await expect(moment(page)).toHaveAttribute('data-phase', 'joint');
  await expect(candidates(page)).toHaveCount(16);
  const read = () => candidates(page).first().innerText();
  const last = await read();
  for (let i = 0; i < 20; i++) await page.keyboard.press('ArrowLeft');
  expect(await read()).not.toBe(last);
  await expect(page.getByTestId('evaluations').getByRole('row').first()).toBeVisible();

  // the address that the page has written shows the same again
  await page.reload();
  await expect(strip(page)).toBeVisible();
  await page.getByRole('button', { name: 'Hold', exact: true }).click();
  await goToEnd(page);

  await expectNoViolations(page);
  for (const [width, height] of [
    [1280, 720],
    [820, 1180],
    [390, 844],
  ]) {
    await page.setViewportSize({ width: width!, height: height! });
    await expectNoSidewaysScroll(page);
    if (width === 820) {
      const column = page.getByTestId('evaluations').getByRole('columnheader', { name: /^R@5 / });
      await column.evaluate((head) => head.scrollIntoView({ inline: 'nearest', block: 'center' }));
      const scrolled = await column.evaluate((head) => head.closest('section')!.scrollLeft);
      expect(scrolled, 'how far the table had to be scrolled sideways').toBe(0);
      await expect(column).toBeInViewport({ ratio: 1 });
    }
  }
});

test('an address names what it shows: then nothing is played', async ({ page }) => {
  await open(page, './#v=1&preset=smoke');
  await expect(status(page)).toHaveText('Not started');
  await expect(strip(page)).toHaveCount(0);
});

test('“Train it yourself” trains at once where the recorded reader begins to choose, and Reset returns there', async ({
  page,
}) => {
  await page.goto('./');
  await page.getByRole('button', { name: 'Train it yourself' }).click();
  await expect(strip(page)).toHaveCount(0);
  await expect(moment(page)).toHaveAttribute('data-phase', 'joint');
  await expect(page).toHaveURL(/preset=first/);
  await expect(candidates(page)).toHaveCount(5);
  await page.getByRole('button', { name: 'Pause' }).click();
  await expect(status(page)).toHaveText('Paused');
  const step = await moment(page).getAttribute('data-step');
  expect(Number(step)).toBeGreaterThan(0);
  await page.getByRole('button', { name: /^Reset( R)?$/ }).click();
  await expect(moment(page)).toHaveAttribute('data-step', '0');
  await expect(moment(page)).toHaveAttribute('data-phase', 'joint');
});

test('a browser without WebGPU plays the recording, and says what would be needed to train', async ({ page }) => {
  await page.addInitScript(() => Object.defineProperty(Navigator.prototype, 'gpu', { get: () => undefined }));
  await page.goto('./');
  await expect(page.getByTestId('no-webgpu')).toHaveAttribute('data-why', 'missing');
  await page.getByText('What to do').click();
  await expect(page.getByText(/Chrome or Edge 113/)).toBeVisible();
  await goToEnd(page);
  await expect(candidates(page)).toHaveCount(16);
  for (const name of ['Play', 'Step', 'Train it yourself', 'Go on from its warm-up']) {
    await expect(page.getByRole('button', { name, exact: true })).toBeDisabled();
  }
  await expectNoViolations(page);
  // the other pages say it too, and offer what works
  for (const name of ['Masking lab', 'Slow motion', 'Index', 'Runs']) {
    await page.getByRole('link', { name, exact: true }).click();
    await expect(page.getByRole('main').getByTestId('no-webgpu')).toContainText('No run can be opened here');
    await expect(page.getByTestId('outline')).toBeVisible();
    await expect(page.getByRole('main').getByRole('button', { disabled: true })).toHaveCount(0);
  }
  await page.getByRole('button', { name: 'Watch the recording' }).press('Enter');
  await expect(strip(page)).toBeVisible();
});
