/** The command behind `npm run bench`: installs the peers, builds the page, opens it in one Chromium, and runs one case after the other. */
import { existsSync, readFileSync } from 'node:fs';
import { type Browser, chromium, type Page } from '@playwright/test';
import { build, preview } from 'vite';
// @ts-expect-error: a plain script, shared with the test command
import { browserFlags, findBrowser } from '../scripts/browser.mjs';
import {
  addCase,
  type BenchOptions,
  emptyReport,
  install,
  isProduct,
  noteFailure,
  probeCase,
  productCases,
  readOptions,
} from './command.ts';
import { describeFirstStep, describeGeneration, describeGrowth, describeIndex, describeRun } from './describe.ts';
import { describeLimits, limitOf, type Rates, raised, stopFactor } from './limits.ts';
import { presetCases } from './preset-steps.ts';
import { presetTrainingCases } from './preset-workloads.ts';
import type { BenchReport, CaseReport } from './report.ts';
import { trainingCases } from './workloads.ts';

const usage = () => `npm run bench -- [options]
  --json FILE      write the figures to FILE
  --cases A,B,…    which cases to run (default: all but index-100000, bios-run and the
                   presets that are smoke tests or need other corpora):
                   matmul-N, matmul-MxKxN, lm-step-small, lm-step-large, lm-step-d256,
                   lm-step-d512, infonce-step, llara-lm-step, glm-step, realm-step,
                   realm-step-refreshing, llara, llara-atlas, llara-smoke, glm, glm-cloze,
                   glm-smoke, generation, index-N, growth, first-step, smoke-run, bios-run
  --pytorch FILE   adds the figures that bench/pytorch.py wrote to FILE
  --help           this text
RETROGRAD_GPU=hardware uses the machine's graphics card instead of Chromium's software adapter.
${describeLimits(isCase)}`;

/** Without this Chromium may round timestamp queries to 100 µs. */
const fineTimestamps = '--enable-webgpu-developer-features';

const realm = ['realm-step', 'realm-step-refreshing'];
const trainings = [...trainingCases, ...presetTrainingCases];
const wholeRuns = ['smoke-run', 'bios-run'];
const defaultCases = [
  ...productCases,
  ...trainings,
  ...realm,
  'llara',
  'glm',
  'generation',
  'index-1000',
  'index-10000',
  'growth',
  'first-step',
  'smoke-run',
];

/** Exit status: 0 done, 1 a case failed, 2 bad options. */
export async function main(args: string[]): Promise<number> {
  const options = readOptions(args, { usage: usage(), kind: 'case', defaults: defaultCases, isCase });
  if (typeof options === 'number') return options;
  installPeers();
  await build({ configFile: 'bench/vite.config.ts', logLevel: 'error' });
  const server = await preview({
    configFile: 'bench/vite.config.ts',
    logLevel: 'error',
    preview: { port: 0, host: '127.0.0.1', open: false },
  });
  const address = server.httpServer.address();
  const url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/`;
  const browser = await chromium.launch({
    executablePath: await findBrowser(),
    args: [...browserFlags, fineTimestamps],
  });
  try {
    const report = await measure(browser, url, options);
    return report.failed.length > 0 ? 1 : 0;
  } finally {
    await browser.close();
    await server.close();
  }
}

function isCase(name: string): boolean {
  return (
    name === 'growth' ||
    name === 'generation' ||
    presetCases.includes(name) ||
    name === 'first-step' ||
    wholeRuns.includes(name) ||
    trainings.includes(name) ||
    realm.includes(name) ||
    isProduct(name) ||
    /^index-\d+$/.test(name)
  );
}

/** Peers are not dependencies of the product: they are installed here, on demand, without running their install scripts. */
function installPeers(): void {
  const wanted = (JSON.parse(readFileSync('bench/package.json', 'utf8')) as { dependencies: Record<string, string> })
    .dependencies;
  const missing = Object.entries(wanted).some(([name, version]) => {
    const path = `bench/node_modules/${name}/package.json`;
    return !existsSync(path) || (JSON.parse(readFileSync(path, 'utf8')) as { version: string }).version !== version;
  });
  if (!missing) return;
  install('bench', 'the peers into bench/node_modules');
}

async function measure(browser: Browser, url: string, options: BenchOptions): Promise<BenchReport> {
  const { cases, pytorch, save } = options;
  const report = emptyReport('', `Chromium ${browser.version()}`, pytorch);
  let rates: Rates = {};
  /** Each case has a page of its own, so that none begins with the memory of another. */
  const onPage = async (names: string[], work: (page: Page) => Promise<void>) => {
    let page: Page | undefined;
    try {
      page = await browser.newPage();
      page.on('console', (message) => {
        if (['error', 'warning'].includes(message.type())) console.error(`  page: ${message.text()}`);
      });
      // the corpora that come with the product
      await page.route(`${url}corpus/**`, (route) =>
        route.fulfill({ path: `public${new URL(route.request().url()).pathname}` }),
      );
      await page.goto(url);
      await page.waitForFunction(() => 'bench' in window);
      report.adapter ||= await page.evaluate(() => window.bench.adapter());
      const limit = Math.max(...names.map(limitOf)) * stopFactor;
      await Promise.race([work(page), stopAfter(limit)]);
    } catch (error) {
      for (const name of names) noteFailure(report, name, error as Error);
    } finally {
      await page?.close();
      save(report);
    }
  };
  const take = (measured: CaseReport) => addCase(report, measured, pytorch);
  const product = async (page: Page, name: string) => {
    const measured = await page.evaluate(([n, r]) => window.bench.matmul(n, r), [name, rates] as const);
    rates = raised(rates, measured);
    report.matmulPeakGflops = Math.max(...Object.values(rates));
    return measured;
  };
  const step = async (page: Page, name: string) =>
    page.evaluate(([n, r]) => window.bench.training(n, r), [name, rates] as const);

  const steps = cases.some((name) => trainings.includes(name) || realm.includes(name));
  if (steps && !cases.some(isProduct)) {
    await onPage([probeCase], async (page) => {
      await product(page, probeCase);
    });
  }
  const together = cases.filter((name) => realm.includes(name));
  for (const name of cases) {
    if (realm.includes(name)) {
      if (name === together[0]) {
        await onPage(together, async (page) =>
          (await page.evaluate((names) => window.bench.realm(names), together)).forEach(take),
        );
      }
    } else if (presetCases.includes(name)) {
      await onPage([name], async (page) =>
        (await page.evaluate((preset) => window.bench.preset(preset), name)).forEach(take),
      );
    } else if (name === 'generation') {
      await onPage([name], async (page) => {
        report.generation = await page.evaluate(() => window.bench.generation());
        for (const measured of report.generation) console.log(describeGeneration(measured));
      });
    } else if (name === 'growth') {
      await onPage([name], async (page) => {
        report.growth = await page.evaluate(() => window.bench.growth());
        for (const measured of report.growth) console.log(describeGrowth(measured));
      });
    } else if (name === 'first-step') {
      await onPage([name], async (page) => {
        const measured = await page.evaluate(() => window.bench.firstStep());
        report.firstStep.push(...measured.rows);
        report.pipelines = Math.max(report.pipelines, measured.pipelines);
        for (const row of measured.rows) console.log(describeFirstStep(row));
      });
    } else if (wholeRuns.includes(name)) {
      await onPage([name], async (page) => {
        const measured = await page.evaluate((preset) => window.bench.run(preset), name.slice(0, -'-run'.length));
        report.run.push(...measured.rows);
        report.pipelines = Math.max(report.pipelines, measured.pipelines);
        for (const row of measured.rows) console.log(describeRun(row));
      });
    } else if (name.startsWith('index-')) {
      const documents = Number(name.slice('index-'.length));
      await onPage([name], async (page) => {
        const measured = await page.evaluate((n) => window.bench.index(n), documents);
        report.index.push(measured);
        console.log(describeIndex(measured));
      });
    } else {
      await onPage([name], async (page) => take(await (isProduct(name) ? product : step)(page, name)));
    }
  }
  save(report);
  const best = report.matmulPeakGflops > 0 ? `best product: ${report.matmulPeakGflops.toFixed(1)} GFLOP/s; ` : '';
  console.log(`${best}${report.adapter}`);
  return report;
}

/** Rejects after so many seconds. The timer does not keep the process alive. */
function stopAfter(seconds: number): Promise<never> {
  return new Promise((_, reject) => {
    setTimeout(
      () => reject(new Error(`stopped after ${seconds} s, ${stopFactor} times its limit`)),
      seconds * 1000,
    ).unref();
  });
}
