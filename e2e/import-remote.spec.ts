/** What reaches beyond this computer only when it is asked to: pages of Wikipedia, and names by a pretrained model. Stand-ins answer. */

import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { classifierFiles } from '../src/index/testing-classifier.ts';
import { expectNoSidewaysScroll, expectNoViolations, open } from './helpers.ts';

const dialog = (page: Page) => page.getByRole('dialog');
const press = (page: Page, name: string) => dialog(page).getByRole('button', { name, exact: true }).click();

/** Addresses outside the playground that the page asks. */
async function startWatched(page: Page): Promise<string[]> {
  const outside: string[] = [];
  await page.route(/^https?:\/\/(?!localhost)/, (route) => {
    outside.push(route.request().url());
    return route.abort();
  });
  await open(page);
  return outside;
}

async function expectReady(page: Page): Promise<void> {
  await expect(page.getByTestId('import')).toHaveAttribute('data-status', 'ready');
}

async function expectFitsAndIsAccessible(page: Page): Promise<void> {
  await page.setViewportSize({ width: 390, height: 844 });
  await expectNoSidewaysScroll(page);
  await expectNoViolations(page);
  await page.setViewportSize({ width: 1440, height: 900 });
}

test('pages of Wikipedia are asked for by title, previewed and kept', async ({ page }) => {
  const outside = await startWatched(page);
  const asked: (string | null)[] = [];
  let tooOften = true;
  await page.route('https://simple.wikipedia.org/w/api.php?**', (route) => {
    const headers = { 'access-control-allow-origin': '*', 'access-control-expose-headers': 'Retry-After' };
    if (tooOften) return route.fulfill({ status: 429, headers: { ...headers, 'retry-after': '30' } });
    const title = new URL(route.request().url()).searchParams.get('titles');
    asked.push(title);
    const extract = '<b>Warsaw</b> is the capital of Poland.\n\n\n== History ==\nIt was rebuilt after 1945.';
    const known = title === 'Warsaw' ? { title, extract } : { title, missing: true };
    return route.fulfill({ headers, json: { query: { pages: [known] } } });
  });

  // by keyboard alone
  await page.keyboard.press('Control+k');
  await page.getByPlaceholder('Type a command').fill('wikipedia');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page.getByLabel('Titles or addresses, one a line')).toBeFocused();
  await page.keyboard.type('Warsaw\nA|B');
  await page.locator('[data-field="wikipedia-language"]').getByRole('button').click();
  await page.getByRole('option', { name: /^Simple English/ }).click();
  await press(page, 'Ask Wikipedia');
  await expect(page.getByTestId('wikipedia-failure')).toContainText('Line 2: “A|B” is no title');
  await expectFitsAndIsAccessible(page);
  await page.getByLabel('Titles or addresses, one a line').fill('Warsaw\nXyzzy');
  expect(outside).toEqual([]);

  await press(page, 'Ask Wikipedia');
  await expect(page.getByTestId('import-failure')).toContainText('asked too often');
  await expect(page.getByTestId('import-failure')).toContainText('Wait 30 seconds');
  tooOften = false;
  await press(page, 'Change the titles');
  await expect(page.getByLabel('Titles or addresses, one a line')).toHaveValue('Warsaw\nXyzzy');
  await press(page, 'Ask Wikipedia');
  await expectReady(page);
  expect(asked).toEqual(['Warsaw', 'Xyzzy']);
  await expect(page.getByTestId('import-counts')).toHaveText('2 documents, 0 questions');
  await expect(page.getByTestId('import-skipped')).toHaveText('1 pages that do not exist');
  await expect(page.getByTestId('import-documents').getByRole('listitem')).toHaveText([
    /^Warsaw<b>Warsaw<\/b> is the capital/,
    /^Warsaw: HistoryIt was rebuilt/,
  ]);
  await expect(page.locator('[data-field="import-format"]')).toHaveCount(0);
  await press(page, 'Import');
  await expect(page.getByText('Imported Wikipedia: Warsaw: 2 documents.')).toBeVisible();
  await expect(page).toHaveURL(/corpus=wikipedia-simple-warsaw/);
  expect(outside).toEqual([]);
});

test('names are found by a pretrained model of a folder, into another corpus', async ({ page }, testInfo) => {
  const folder = testInfo.outputPath('tiny-ner');
  const words = ['lives', 'in', '.', 'was', 'here', 'knows'].map((word) => [word, 'O']);
  const labelOf = { qua: 'B-PER', '##lo': 'O', zim: 'B-LOC', ...Object.fromEntries(words) };
  for (const [path, bytes] of classifierFiles(labelOf)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), bytes);
  }
  const outside = await startWatched(page);
  const choose = async (opens: () => Promise<void>, chosen: Parameters<Page['setInputFiles']>[1]) => {
    const chooser = page.waitForEvent('filechooser');
    await opens();
    await (await chooser).setFiles(chosen as string);
  };
  // in small letters, so that the rules do not find them
  const text = Buffer.from('Here qualo lives in zim.\n\nIn 1999 zim knows qualo.\n');
  await choose(() => page.getByRole('button', { name: 'Import a file' }).first().click(), {
    name: 'towns.txt',
    mimeType: 'text/plain',
    buffer: text,
  });
  await expectReady(page);
  await expect(page.getByTestId('import-spans')).toHaveCount(0);
  await press(page, 'Import');
  await expect(dialog(page)).toHaveCount(0);

  await page.locator('body').press('i');
  await press(page, 'Find names in towns with a pretrained model');
  await expectFitsAndIsAccessible(page);
  await choose(() => press(page, 'Choose a folder'), folder);
  await expectReady(page);
  await expect(page.getByTestId('import-failure')).toHaveCount(0);
  await expect(page.getByTestId('import-spans')).toHaveText('5 names, dates and numbers marked');
  const marked = page.getByTestId('import-documents').locator('[data-kind]');
  await expect(marked).toHaveText(['qualo', 'zim', '1999', 'zim', 'qualo']);
  expect(await marked.evaluateAll((all) => all.map((mark) => (mark as HTMLElement).dataset.kind))).toEqual([
    'person',
    'place',
    'date',
    'place',
    'person',
  ]);
  await expectFitsAndIsAccessible(page);
  await press(page, 'Import');
  await expect(page.getByText('Imported towns, names by tiny-ner: 1 document.')).toBeVisible();
  await page.locator('body').press('i');
  await expect(page.getByTestId('library-row')).toHaveCount(2);
  expect(outside).toEqual([]);
});
