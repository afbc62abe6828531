import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
// @ts-expect-error: a plain script, shared with the test command, which runs before anything is compiled
import { browserFlags, findBrowser } from './scripts/browser.mjs';

// limits are for what does not end at all: a machine that is busy with other things is slow, not wrong
const limits = { testTimeout: 600_000, hookTimeout: 600_000 };
const unit = { ...limits, environment: 'node' };

export default defineConfig(async () => ({
  test: {
    silent: 'passed-only' as const,
    projects: [
      {
        extends: './vite.config.ts',
        test: {
          ...unit,
          name: 'unit',
          include: ['{src,cli,scripts}/**/*.test.{ts,tsx}', 'bench/*.test.ts'],
          exclude: ['**/*.{gpu,fresh}.test.ts'],
          // files share modules: to load them again for each file takes longer than the tests
          isolate: false,
          setupFiles: 'src/util/testing/between-files.ts',
        },
      },
      {
        extends: './vite.config.ts',
        // files that replace a module, begin where no views are loaded, or measure the time of their process
        test: { ...unit, name: 'unit-fresh', include: ['src/**/*.fresh.test.ts'] },
      },
      {
        extends: './vite.config.ts',
        // what the page and its workers import is found before the tests begin: found late it would reload the page under them
        optimizeDeps: { entries: ['index.html', 'src/worker/*.worker.ts', 'src/**/*.gpu.test.ts'] },
        test: {
          name: 'gpu',
          include: ['src/**/*.gpu.test.ts'],
          setupFiles: 'src/systems/testing/all-systems.ts',
          ...limits,
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
