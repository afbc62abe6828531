import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
// @ts-expect-error: a plain script, shared with the test command, which runs before anything is compiled
import { browserFlags, findBrowser } from './scripts/browser.mjs';

// limits are for what does not end at all: a machine that is busy with other things is slow, not wrong
export default defineConfig(async () => ({
  test: {
    projects: [
      {
        extends: './vite.config.ts',
        test: {
          name: 'unit',
          environment: 'node',
          include: ['{src,cli,scripts}/**/*.test.{ts,tsx}', 'bench/*.test.ts'],
          exclude: ['**/*.gpu.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        extends: './vite.config.ts',
        // what the page and its workers import is found before the tests begin: found late it would reload the page under them
        optimizeDeps: { entries: ['index.html', 'src/worker/*.worker.ts', 'src/**/*.gpu.test.ts'] },
        test: {
          name: 'gpu',
          include: ['src/**/*.gpu.test.ts'],
          setupFiles: 'src/systems/testing/all-systems.ts',
          testTimeout: 240_000,
          hookTimeout: 240_000,
          fileParallelism: false,
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({ launchOptions: { executablePath: await findBrowser(), args: browserFlags } }),
            instances: [{ browser: 'chromium' as const }],
          },
        },
      },
    ],
  },
}));
