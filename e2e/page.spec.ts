/**
 * The page as a person meets it. The first block needs no trainer; the second plays the preset `smoke` on the real one, and its tests
 * follow each other on one page.
 */

import { expect, type Page, test } from '@playwright/test';
import { expectNoSidewaysScroll, expectNoViolations, moment, open, reload, status } from './helpers.ts';
import { readersOfStorage } from './storage.ts';

test.describe('the page before a run', () => {
  test('says what it is, breaks no rule of accessibility, and logs no error', async ({ page }) => {
    const errors: string[] = [];
    page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
    page.on('pageerror', (error) => errors.push(error.message));
    await open(page);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Retrograd');
    await expect(status(page)).toHaveAttribute('data-status', 'idle');
    await expectNoViolations(page);
    expect(errors).toEqual([]);
  });

  test('asks no other host for anything', async ({ page, baseURL }) => {
    const hosts = new Set<string>();
    page.on('request', (request) => hosts.add(new URL(request.url()).host));
    await open(page);
    expect([...hosts].filter((host) => host !== '' && host !== new URL(baseURL!).host)).toEqual([]);
  });

  test('fits a telephone and a laptop', async ({ page }) => {
    await page.setViewportSize({ width: 320, height: 700 });
    await open(page);
    for (const [width, height] of [
      [320, 700],
      [390, 844],
      [820, 1180],
      [1440, 900],
    ]) {
      await page.setViewportSize({ width: width!, height: height! });
      for (const name of ['Play', 'Step', 'Reset']) {
        await expect(page.getByRole('button', { name, exact: true })).toBeInViewport({ ratio: 1 });
      }
      await expectNoSidewaysScroll(page);
    }
  });

  test('keeps the settings in the address, only those that differ', async ({ page }) => {
    await open(page, './#v=1&preset=smoke&joint.refreshEvery=5');
    await expect(page.getByLabel('Refresh every')).toHaveValue('5');
    await page.getByLabel('Seed').fill('12');
    await page.getByLabel('Seed').press('Enter');
    await expect(page).toHaveURL(/#v=1&preset=smoke&seed=12&joint\.refreshEvery=5$/);
  });

  test('offers every corpus that comes with it, and opens the Chinese one with the settings for natural text', async ({
    page,
  }) => {
    await open(page, './#v=1');
    await page.getByRole('button', { name: /Corpus$/ }).click();
    await expect(page.getByRole('option')).toHaveText([
      /^Biographies \(/,
      /^Biographies in two languages/,
      /^Short texts for filling blanks/,
      /^Reviews and reports/,
      /^An invented island/,
      /^Atlas \(/,
      /^Atlas in two languages/,
      /^Atlas in Chinese/,
    ]);
    await page.getByRole('option', { name: /Chinese/ }).click();
    await expect(page).toHaveURL(/preset=atlas&corpus=atlas-zh/);
    await page.getByRole('link', { name: 'Masking lab' }).click();
    await page.getByRole('button', { name: 'Open without training' }).click();
    await expect(page.getByTestId('lab-words')).toHaveText(/\p{Script=Han}{5}/u);
    await expect(page.getByTestId('candidate').first()).toHaveText(/\p{Script=Han}|Null document/u);
    await expect(page.getByTestId('candidate')).toHaveCount(8);
  });

  test('says what is wrong with an address, keeps the rest, and goes back from page to page', async ({ page }) => {
    await open(page, './#v=1&seed=12&joint.refreshEvery=often');
    await expect(page.getByText(/joint\.refreshEvery takes a whole number/)).toBeVisible();
    await expect(page.getByLabel('Refresh every')).toHaveValue('50');
    await expect(page.getByLabel('Seed')).toHaveValue('12');
    await page.getByRole('link', { name: 'Masking lab' }).click();
    await expect(page.getByTestId('lab')).toBeVisible();
    await page.goBack();
    await expect(page.getByTestId('lab')).toHaveCount(0);
    await expect(page.getByLabel('Seed')).toHaveValue('12');
    await page.goForward();
    await expect(page.getByTestId('lab')).toBeVisible();
  });

  test('lists its shortcuts, offers its commands, and gives the focus back', async ({ page }) => {
    await open(page);
    await page.keyboard.press('?');
    await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toContainText('Next example');
    await page.keyboard.press('Escape');
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await page.keyboard.press('Control+k');
    await expectNoViolations(page);
    await page.getByPlaceholder('Type a command').fill('preset: smoke');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('button', { name: /Smoke/ })).toBeVisible();
    await expect(page.getByRole('dialog')).toHaveCount(0);
  });

  test('finds any setting, and refuses a value it does not take', async ({ page }) => {
    await open(page);
    await page.keyboard.press(',');
    await page.getByPlaceholder('Filter settings').fill('clip');
    const field = page.getByRole('textbox', { name: 'optimiser.clipNorm' });
    await field.fill('much');
    await field.press('Enter');
    await expect(page.getByText('a number from 0.000001 to 1000000')).toBeVisible();
    await expectNoViolations(page);
    await field.fill('2.5');
    await field.press('Enter');
    await expect(page).toHaveURL(/optimiser\.clipNorm=2\.5/);
  });

  test('takes a corpus from a file, and says in place what is wrong with another', async ({ page }) => {
    await open(page);
    const choose = async (button: string, name: string, text: string) => {
      const chooser = page.waitForEvent('filechooser');
      await page.getByRole('button', { name: button }).click();
      await (await chooser).setFiles({ name, mimeType: 'text/plain', buffer: Buffer.from(text) });
    };
    const lines = ['Otters', 'Herons', 'Newts'].map((title, i) =>
      JSON.stringify({ id: `d${i}`, title, text: `${title} live by the river Severn. They were counted in 1987.` }),
    );
    await choose('Import a file', 'animals.jsonl', lines.join('\n'));
    await page.getByRole('dialog').getByRole('button', { name: 'Import', exact: true }).click();
    await expect(page.getByText(/Imported .*: 3 documents.*with the preset Your text, short/)).toBeVisible();
    await expect(page).toHaveURL(/preset=own-short&corpus=/);
    await expect(page.getByRole('button', { name: /\(yours\) Corpus/ })).toBeVisible();
    await choose('Open checkpoint', 'notes.zip', 'no zip at all');
    await expect(page.getByRole('alert')).toContainText('notes.zip is not a zip file');
    await page.getByRole('alert').getByRole('button', { name: 'Dismiss' }).click();
    await expect(page.getByRole('alert')).toHaveCount(0);
  });

  test('switches between light and dark, and remembers', async ({ page }) => {
    await page.emulateMedia({ colorScheme: 'light' });
    await open(page);
    const background = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
    await expect(status(page)).toBeVisible();
    const light = await background();
    await page.keyboard.press('t');
    await page.keyboard.press('t');
    expect(await background()).not.toBe(light);
    const dark = await background();
    // what a person has chosen stands whatever the system says; otherwise the system's wish does
    await page.keyboard.press('t');
    await page.emulateMedia({ colorScheme: 'dark' });
    expect(await background()).toBe(dark);
    await page.keyboard.press('t');
    expect(await background()).toBe(light);
    await page.emulateMedia({ colorScheme: 'light' });
    await page.keyboard.press('t');
    expect(await background()).toBe(dark);
    await reload(page);
    expect(await background()).toBe(dark);
  });
});

test.describe('a browser without WebGPU, where the recording cannot be loaded either', () => {
  test.beforeEach(async ({ page }) => {
    await page.route('**/recordings/**', (route) => route.abort());
  });

  test('is told what that means and what to do', async ({ page }) => {
    await page.addInitScript(() => Object.defineProperty(Navigator.prototype, 'gpu', { get: () => undefined }));
    await page.goto('./');
    await expect(page.getByTestId('no-webgpu')).toHaveAttribute('data-why', 'missing');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('This browser offers no WebGPU');
    await expect(page.getByText(/Chrome or Edge 113/)).toBeVisible();
    await expect(page.getByText(/at .*\.js:\d+/)).toHaveCount(0);
    await expectNoViolations(page);
    await page.setViewportSize({ width: 390, height: 844 });
    await expectNoSidewaysScroll(page);
  });

  test('that has no adapter is told so', async ({ page }) => {
    await page.addInitScript(() => {
      GPU.prototype.requestAdapter = () => Promise.resolve(null);
    });
    await page.goto('./');
    await expect(page.getByTestId('no-webgpu')).toHaveAttribute('data-why', 'no-adapter');
  });
});

test.describe('a real run of smoke', () => {
  test.describe.configure({ mode: 'serial' });
  let page: Page;

  test.beforeAll(async ({ browser }) => {
    page = await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage();
    await page.addInitScript(readersOfStorage);
    await open(page);
  });

  test.afterAll(() => page.close());

  const step = async () => Number(await moment(page).getAttribute('data-step'));

  test('plays into joint training', async () => {
    await page.getByRole('button', { name: /Preset/ }).click();
    await page.getByRole('option', { name: /Smoke/ }).click();
    await page.getByRole('button', { name: 'Play' }).click();
    await expect(status(page)).toHaveAttribute('data-status', 'running');
    await expect(page.getByTestId('failure')).toHaveCount(0);
    await expect(moment(page)).toHaveAttribute('data-phase', 'joint');
    await expect.poll(step).toBeGreaterThan(2);
    // the GPU's own clock: it may wait for a processor that a build of the index shares, but not for most of the time
    expect(Number(await page.getByTestId('gpu').getAttribute('data-busy'))).toBeGreaterThan(0.5);
  });

  test('pauses and steps by keyboard', async () => {
    await page.locator('body').press('Space');
    await expect(status(page)).toHaveAttribute('data-status', 'paused');
    const before = await step();
    await page.locator('body').press('s');
    await expect(moment(page)).toHaveAttribute('data-step', String(before + 1));
    await expect(status(page)).toHaveAttribute('data-status', 'paused');
  });

  test('shows candidates whose r(z) add up to zero, for every example that is asked for', async () => {
    for (const key of ['j', 'j', 'k']) {
      const sentence = await page.getByTestId('sentence').textContent();
      await page.locator('body').press(key);
      await expect(page.getByTestId('sentence')).not.toHaveText(sentence!);
      const gradients = await page
        .getByTestId('candidate')
        .evaluateAll((rows) => rows.map((row) => Number((row as HTMLElement).dataset.gradient)));
      expect(gradients).toHaveLength(8);
      expect(Math.abs(gradients.reduce((a, b) => a + b))).toBeLessThan(1e-4);
      expect(gradients.some((gradient) => gradient !== 0)).toBe(true);
    }
  });

  test('shows what BM25 retrieves for the same words, and which of it are candidates too', async () => {
    const summary = page.getByText('What BM25 retrieves');
    const rows = page.getByTestId('lexical').locator('tbody tr');
    await expect(rows.first()).toBeHidden();
    await summary.click();
    await expect(rows.first()).toBeVisible();
    const cells = await rows.evaluateAll((all) => all.map((row) => [...row.children].map((cell) => cell.textContent)));
    expect(cells.length).toBeGreaterThan(1);
    expect(cells.length).toBeLessThanOrEqual(7);
    const scores = cells.map(([, score]) => Number(score));
    expect(scores).toEqual(scores.toSorted((a, b) => b - a));
    // a block that is a candidate has its place there, and the candidates say the same of it
    const shared = cells.filter(([, , rank]) => rank !== '–');
    await expect(summary).toHaveText(`What BM25 retrieves: ${shared.length} of its ${cells.length} are candidates too`);
    for (const [at, [, , rank]] of cells.entries()) {
      if (rank === '–') continue;
      await expect(page.locator('[data-testid=candidate]:not([data-null])').nth(Number(rank) - 1)).toContainText(
        `BM25 rank ${at + 1}`,
      );
    }
  });

  test('tells by keyboard what a number is, with its own values', async () => {
    // the page scrolls to the focus, and a number that comes to lie below the pointer would tell of itself
    await page.mouse.move(0, 0);
    await page.locator('[data-cell="0-0"]').focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    const tooltip = page.getByRole('tooltip');
    await expect(tooltip).toContainText('r(z) = [p(y|z,x) / p(y|x) − 1] · p(z|x)');
    await expect(tooltip).toContainText(/p\(y\|z,x\) \/ p\(y\|x\) = \S+ \/ \S+ = \S+/);
    await expect(tooltip).toContainText(/r\(z\) = \(\S+ − 1\) · \S+ = \S+/);
    await page.keyboard.press('Escape');
    await expect(tooltip).toHaveCount(0);
  });

  test('shows the answer in every row that holds it, at any width, and sorts the rows by p(z|x)', async () => {
    const rows = page.getByTestId('candidate');
    await expect(async () => {
      await page.locator('body').press('j');
      await expect(page.locator('[data-testid=candidate][data-holds]').first()).toBeAttached({ timeout: 5000 });
    }).toPass();
    for (const [width, height] of [
      [1440, 900],
      [1280, 720],
      [820, 1180],
      [390, 844],
    ]) {
      await page.setViewportSize({ width: width!, height: height! });
      // the text of the rows that hold the answer and do not show it, once the page has its new width
      const hidden = () =>
        rows.evaluateAll((all) =>
          all.flatMap((row) => {
            const mark = row.querySelector('mark')?.getBoundingClientRect();
            const text = row.querySelector('mark')?.parentElement?.getBoundingClientRect();
            const isSeen = mark && text && mark.top < text.bottom - 8 && mark.right <= text.right + 1;
            return row.hasAttribute('data-holds') && !isSeen ? [row.textContent] : [];
          }),
        );
      await expect.poll(hidden, `${width}`).toEqual([]);
      await expectNoSidewaysScroll(page);
    }
    await page.setViewportSize({ width: 1440, height: 900 });
    const priors = await rows.evaluateAll((all) => all.map((row) => Number((row as HTMLElement).dataset.prior)));
    expect(priors).toEqual(priors.toSorted((a, b) => b - a));
  });

  test('breaks no rule of accessibility while it shows all this, and fits a telephone', async () => {
    await expectNoViolations(page);
    await page.setViewportSize({ width: 390, height: 844 });
    await expectNoSidewaysScroll(page);
    await page.setViewportSize({ width: 1440, height: 900 });
  });

  test('survives a reload and goes on from the checkpoint', async () => {
    const before = await step();
    await expect
      .poll(() => page.evaluate(() => savedSteps()), { message: 'the autosave after pausing' })
      .toEqual({ session: before, checkpoint: before });
    await reload(page);
    await expect(page.getByTestId('resumable')).toContainText(`step ${before}`);
    await expect(status(page)).toHaveText('Saved run');
    await expect(page.getByTestId('evaluations')).toContainText('Warm-up');
    await page.getByRole('button', { name: 'Resume saved run' }).click();
    await expect(status(page)).toHaveAttribute('data-status', 'paused');
    expect(await step()).toBe(before);
  });

  test('is left alone by a second tab, which says so, and takes over when the first is closed', async () => {
    const before = await page.evaluate(() => savedSteps());
    const second = await page.context().newPage();
    await open(second);
    const otherTab = second.getByText(/Another tab keeps its run/);
    await expect(second.getByTestId('recording')).toBeVisible();
    await expect(otherTab).toHaveCount(0); // a recording cannot be lost
    await second.getByRole('button', { name: /Preset/ }).click();
    await second.getByRole('option', { name: /Smoke/ }).click();
    await second.getByRole('button', { name: 'Step', exact: true }).click();
    await expect(otherTab).toBeVisible();
    await expect(status(second)).toHaveAttribute('data-status', 'paused');
    await second.waitForTimeout(2500); // longer than the autosave waits
    expect(await page.evaluate(() => savedSteps())).toEqual(before);
    await second.close();

    const third = await page.context().newPage();
    await open(third);
    await expect(third.getByTestId('recording')).toBeVisible();
    await page.close();
    await expect(third.getByTestId('resumable')).toContainText(`step ${before.checkpoint}`);
    await third.addInitScript(readersOfStorage);
    page = third;
    await reload(page);
    await page.getByRole('button', { name: 'Resume saved run' }).click();
    await expect(status(page)).toHaveAttribute('data-status', 'paused');
  });

  test('comes to the end: losses have fallen, and a new index was swapped in', async () => {
    await page.locator('body').press('Space');
    await expect(status(page)).toHaveAttribute('data-status', 'finished');
    expect(Number(await page.getByTestId('swaps').getAttribute('data-swaps'))).toBeGreaterThan(0);
    await expect.poll(() => page.evaluate(() => savedSteps())).toMatchObject({ session: 60 });
    const losses = await page.evaluate(() => savedLosses());
    for (const phase of ['ict', 'warmup'] as const) {
      const mean = (values: number[]) => values.reduce((a, b) => a + b) / values.length;
      expect(mean(losses[phase].slice(-5)), phase).toBeLessThan(mean(losses[phase].slice(0, 5)));
    }
    expect(losses.joint.every(Number.isFinite)).toBe(true);
    // every question at the start, which a reload has not lost, and at the end; every held-out sentence once there is a reader
    const measured = page.getByTestId('measured');
    await expect(measured.getByRole('columnheader', { name: 'ICT, step 0' })).toBeVisible();
    await expect(measured.getByRole('columnheader', { name: 'Joint, step 60' })).toBeVisible();
    const interval = '(\\.\\d{3}|<\\.001|1\\.000) \\[\\S+, \\S+\\]';
    const all = measured.locator('tbody').filter({ hasText: 'All subjects' }).getByRole('row');
    await expect(all.filter({ hasText: /^R@1 the answer/ })).toHaveText(new RegExp(`${interval}${interval}\\d+$`));
    await expect(all.filter({ hasText: /^Accuracy/ })).toHaveText(new RegExp(`^Accuracy *–${interval}\\d+$`));
    await expectNoViolations(page);
  });

  test('resets, and takes that back', async () => {
    await page.locator('body').press('r');
    await expect(moment(page)).toHaveAttribute('data-phase', 'ict');
    await expect(moment(page)).toHaveAttribute('data-step', '0');
    await page.getByTestId('undoable').getByRole('button', { name: 'Undo' }).press('Enter');
    await expect(moment(page)).toHaveAttribute('data-phase', 'joint');
    await expect(moment(page)).toHaveAttribute('data-step', '60');
    await expect(page.getByTestId('evaluations')).toContainText('Joint');
    // the pressed button is gone, and the keyboard goes on near it
    await expect(page.locator('main')).toBeFocused();
  });

  test('goes on to questions with the models of the run, and takes that back', async () => {
    await page.getByTestId('next-run').getByRole('button', { name: 'Fine-tune for questions' }).click();
    await expect(moment(page)).toHaveAttribute('data-phase', 'qa');
    await expect(page.getByText(/This run begins with the retriever and reader of the run before/)).toBeVisible();
    await page.getByRole('button', { name: 'Step', exact: true }).click();
    await expect(moment(page)).toHaveAttribute('data-step', '1');
    await page.locator('body').press('a');
    await expect(page.getByTestId('reading').getByTestId('answer')).toBeVisible();
    await expectNoViolations(page);
    await page.locator('body').press('Control+z');
    await expect(moment(page)).toHaveAttribute('data-phase', 'joint');
    await expect(moment(page)).toHaveAttribute('data-step', '60');
    await expect(page.getByTestId('evaluations')).toContainText('Joint');
  });

  test('hands out a checkpoint as a file, and takes it back', async () => {
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Save checkpoint' }).click();
    const file = await download;
    expect(file.suggestedFilename()).toBe('retrograd-smoke-joint-60.zip');
    const path = await file.path();
    await page.locator('body').press('r');
    await expect(moment(page)).toHaveAttribute('data-step', '0');
    const chooser = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: 'Open checkpoint' }).click();
    await (await chooser).setFiles(path);
    await expect(moment(page)).toHaveAttribute('data-phase', 'joint');
    await expect(moment(page)).toHaveAttribute('data-step', '60');
    await expect(page.getByTestId('failure')).toHaveCount(0);
  });
});
