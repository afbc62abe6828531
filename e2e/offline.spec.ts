/** The page without a network after the first visit, and a new version of it. */

import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { command, moment, open, reload, status } from './helpers.ts';
import { StaticServer } from './static-server.ts';

test.use({ serviceWorkers: 'allow' });

const server = new StaticServer('dist');
let nextVersion: string;

/** The same page with other files: every name has another hash. */
function buildNextVersion(): void {
  const args = ['vite', 'build', '--minify', 'false', '--outDir', nextVersion, '--emptyOutDir', '--logLevel', 'error'];
  execFileSync('npx', args, { env: { ...process.env, NODE_ENV: 'production' } });
}

test.beforeAll(() => {
  nextVersion = mkdtempSync(join(tmpdir(), 'retrograd-next-'));
  buildNextVersion();
});
test.afterAll(() => rmSync(nextVersion, { recursive: true }));
test.beforeEach(() => {
  server.folder = 'dist';
  return server.start();
});
test.afterEach(() => server.stop());

async function expectEverythingKept(page: Page): Promise<void> {
  await expect(async () => {
    await command(page, 'Use without a network');
    await expect(page.getByText('Everything is kept in this browser')).toBeVisible({ timeout: 5000 });
  }).toPass();
}

const isIsolated = (page: Page) => page.evaluate(() => crossOriginIsolated);
const entry = (page: Page) => page.evaluate(() => document.querySelector<HTMLScriptElement>('script[src]')!.src);

test('opens, plays and trains without a network, and offers a new version when there is one', async ({
  page,
  context,
}) => {
  await open(page, server.address);
  await expectEverythingKept(page);
  const before = await entry(page);

  await server.stop();
  await reload(page);
  expect(await isIsolated(page)).toBe(true);
  await expect(page.getByTestId('candidate').first()).toBeVisible();
  await page.keyboard.press('l');
  await expect(page.getByText('Masking lab').first()).toBeVisible();
  await page.keyboard.press('l');
  await page.getByRole('button', { name: 'Train it yourself' }).click();
  await expect(moment(page)).toHaveAttribute('data-phase', 'joint');
  await expect(status(page)).toHaveText('Training');

  const other = await context.newPage();
  await open(other, server.address);
  server.folder = nextVersion;
  await server.start();
  // told when it is complete: it is not in charge before the one before has been idle for long, and that may take as long as the run
  await page.evaluate(async () => (await navigator.serviceWorker.getRegistration())!.update());
  for (const one of [page, other]) {
    await expect(one.getByTestId('new-version')).toContainText('A new version');
  }
  await expect(status(page)).toHaveText('Training');
  await other.keyboard.press('?');
  await expect(other.getByRole('dialog')).toContainText('Keyboard shortcuts');
  expect(await entry(other)).toBe(before);
  await other.close();

  await page.getByRole('button', { name: 'Reload' }).click();
  // the page may be asked while it is on its way to the new one
  await expect(async () => expect(await entry(page)).not.toBe(before)).toPass();
  await expect(page.getByTestId('resumable')).toBeVisible();
  await expect(page.getByTestId('new-version')).toHaveCount(0);
  expect(await isIsolated(page)).toBe(true);
});

test('shows a new build at once where there is a network', async ({ page }) => {
  await open(page, server.address);
  await expectEverythingKept(page);
  const before = await entry(page);
  server.folder = nextVersion;
  await reload(page);
  expect(await entry(page)).not.toBe(before);
});

test('can be installed', async ({ page }) => {
  await open(page, server.address);
  const session = await page.context().newCDPSession(page);
  const { errors } = await session.send('Page.getAppManifest');
  expect(errors).toEqual([]);
  const { installabilityErrors } = await session.send('Page.getInstallabilityErrors');
  // a window of a test has no profile
  expect(installabilityErrors.map(({ errorId }) => errorId).filter((id) => id !== 'in-incognito')).toEqual([]);
});
