/** The common part of the two benchmark commands: options, the report and its file, packages that are installed on demand. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { dirname, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { BenchReport } from './report.ts';

/** The products of REALM's step are those of its reader: 16 · 8 sequences of 40 tokens, width 64. */
export const productCases = ['matmul-256', 'matmul-512', 'matmul-1024', 'matmul-5120x64x256', 'matmul-5120x256x64'];
export const trainingCases = ['lm-step-small', 'lm-step-large', 'infonce-step'];
export const isProduct = (name: string): boolean => /^matmul-\d+(x\d+x\d+)?$/.test(name);

export interface BenchOptions {
  cases: string[];
  /** Writes the report where `--json` says. Called after every case, so that an interrupted run leaves the cases so far. */
  save(report: BenchReport): void;
}

/** The options, or an exit status if there is nothing to run: 0 after `--help`, 2 after an error, which has been printed. */
export function readOptions(
  args: string[],
  { usage, kind, defaults, isCase }: { usage: string; kind: string; defaults: string[]; isCase(name: string): boolean },
): BenchOptions | 0 | 2 {
  try {
    const { values } = parseArgs({
      args,
      options: { json: { type: 'string' }, cases: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
    });
    if (values.help) {
      console.log(usage);
      return 0;
    }
    const cases = values.cases?.split(',').map((name) => name.trim()) ?? defaults;
    const unknown = cases.filter((name) => !isCase(name));
    if (unknown.length > 0) throw new Error(`There is no ${kind} ${unknown.join(', ')}.`);
    const { json } = values;
    return {
      cases,
      save(report) {
        if (json) writeJson(json, report);
      },
    };
  } catch (error) {
    console.error(`${(error as Error).message}\n\n${usage}`);
    return 2;
  }
}

export function writeJson(path: string, value: unknown): void {
  mkdirSync(dirname(resolve(path)), { recursive: true });
  writeFileSync(path, `${JSON.stringify(value, null, 1)}\n`);
}

export function emptyReport(adapter: string, browser: string): BenchReport {
  return {
    adapter,
    machine: { browser, cores: cpus().length, date: new Date().toISOString().slice(0, 10) },
    cases: [],
    firstStep: [],
    run: [],
    pipelines: 0,
    index: [],
    growth: [],
    matmulPeakGflops: 0,
    failed: [],
  };
}

/** Installs what a folder's package-lock.json names; install scripts are not run. */
export function install(folder: string, what: string): void {
  console.log(`Installing ${what} …`);
  execFileSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'inherit'],
    shell: process.platform === 'win32',
  });
}
