/** Links that show the same in a fresh profile, and the page in a frame of another page. */

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, expect, type Page, test } from '@playwright/test';
import { expectNoSidewaysScroll, expectNoViolations, open } from './helpers.ts';
import { isolation, StaticServer } from './static-server.ts';

const scrubber = (page: Page) => page.getByRole('slider', { name: 'Moment of the recorded run' });
const candidates = (page: Page) => page.getByTestId('candidate').allInnerTexts();
const link = (page: Page) => page.getByRole('textbox', { name: 'Link', exact: true });
const masked = (page: Page) => page.locator('[data-word][aria-pressed=true]').allTextContents();

/** A page of a person who has never been here. */
async function freshPage(browser: Browser, address: string): Promise<Page> {
  const page = await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage();
  await page.goto(address);
  return page;
}

test('a link opens at the same moment, with the same parts, in a fresh profile', async ({ page, browser, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await open(page, './');
  await scrubber(page).focus();
  await page.keyboard.press('End');
  for (let i = 0; i < 6; i++) await page.keyboard.press('ArrowLeft');
  await page.getByTestId('candidate').first().click();

  await page.locator('body').press('u');
  const dialog = page.getByRole('dialog', { name: 'Share' });
  await dialog.getByRole('checkbox', { name: 'setup' }).press('Space');
  await dialog.getByRole('checkbox', { name: 'evaluations' }).click();
  await expectNoViolations(page);
  await dialog.getByRole('button', { name: 'Copy: Link' }).press('Enter');
  await expect(dialog.getByText('Copied')).toBeVisible();
  const address = await page.evaluate(() => navigator.clipboard.readText());
  await expect(link(page)).toHaveValue(address);
  await dialog.getByRole('button', { name: 'Copy: QR code' }).click();
  await expect(dialog.getByText('Copied')).toHaveCount(2);
  await page.keyboard.press('Escape');

  const other = await freshPage(browser, address);
  await expect(scrubber(other)).toHaveValue(await scrubber(page).inputValue());
  await expect.poll(() => candidates(other)).toEqual(await candidates(page));
  await expect(other.getByRole('heading', { name: 'Curves' })).toBeVisible();
  for (const name of ['Setup', 'Evaluations']) await expect(other.getByRole('heading', { name })).toHaveCount(0);
  expect(other.url()).toBe(address);
  await other.reload();
  await expect(scrubber(other)).toHaveValue(await scrubber(page).inputValue());
  await other.getByRole('button', { name: 'Show everything' }).click();
  await expect(other.getByRole('heading', { name: 'Setup' })).toBeVisible();
  await other.context().close();
});

test('on a page beside the run, the dialog offers the parts of that page, and the address names no moment', async ({
  page,
}) => {
  await open(page, './#moment=20');
  await expect(page).toHaveURL(/moment=20/);
  await page.getByRole('link', { name: 'Runs', exact: true }).click();
  await expect(page).toHaveURL(/view=runs/);
  expect(page.url()).not.toContain('moment');
  await page.locator('body').press('u');
  const dialog = page.getByRole('dialog', { name: 'Share' });
  const offered = dialog.getByRole('checkbox');
  const names = () => offered.evaluateAll((all) => all.map((one) => one.parentElement!.innerText.trim()));
  await expect
    .poll(names)
    .toEqual([
      ...['the settings', 'page, example, mask', 'the language'],
      ...['head', 'links to pages', 'preset', 'play, step, reset', 'lesson'],
    ]);
  await page.keyboard.press('Escape');
  await page.getByRole('link', { name: 'Run', exact: true }).click();
  await expect(page).toHaveURL(/moment=20/);
});

test('a link to the lab shows the same sentence and mask; a long text is too long for a QR code', async ({
  page,
  browser,
}) => {
  const openModels = async (one: Page) => {
    await one.getByRole('button', { name: 'Open the recorded models' }).click();
    await expect(one.locator('[data-word]').first()).toBeVisible();
  };
  await open(page, './#view=lab');
  await openModels(page);
  const sentence = (one: Page) => one.locator('[data-word]').allTextContents();
  const first = await sentence(page);
  await page.getByRole('button', { name: 'Next sentence' }).click();
  await expect.poll(() => sentence(page)).not.toEqual(first);
  await page.locator('[data-word="2"]').click();
  await expect.poll(() => masked(page)).not.toEqual([]);
  const words = await sentence(page);
  await page.locator('body').press('u');
  const address = await link(page).inputValue();

  const other = await freshPage(browser, address);
  await openModels(other);
  await expect.poll(() => sentence(other)).toEqual(words);
  await expect.poll(() => masked(other)).toEqual(await masked(page));
  await other.context().close();

  await page.keyboard.press('Escape');
  await page.goto(`./#view=lab&text=${'word%20'.repeat(200)}`);
  await page.locator('body').press('u');
  await expect(page.getByTestId('qr-too-long')).toContainText('too long for a QR code');
});

test('a part that there is not is told in a line, and the others hold', async ({ page }) => {
  await open(page, './#hide=curves,graphs');
  await expect(page.getByText('“graphs” is no value of hide.')).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Curves' })).toHaveCount(0);
  await expect(page.getByRole('heading', { name: 'Evaluations' })).toBeVisible();
});

test.describe('in a frame of another page', () => {
  const folder = mkdtempSync(join(tmpdir(), 'retrograd-host-'));
  const { 'Cross-Origin-Opener-Policy': opener, 'Cross-Origin-Embedder-Policy': embedder } = isolation;
  const hosts = {
    plain: new StaticServer(folder, {}),
    isolated: new StaticServer(folder, {
      'Cross-Origin-Opener-Policy': opener,
      'Cross-Origin-Embedder-Policy': embedder,
    }),
  };
  test.beforeAll(async () => {
    for (const host of Object.values(hosts)) await host.start();
  });
  test.afterAll(async () => {
    for (const host of Object.values(hosts)) await host.stop();
    rmSync(folder, { recursive: true });
  });

  test('the recording plays, isolated where the other page is', async ({ page, baseURL }) => {
    await open(page, './');
    await page.locator('body').press('u');
    const code = await page.getByRole('textbox', { name: 'Code for a frame in another page' }).inputValue();
    // a recording that nobody holds plays
    const playing = code.replace(/&amp;moment=\d+/, '');
    expect(playing).toContain(baseURL);
    writeFileSync(join(folder, 'index.html'), `<!doctype html><title>A course</title><h1>A course</h1>${playing}`);
    for (const [name, { address }] of Object.entries(hosts)) {
      await page.goto(address);
      const frame = page.frameLocator('iframe');
      const slider = frame.getByRole('slider');
      const first = await slider.inputValue();
      await expect.poll(() => slider.inputValue()).not.toBe(first);
      await expect(frame.getByRole('button', { name: 'Commands' })).toHaveCount(0);
      await expect(frame.getByRole('link', { name: 'Open in Retrograd' })).toHaveAttribute('target', '_blank');
      const inner = page.frames().find((one) => one.url().startsWith(baseURL!))!;
      expect(await inner.evaluate(() => crossOriginIsolated), name).toBe(name === 'isolated');
    }
  });

  test('is small, and breaks no rule of accessibility', async ({ page }) => {
    await page.setViewportSize({ width: 600, height: 400 });
    await page.goto('./#embed=1&moment=38');
    await expect(page.getByTestId('candidate').first()).toBeInViewport();
    await expectNoSidewaysScroll(page);
    await expectNoViolations(page);
  });
});
