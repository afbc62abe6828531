import { defineConfig } from '@playwright/test';
// @ts-expect-error: a plain script, shared with the test command, which runs before anything is compiled
import { findBrowser, quickFlags } from './scripts/browser.mjs';

const port = Number(process.env.PORT ?? 4187);

/** Files whose tests follow each other for long: begun last, one worker would be alone with them at the end. */
const long = /(page|share|slow)\.spec\.ts$/;

export default defineConfig({
  testDir: 'e2e',
  projects: [
    { name: 'long files', testMatch: long },
    { name: 'the others', testIgnore: long },
  ],
  // limits are for what does not end at all: a machine that is busy with other things is slow, not wrong
  timeout: 600_000,
  expect: { timeout: 180_000 },
  // on two cores this takes half the time that one worker takes: a page mostly waits for one thing at a time
  workers: 2,
  reporter: [['list']],
  use: {
    baseURL: `http://localhost:${port}/`,
    // the tests name what they press in English
    locale: 'en-US',
    // a test sees the files of its build, not those that another test has kept
    serviceWorkers: 'block',
    viewport: { width: 1440, height: 900 },
    launchOptions: { executablePath: await findBrowser(), args: quickFlags },
  },
  webServer: {
    // the test command has built it before
    command: `${process.env.RETROGRAD_BUILT ? '' : 'npx vite build && '}npx vite preview --port ${port} --strictPort`,
    url: `http://localhost:${port}/`,
    reuseExistingServer: false,
    timeout: 120_000,
  },
});
