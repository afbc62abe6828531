/** Builds and serves the playground, and opens it in a headless Chromium. */
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Page } from '@playwright/test';
import { build, preview } from 'vite';
// @ts-expect-error: a plain script, shared with the test command
import { findBrowser, quickFlags } from '../scripts/browser.mjs';
import { withLock } from './lock.ts';

function newestUnder(path: string): number {
  const info = statSync(path, { throwIfNoEntry: false });
  if (!info) return 0;
  if (!info.isDirectory()) return info.mtimeMs;
  return readdirSync(path).reduce((newest, name) => Math.max(newest, newestUnder(join(path, name))), 0);
}

/** In mode `test` the command line and the page's workers also have the toy system of the tests. */
const mode = import.meta.env.MODE === 'test' ? 'test' : 'production';
/** Where vite.config.ts puts the build of that mode. */
const folder = mode === 'test' ? 'dist-test' : 'dist';

/** Whether any source is newer than the build. */
function isStale(): boolean {
  const sources = ['src', 'cli', 'public', 'index.html', 'cli.html', 'vite.config.ts', 'package.json'];
  const newest = Math.max(...sources.map(newestUnder));
  return newestUnder(`${folder}/cli.html`) < newest;
}

/** Two commands that begin at once do not both write the build. */
async function buildWhereStale(): Promise<void> {
  if (!isStale()) return;
  await withLock(join('node_modules', '.cache', `retrograd-${folder}.lock`), async () => {
    if (isStale()) await build({ mode, logLevel: 'error' });
  });
}

export interface OpenPage {
  page: Page;
  close(): Promise<void>;
}

/** To be called once before several pages are opened side by side, which would all build. */
export async function prepareBuild(): Promise<void> {
  await buildWhereStale();
}

/** Opens a page of the built playground at a free port. */
export async function openPage(path: string): Promise<OpenPage> {
  await prepareBuild();
  const server = await preview({ mode, logLevel: 'error', preview: { port: 0, host: '127.0.0.1', open: false } });
  const address = server.httpServer.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const browser = await chromium.launch({ executablePath: await findBrowser(), args: quickFlags });
  const page = await browser.newPage();
  await page.goto(`http://127.0.0.1:${port}/${path}`);
  return {
    page,
    async close() {
      await browser.close();
      await server.close();
    },
  };
}
