/** The masking lab on the real trainer: before training, and after a few joint steps of `smoke`; its tests follow each other on one page. */

import { expect, type Page, test } from '@playwright/test';
import { expectNoSidewaysScroll, expectNoViolations, open } from './helpers.ts';

test.describe.configure({ mode: 'serial' });
let page: Page;

test.beforeAll(async ({ browser }) => {
  page = await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage();
  await open(page, './#v=1&preset=smoke&view=lab');
});

test.afterAll(() => page.close());

const lab = () => page.getByTestId('lab');
const word = (i: number) => page.locator(`[data-word="${i}"]`);
const masked = () => page.locator('[data-word][aria-pressed=true]').allTextContents();
const column = (name: string) => page.locator(`[data-column="${name}"]`);

async function answered(): Promise<void> {
  await expect(lab()).toHaveAttribute('data-asking', 'false');
}

/** r(z) of the candidates at length. */
async function gradients(): Promise<number[]> {
  await answered();
  return page
    .getByTestId('candidate')
    .evaluateAll((rows) => rows.map((row) => Number((row as HTMLElement).dataset.gradient)));
}

const sum = (values: number[]) => values.reduce((a, b) => a + b, 0);

test('is reached by its address and by keyboard', async () => {
  await expect(page.getByRole('heading', { name: 'Masking lab' })).toBeVisible();
  await page.locator('body').press('l');
  await expect(page).toHaveURL(/#v=1&preset=smoke$/);
  await page.getByRole('link', { name: 'Masking lab' }).click();
  await expect(page).toHaveURL(/#v=1&preset=smoke&view=lab$/);
  await expectNoViolations(page);
});

test('works before the first step, by exact search', async () => {
  await page.getByRole('button', { name: 'Open without training' }).click();
  await expect(page.getByTestId('lab-search')).toHaveAttribute('data-by', 'exact');
  await answered();
  await expect(page.getByTestId('status')).toHaveAttribute('data-status', 'ready');
  await expect(column('salient').getByTestId('lab-says')).toHaveCount(1);
  expect(await gradients()).toHaveLength(8);
});

test('follows the run, and says when the index serves', async () => {
  await page.getByRole('button', { name: 'Play' }).click();
  await expect(page.getByTestId('moment')).toHaveAttribute('data-phase', 'joint');
  await expect.poll(async () => Number(await page.getByTestId('moment').getAttribute('data-step'))).toBeGreaterThan(2);
  await page.locator('body').press('Space');
  await expect(page.getByTestId('status')).toHaveAttribute('data-status', /paused|finished/);
  await expect(page.getByTestId('lab-search')).toHaveAttribute('data-by', 'index');
  await answered();
});

test('masks words by keyboard, and r(z) follows the mask', async () => {
  const drawn = await gradients();
  await word(0).focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Space');
  const first = await gradients();
  await page.keyboard.press('Shift+ArrowRight');
  const second = await gradients();
  const both = await masked();
  expect(both.length).toBeGreaterThan(1);
  expect(both).toEqual(expect.arrayContaining([await word(1).textContent(), await word(2).textContent()]));
  for (const values of [drawn, first, second]) {
    expect(values).toHaveLength(8);
    expect(Math.abs(sum(values))).toBeLessThan(1e-4);
    expect(values.some((value) => value !== 0)).toBe(true);
  }
  expect(first).not.toEqual(drawn);
  expect(second).not.toEqual(first);
  await expect(page.getByTestId('lexical').locator('tbody tr').first()).toBeVisible();

  await page.keyboard.press('Control+z');
  expect(await gradients()).toEqual(first);
  await page.keyboard.press('Control+z');
  await expect(column('salient')).toHaveAttribute('data-active', 'true');
  expect(await gradients()).toEqual(drawn);
});

test('masks a run of words by dragging', async () => {
  // what the first word becomes, all become
  const becomes = (await word(3).getAttribute('aria-pressed')) === 'true' ? 'false' : 'true';
  const [from, to] = [await word(3).boundingBox(), await word(1).boundingBox()];
  await page.mouse.move(from!.x + 3, from!.y + from!.height / 2);
  await page.mouse.down();
  await page.mouse.move(to!.x + 3, to!.y + to!.height / 2, { steps: 6 });
  await page.mouse.up();
  for (const i of [1, 2, 3]) await expect(word(i)).toHaveAttribute('aria-pressed', becomes);
  await expect(column('hand')).toHaveAttribute('data-active', 'true');
});

test('draws anew, passes the switches on, and takes a typed sentence', async () => {
  await column('uniform').getByRole('button', { name: 'Uniform tokens', exact: true }).click();
  const before = await masked();
  await expect
    .poll(async () => {
      await column('uniform')
        .getByRole('button', { name: /Draw anew/ })
        .click();
      await answered();
      return masked();
    })
    .not.toEqual(before);
  await page.locator('[data-field="lab-null"]').click();
  await answered();
  await expect(page.locator('[data-testid=candidate][data-null]')).toHaveCount(0);
  await page.getByLabel('Your own sentence').fill('Someone was born in 1987.');
  await page.getByLabel('Your own sentence').press('Enter');
  await expect(page.getByTestId('lab-words')).toHaveText('Someone was born in 1987.');
  await expect(page.locator('[data-word][data-kind=date]')).toHaveText('1987');
  // the name of a kind is underlined, and a full stop is no word
  await expect(page.locator('[data-word][data-kind=date]')).toHaveCSS('border-bottom-style', 'dotted');
  await expect(page.locator('[data-word]')).toHaveText(['Someone', 'was', 'born', 'in', '1987']);
  await answered();
});

test('measures the three ways of masking over many sentences', async () => {
  await page.getByRole('button', { name: 'Measure 200 sentences' }).click();
  await expect(page.getByTestId('lab-summary').locator('tbody tr')).toHaveCount(3);
  await expect(page.getByTestId('failure')).toHaveCount(0);
});

test('trains a vocabulary and steps through its merges', async () => {
  await page.getByLabel('Pieces', { exact: true }).fill('300');
  await page.getByLabel('Pieces', { exact: true }).press('Enter');
  await page.getByRole('button', { name: 'Train vocabulary' }).click();
  const pieces = async () => Number(await page.getByTestId('pieces').getAttribute('data-count'));
  const whole = await pieces();
  await page.getByRole('button', { name: 'Letters only' }).click();
  const letters = await pieces();
  expect(letters).toBeGreaterThan(whole);
  await page.getByRole('button', { name: 'Next change here' }).click();
  expect(await pieces()).toBeLessThan(letters);
  await expect(page.getByTestId('merge')).toContainText('→');
  await expect(page.locator('[data-newest]').first()).toBeVisible();
  await page.getByRole('slider').press('End');
  expect(await pieces()).toBe(whole);
});

test('breaks no rule of accessibility while it shows all this, and fits a telephone', async () => {
  await expectNoViolations(page);
  await page.setViewportSize({ width: 390, height: 844 });
  await expectNoSidewaysScroll(page);
  await word(1).click();
  await expect(word(1)).toHaveAttribute('aria-pressed', 'true');
});
