/**
 * Text of one's own, from the file to r(z): preview, library, training and the masking lab. The small models of `tiny` are there to be quick,
 * not to learn.
 */

import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { expect, type Page, test } from '@playwright/test';
import { expectNoSidewaysScroll, expectNoViolations, open, reload } from './helpers.ts';

const lighthouses = fileURLToPath(new URL('data/lighthouses.json', import.meta.url));
/** Real text, where the machine has it. */
const squad = fileURLToPath(new URL('../../shared/data/squad-four-articles.json', import.meta.url));
const hostile = '<img src=x onerror="window.hacked = true">';
const tiny =
  'tokenizer.vocabularySize=400&retriever.width=32&retriever.heads=2&retriever.projection=32&reader.width=32&reader.heads=2' +
  '&ict.steps=2&ict.batch=8&warmup.steps=2&warmup.batch=8&joint.steps=3&joint.batch=2&evaluation.examples=4&evaluation.questions=8';

const dialog = (page: Page) => page.getByRole('dialog');
const preview = (page: Page) => page.getByTestId('import');
const rows = (page: Page) => page.getByTestId('library-row');
const importButton = (page: Page) => dialog(page).getByRole('button', { name: 'Import', exact: true });

type Chosen = string | { name: string; mimeType: string; buffer: Buffer };

const textFile = (name: string, text: string) => ({ name, mimeType: 'text/plain', buffer: Buffer.from(text) });

/** Chooses files in the command that opens a file chooser, and waits for the preview. */
async function choose(page: Page, opens: () => Promise<void>, chosen: Chosen): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await opens();
  await (await chooser).setFiles(chosen as string);
  await expect(preview(page)).toHaveAttribute('data-status', 'ready');
}

/** The button of whatever is in front: the library, or the setup. */
const pressImport = (page: Page) => () => page.getByRole('button', { name: 'Import a file' }).last().click();

/** The same by keyboard: the command palette, a few letters, Enter. */
const typeImport = (page: Page) => async () => {
  await page.keyboard.press('Control+k');
  await page.getByPlaceholder('Type a command').fill('import a file');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
};

async function pick(page: Page, field: string, option: string): Promise<void> {
  await page.locator(`[data-field="${field}"]`).getByRole('button').click();
  await page.getByRole('option', { name: option, exact: true }).click();
  await expect(preview(page)).toHaveAttribute('data-status', 'ready');
}

async function exported(page: Page, title: string): Promise<{ name: string; buffer: Buffer }> {
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: `Export ${title}` }).click();
  const file = await download;
  return { name: file.suggestedFilename(), buffer: await readFile(await file.path()) };
}

test.describe('an import', () => {
  test('picks the columns of a table, and the preview follows', async ({ page }) => {
    await open(page);
    await choose(
      page,
      pressImport(page),
      textFile('case.csv', 'nome;testo\nRoma;Una città antica.\nOslo;En by i nord.\n'),
    );
    await expect(page.getByTestId('import-failure')).toContainText('Choose the column that holds the texts');
    await expect(importButton(page)).toBeDisabled();
    await pick(page, 'column-text', 'testo');
    await expect(page.getByTestId('import-failure')).toHaveCount(0);
    await expect(page.getByTestId('import-documents')).toContainText('Una città antica.');
    await expect(page.getByTestId('import-documents')).toContainText('Untitled');
    await pick(page, 'column-title', 'nome');
    await expect(page.getByTestId('import-documents').getByRole('listitem')).toHaveText([/Roma/, /Oslo/]);
    await page.locator('[data-field="import-header"]').click();
    await expect(page.getByTestId('import-counts')).toHaveText('3 documents, 0 questions');
    await page.setViewportSize({ width: 390, height: 844 });
    await expectNoSidewaysScroll(page);
    await expect(importButton(page)).toBeInViewport();
    await expectNoViolations(page);
  });

  test('takes dropped files, and shows markup as the text that it is', async ({ page }) => {
    await open(page);
    const drop = (name: string, text: string, times = 1) =>
      page.evaluate(
        ([file, part, count]) => {
          const dataTransfer = new DataTransfer();
          dataTransfer.items.add(new File(new Array(count).fill(part), file));
          document.body.dispatchEvent(new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer }));
        },
        [name, text, times] as const,
      );
    const record = { title: hostile, text: `${hostile} was seen in 1999.`, question: hostile, answers: [hostile] };
    await drop(`${hostile}.jsonl`, JSON.stringify(record));
    await expect(page.getByTestId('import-documents')).toContainText(hostile);
    await expect(page.getByTestId('import-questions')).toContainText(hostile);
    await importButton(page).click();
    await expect(page.getByText(`Imported ${hostile}: 1 document.`)).toBeVisible();
    await page.keyboard.press('i');
    await expect(rows(page)).toContainText(hostile);
    await expect(page.locator('img')).toHaveCount(0);
    expect(await page.evaluate(() => 'hacked' in window)).toBe(false);

    await page.keyboard.press('Escape');
    await drop('big.txt', 'x'.repeat(1000), 100_001);
    await expect(page.getByTestId('import-failure')).toContainText('big.txt: 101 MB; at most 100 MB');
    await expect(importButton(page)).toBeDisabled();
  });

  test('that finds the disk full changes nothing, and can be tried again', async ({ page, baseURL }) => {
    const devTools = await page.context().newCDPSession(page);
    const origin = new URL(baseURL!).origin;
    // from the beginning: after a write Chromium relies for 30 seconds on the room that it found then
    await devTools.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1 });
    await open(page);
    await choose(page, pressImport(page), lighthouses);
    await importButton(page).click();
    await expect(page.getByTestId('import-failure')).toHaveAttribute('data-code', 'storage-full');
    await devTools.send('Storage.overrideQuotaForOrigin', { origin });
    await importButton(page).click();
    await expect(page.getByText('Imported lighthouses: 40 documents.')).toBeVisible();
    await page.keyboard.press('i');
    await expect(rows(page)).toHaveCount(1);
  });

  test('of an earlier version of the page is still there', async ({ page }) => {
    await page.goto('./corpus/atlas/manifest.json');
    await page.evaluate(async () => {
      const manifest = {
        id: 'old',
        title: 'Old one',
        licence: '',
        source: '',
        documents: 1,
        questions: 0,
        language: 'en',
      };
      const corpus = { manifest, documents: [{ id: 'd', title: 'A', text: 'B.' }], questions: [] };
      await new Promise<void>((resolve) => {
        const opening = indexedDB.open('retrograd', 1);
        opening.onupgradeneeded = () => opening.result.createObjectStore('session').put(corpus, 'corpus');
        opening.onsuccess = () => {
          opening.result.close();
          resolve();
        };
      });
    });
    await open(page);
    await page.keyboard.press('i');
    await expect(rows(page)).toHaveText(/Old one.*1 document, 0 questions, 3 characters/);
  });
});

test('a SQuAD file is imported, trained on, and masked by hand: candidates and r(z) follow the mask', async ({
  page,
}) => {
  await open(page);
  await choose(page, pressImport(page), existsSync(squad) ? squad : lighthouses);
  await importButton(page).click();
  await expect(page.getByText(/^Imported /)).toBeVisible();
  const corpus = /corpus=([^&]+)/.exec(page.url())![1];
  await open(page, `./#v=1&preset=atlas&corpus=${corpus}&${tiny}`);
  await reload(page);
  await page.getByRole('button', { name: 'Play' }).click();
  await expect(page.getByTestId('status')).toHaveAttribute('data-status', 'finished');
  await expect(page.getByTestId('failure')).toHaveCount(0);
  await expect(page.getByTestId('moment')).toHaveAttribute('data-phase', 'joint');
  await expect(page.getByTestId('candidate')).toHaveCount(8);

  await page.getByRole('link', { name: 'Masking lab' }).click();
  const readings = async () => {
    await expect(page.getByTestId('lab')).toHaveAttribute('data-asking', 'false');
    return page
      .getByTestId('candidate')
      .evaluateAll((all) =>
        all.map((row) => [row.textContent!, Number((row as HTMLElement).dataset.gradient)] as const),
      );
  };
  const before = await readings();
  await expect(page.locator('[data-word][data-kind]').first()).toBeVisible();
  await page.locator('[data-word][aria-pressed=false]').first().click();
  const after = await readings();
  expect(before).toHaveLength(8);
  expect(after).toHaveLength(8);
  expect(after.map(([, gradient]) => gradient)).not.toEqual(before.map(([, gradient]) => gradient));
  expect(after.map(([text]) => text)).not.toEqual(before.map(([text]) => text));
  expect(Math.abs(after.reduce((sum, [, gradient]) => sum + gradient, 0))).toBeLessThan(1e-4);
});

test.describe('a corpus of one’s own', () => {
  test.describe.configure({ mode: 'serial' });
  let page: Page;

  test.beforeAll(async ({ browser }) => {
    page = await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage();
    await open(page);
  });

  test.afterAll(() => page.close());

  test('is previewed by keyboard, and left alone', async () => {
    await choose(page, typeImport(page), lighthouses);
    await expect(page.getByRole('textbox', { name: 'Title' })).toBeFocused();
    await expect(page.getByTestId('import-counts')).toHaveText('40 documents, 60 questions');
    await expect(page.getByTestId('import-skipped')).toHaveText('4 questions marked as impossible');
    await expect(page.getByTestId('import-advice').getByRole('listitem')).toHaveText(/Only 40 documents/);
    await expect(page.getByTestId('import-documents').getByRole('listitem')).toHaveCount(5);
    await expectNoViolations(page);
    await page.keyboard.press('Escape');
    await expect(dialog(page)).toHaveCount(0);
    await page.keyboard.press('i');
    await expect(dialog(page)).toContainText('Nothing imported yet.');
    await page.keyboard.press('Escape');
    await expect(page.getByRole('button', { name: /Biographies.* Corpus/ })).toBeVisible();
  });

  test('is taken over by keyboard under a title of one’s own', async () => {
    await choose(page, typeImport(page), lighthouses);
    await page.keyboard.press('Control+a');
    await page.keyboard.type('Lights & rocks');
    await page.keyboard.press('Enter');
    await expect(page.getByText('Imported Lights & rocks: 40 documents.')).toBeVisible();
    await expect(page.getByRole('button', { name: /Lights & rocks \(yours\) Corpus/ })).toBeVisible();
    await expect(page).toHaveURL(/corpus=lighthouses/);
  });

  test('takes more questions out of a file, once, and none out of a faulty one', async () => {
    await page.locator('body').press('i');
    const add = async (text: string) => {
      const chooser = page.waitForEvent('filechooser');
      await page.getByRole('button', { name: 'Add questions to Lights & rocks' }).press('Enter');
      await (await chooser).setFiles(textFile('nq.jsonl', text));
    };
    const asked =
      '{"question": "who kept the lamp at carrow", "answer": ["Clara Voss"]}\n{"question": "why", "answer": []}\n';
    const told = page.getByTestId('library-told');
    await add(asked);
    await expect(told).toHaveText('1 question added to Lights & rocks. Left out: question without an answer (1).');
    await expect(rows(page)).toContainText('40 documents, 61 questions');
    await add(asked);
    await expect(told).toContainText('0 questions added');
    await expect(told).toContainText('question that is there already (1)');
    await add(`${asked}{`);
    await expect(page.getByTestId('library-failure')).toContainText('nq.jsonl, line 3: not JSON');
    await expect(told).toHaveCount(0);
    await expect(rows(page)).toContainText('40 documents, 61 questions');
    await page.keyboard.press('Escape');
    await expect(dialog(page)).toHaveCount(0);
  });

  test('is renamed, exported, deleted, brought back, and the same when it is imported again', async () => {
    await page.locator('body').press('i');
    await expectNoViolations(page);
    await page.getByRole('button', { name: 'Rename Lights & rocks' }).press('Enter');
    await page.getByLabel('New title').fill('Something else');
    await page.keyboard.press('Escape');
    await expect(page.getByRole('button', { name: 'Rename Lights & rocks' })).toBeFocused();
    await page.keyboard.press('Enter');
    await page.getByLabel('New title').fill(hostile);
    await page.getByLabel('New title').press('Enter');
    await expect(rows(page)).toContainText(hostile);
    await expect(page.locator('img')).toHaveCount(0);
    const first = await exported(page, hostile);
    expect(first.name).toBe('lighthouses.zip');

    await page.getByRole('button', { name: `Delete ${hostile}` }).click();
    await expect(rows(page)).toHaveCount(0);
    await page.getByRole('button', { name: 'Undo' }).press('Enter');
    await expect(rows(page)).toHaveCount(1);
    await page.getByRole('button', { name: `Delete ${hostile}` }).click();
    await expect(rows(page)).toHaveCount(0);
    await page.keyboard.press('Escape');
    await reload(page);
    await page.locator('body').press('i');
    await expect(dialog(page)).toContainText('Nothing imported yet.');

    await choose(page, pressImport(page), { ...first, mimeType: 'application/zip' });
    await expect(page.getByRole('textbox', { name: 'Title' })).toHaveValue(hostile);
    await importButton(page).click();
    await expect(dialog(page)).toHaveCount(0);
    await page.locator('body').press('i');
    expect(await exported(page, hostile)).toEqual(first);
    await page.getByRole('button', { name: `Use ${hostile} for a run` }).click();
    await expect(page).toHaveURL(/corpus=lighthouses/);
  });
});
