/** The command behind `npm run bench`: installs the peers, builds the page, opens it in one Chromium, and asks for case after case. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { dirname, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { type Browser, chromium, type Page } from '@playwright/test';
import { build, preview } from 'vite';
// @ts-expect-error: a plain script, shared with the test command
import { browserFlags, findBrowser } from '../scripts/browser.mjs';
import { describe, describeIndex } from './describe.ts';
import type { BenchReport, CaseReport } from './report.ts';

const usage = `npm run bench -- [options]
  --json FILE      write the figures to FILE
  --cases A,B,…    which cases to run (default: all but index-100000):
                   matmul-N, matmul-MxKxN, lm-step-small, lm-step-large, infonce-step,
                   realm-step, realm-step-refreshing, index-N
  --help           this text
RETROGRAD_GPU=hardware uses the machine's graphics card instead of Chromium's software adapter.`;

/** The products of REALM's step are those of its reader: 16 · 8 sequences of 40 tokens, width 64. */
const defaultCases = [
  'matmul-256',
  'matmul-512',
  'matmul-1024',
  'matmul-5120x64x256',
  'matmul-5120x256x64',
  'lm-step-small',
  'lm-step-large',
  'infonce-step',
  'realm-step',
  'realm-step-refreshing',
  'index-1000',
  'index-10000',
];
const training = ['lm-step-small', 'lm-step-large', 'infonce-step'];
const realm = ['realm-step', 'realm-step-refreshing'];

/** Exit status: 0 done, 1 a case failed, 2 bad options. */
export async function main(args: string[]): Promise<number> {
  let cases = defaultCases;
  let json: string | undefined;
  try {
    const { values } = parseArgs({
      args,
      options: { json: { type: 'string' }, cases: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
    });
    if (values.help) {
      console.log(usage);
      return 0;
    }
    json = values.json;
    if (values.cases !== undefined) cases = values.cases.split(',').map((name) => name.trim());
    const unknown = cases.filter((name) => !isCase(name));
    if (unknown.length > 0) throw new Error(`There is no case ${unknown.join(', ')}.`);
  } catch (error) {
    console.error(`${(error as Error).message}\n\n${usage}`);
    return 2;
  }
  installPeers();
  await build({ configFile: 'bench/vite.config.ts', logLevel: 'error' });
  const server = await preview({
    configFile: 'bench/vite.config.ts',
    logLevel: 'error',
    preview: { port: 0, host: '127.0.0.1', open: false },
  });
  const address = server.httpServer.address();
  const url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}/`;
  const browser = await chromium.launch({ executablePath: await findBrowser(), args: browserFlags });
  try {
    // written after every case, so that a run that is cut short leaves what it has
    const save = (report: BenchReport) => {
      if (!json) return;
      mkdirSync(dirname(resolve(json)), { recursive: true });
      writeFileSync(json, `${JSON.stringify(report, null, 1)}\n`);
    };
    const report = await measure(browser, url, cases, save);
    return report.failed.length > 0 ? 1 : 0;
  } finally {
    await browser.close();
    await server.close();
  }
}

function isCase(name: string): boolean {
  return training.includes(name) || realm.includes(name) || /^(matmul-\d+(x\d+x\d+)?|index-\d+)$/.test(name);
}

/** Peers are no dependency of the product: they are installed here, on demand, and their install scripts are not run. */
function installPeers(): void {
  const wanted = (JSON.parse(readFileSync('bench/package.json', 'utf8')) as { dependencies: Record<string, string> })
    .dependencies;
  const missing = Object.entries(wanted).some(([name, version]) => {
    const path = `bench/node_modules/${name}/package.json`;
    return !existsSync(path) || (JSON.parse(readFileSync(path, 'utf8')) as { version: string }).version !== version;
  });
  if (!missing) return;
  console.log('Installing the peers into bench/node_modules …');
  execFileSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
    cwd: 'bench',
    stdio: ['ignore', 'ignore', 'inherit'],
    shell: process.platform === 'win32',
  });
}

async function measure(
  browser: Browser,
  url: string,
  cases: string[],
  save: (report: BenchReport) => void,
): Promise<BenchReport> {
  const report: BenchReport = {
    adapter: '',
    machine: {
      browser: `Chromium ${browser.version()}`,
      cores: cpus().length,
      date: new Date().toISOString().slice(0, 10),
    },
    cases: [],
    index: [],
    matmulPeakGflops: 0,
    failed: [],
  };
  /** A page of its own for each: none starts in another's memory. */
  const onPage = async (names: string[], work: (page: Page) => Promise<void>) => {
    let page: Page | undefined;
    try {
      page = await browser.newPage();
      page.on('console', (message) => {
        if (['error', 'warning'].includes(message.type())) console.error(`  page: ${message.text()}`);
      });
      await page.goto(url);
      await page.waitForFunction(() => 'bench' in window);
      report.adapter ||= await page.evaluate(() => window.bench.adapter());
      await work(page);
    } catch (error) {
      const reason = (error as Error).message.replace(/^page\.evaluate: (Error: )?/, '').split('\n    at ')[0]!;
      for (const name of names) report.failed.push({ name, reason });
      console.error(`${names.join(', ')} failed: ${reason}`);
    } finally {
      await page?.close();
      save(report);
    }
  };
  const take = (measured: CaseReport) => {
    report.cases.push(measured);
    console.log(describe(measured));
  };

  const together = cases.filter((name) => realm.includes(name));
  for (const name of cases) {
    if (realm.includes(name)) {
      if (name === together[0]) {
        await onPage(together, async (page) =>
          (await page.evaluate((names) => window.bench.realm(names), together)).forEach(take),
        );
      }
    } else if (name.startsWith('index-')) {
      const documents = Number(name.slice('index-'.length));
      await onPage([name], async (page) => {
        const measured = await page.evaluate((n) => window.bench.index(n), documents);
        report.index.push(measured);
        console.log(describeIndex(measured));
      });
    } else {
      await onPage([name], async (page) =>
        take(
          name.startsWith('matmul-')
            ? await page.evaluate((n) => window.bench.matmul(n, true), name)
            : await page.evaluate((n) => window.bench.training(n), name),
        ),
      );
    }
  }
  const products = report.cases.filter(({ name }) => name.startsWith('matmul-'));
  if (products.length === 0) {
    await onPage([], async (page) => {
      for (const name of ['matmul-512', 'matmul-1024']) {
        products.push(await page.evaluate((n) => window.bench.matmul(n, false), name));
      }
    });
  }
  for (const { ours, peers } of products) {
    for (const { ms } of [ours, ...Object.values(peers)]) {
      report.matmulPeakGflops = Math.max(report.matmulPeakGflops, (ours.gflops * ours.ms) / ms);
    }
  }
  save(report);
  console.log(`best product: ${report.matmulPeakGflops.toFixed(1)} GFLOP/s; ${report.adapter}`);
  return report;
}
