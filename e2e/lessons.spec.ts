/** Lessons as a person meets them: by a link in a fresh browser, by keyboard alone, over the recording; the last test opens the recorded models. */

import { expect, type Page, test } from '@playwright/test';
import { expectNoSidewaysScroll, expectNoViolations, open, reload } from './helpers.ts';

const lesson = (page: Page) => page.getByTestId('lesson');
const exercise = (page: Page) => page.getByTestId('exercise');
const candidates = (page: Page) => page.getByTestId('candidate');

/** Presses Tab until an element has the focus. */
async function tabTo(page: Page, selector: string): Promise<void> {
  for (let i = 0; i < 120; i++) {
    await page.keyboard.press('Tab');
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted), selector)) return;
  }
  throw new Error(`The Tab key does not reach ${selector}.`);
}

test('a link opens a part in a fresh browser: predicted, done by keyboard alone, and there after a reload', async ({
  page,
}) => {
  const opened = Date.now();
  await open(page, './#lesson=masked-words&part=2');
  await expect(lesson(page).getByRole('heading', { level: 2 })).toHaveText('From masked words to r(z)');
  await expect(lesson(page)).toHaveAttribute('data-part', '2');
  await expect(candidates(page).first()).toBeVisible();
  test.info().annotations.push({ type: 'r(z) on screen', description: `${Date.now() - opened} ms` });
  await expect(page.getByTestId('recording')).toBeVisible();
  await expect(page).toHaveURL(/#lesson=masked-words&part=2$/);

  // one chooses first, then is told
  await expect(lesson(page)).not.toContainText('weighted by p(z|x)');
  await tabTo(page, '[data-choice=down]');
  await page.keyboard.press('Enter');
  await expect(page.locator('[data-choice=up]')).toHaveAttribute('data-mark', 'right');
  await expect(page.locator('[data-choice=down]')).toHaveAttribute('data-mark', 'wrong');
  await expect(lesson(page)).toContainText('weighted by p(z|x)');

  await expect(exercise(page)).toHaveAttribute('data-done', 'false');
  await tabTo(page, '[data-cell="0-0"]');
  const gradients = await candidates(page).evaluateAll((rows) =>
    rows.map((row) => Number((row as HTMLElement).dataset.gradient)),
  );
  const largest = gradients.indexOf(Math.max(...gradients));
  // another row first: that is not it
  const other = largest === 0 ? 1 : 0;
  for (const row of [other, largest]) {
    for (let i = 0; i < 8; i++) await page.keyboard.press('ArrowUp');
    for (let i = 0; i < row; i++) await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await expect(exercise(page)).toHaveAttribute('data-done', String(row === largest));
  }
  await expect(exercise(page)).toContainText('done');

  await reload(page);
  await expect(page).toHaveURL(/#document=[^&]+&lesson=masked-words&part=2$/);
  await expect(exercise(page)).toHaveAttribute('data-done', 'true');
  await expect(page.locator('[data-choice=down]')).toHaveAttribute('aria-pressed', 'true');
  await expect(candidates(page).first()).toBeVisible();

  // from part to part, and back in the history
  await page.locator('body').press('m');
  await expect(lesson(page)).toHaveAttribute('data-part', '3');
  await expect(page).toHaveURL(/#lesson=masked-words&part=3$/);
  await expect(exercise(page)).toHaveAttribute('data-done', 'false');
  await page.goBack();
  await expect(lesson(page)).toHaveAttribute('data-part', '2');
  await lesson(page).getByRole('button', { name: 'Close the lesson' }).press('Enter');
  await expect(lesson(page)).toHaveCount(0);
  await expect(page).not.toHaveURL(/lesson/);
});

test('the list of lessons opens by key, from the head and from the recording, and leads to each of them', async ({
  page,
}) => {
  await open(page);
  await page.locator('body').press('e');
  const list = page.getByRole('dialog', { name: 'Lessons' });
  await expect(list.getByRole('listitem')).toHaveCount(14);
  await expectNoViolations(page);
  await page.keyboard.press('Escape');
  await page.getByTestId('recording').getByRole('button', { name: 'Lessons' }).click();
  await expect(list).toBeVisible();
  await page.keyboard.press('Escape');
  await page.getByRole('banner').getByRole('button', { name: 'Lessons' }).click();
  await tabTo(page, '[data-lesson=staleness]');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(lesson(page)).toContainText('The index grows old');

  // an exercise on the recording, with the slider's own keys
  await page.locator('body').press('m');
  await expect(lesson(page)).toHaveAttribute('data-part', '2');
  await expect(exercise(page)).toHaveAttribute('data-done', 'false');
  const slider = page.getByTestId('recording').getByRole('slider');
  await slider.focus();
  const moments = Number(await slider.getAttribute('max'));
  for (let i = 0; i < moments && (await exercise(page).getAttribute('data-done')) === 'false'; i++) {
    await page.keyboard.press('ArrowRight');
  }
  await expect(exercise(page)).toHaveAttribute('data-done', 'true');
});

test('what an address names wrongly is told in a line, and the rest holds', async ({ page }) => {
  await open(page, './#v=1&seed=12&lesson=attic');
  await expect(page.getByText('“attic” is no value of lesson.')).toBeVisible();
  await expect(page.getByLabel('Seed')).toHaveValue('12');
  await expect(lesson(page)).toHaveCount(0);
  await page.goto('./#v=1&seed=12&lesson=mips&part=9');
  await expect(page.getByText('“9” is no value of part.')).toBeVisible();
  await expect(lesson(page)).toHaveAttribute('data-part', '1');
});

test('breaks no rule of accessibility, and fits a telephone and a projector', async ({ page }) => {
  await open(page, './#lesson=null-document&part=2');
  await page.locator('[data-choice=one]').click();
  for (const [width, height] of [
    [1440, 900],
    [390, 844],
  ] as const) {
    await page.setViewportSize({ width, height });
    await open(page, './#lesson=null-document&part=2');
    await expect(candidates(page).first()).toBeVisible();
    await expect(page.locator('[data-choice=zero]')).toHaveAttribute('data-mark', 'right');
    await expectNoViolations(page);
    await expectNoSidewaysScroll(page);
    await page.goto('./#lesson=corpus-edit&part=1');
    await expect(lesson(page).getByRole('button', { name: 'Open the recorded models' })).toBeVisible();
    await expectNoViolations(page);
    await expectNoSidewaysScroll(page);
  }
});

test('the models of the recording read a changed passage, and are put aside for the recording', async ({ page }) => {
  await open(page, './#lesson=corpus-edit&part=1');
  await lesson(page).getByRole('button', { name: 'Open the recorded models' }).click();
  await expect(candidates(page).first()).toBeVisible();
  const row = page.locator('[data-testid=candidate]:not([data-null])').first();
  await row.getByRole('button').click();
  const field = page.getByLabel('Change this passage');
  const before = await field.inputValue();
  await field.fill(`${before} Oslo`);
  await page.getByRole('button', { name: 'Read it so' }).click();
  await expect(exercise(page)).toHaveAttribute('data-done', 'true');
  await expect(page.getByTestId('lab-edit')).toBeVisible();
  await expectNoViolations(page);
  await page.getByRole('button', { name: 'Take it back' }).click();
  await expect(page.getByTestId('lab-edit')).toHaveCount(0);
  await expect(field).toHaveValue(before);

  await page.goto('./#lesson=masked-words&part=1');
  await lesson(page).getByRole('button', { name: 'Put the run aside' }).click();
  await expect(page.getByTestId('recording')).toBeVisible();
  await page.getByTestId('undoable').getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByTestId('status')).toHaveAttribute('data-status', 'ready');
});
