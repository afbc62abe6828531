/** The common part of the two benchmark commands: options, the report and its file, packages that are installed on demand. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { dirname, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { describe } from './describe.ts';
import { type PytorchReport, pytorchOf, readPytorch, withPytorch } from './pytorch.ts';
import type { BenchReport, CaseReport } from './report.ts';

/** The products of REALM's step are those of its reader: 16 · 8 sequences of 40 tokens, width 64. */
export const productCases = ['matmul-256', 'matmul-512', 'matmul-1024', 'matmul-5120x64x256', 'matmul-5120x256x64'];
/** If no product is requested, this one tells how fast the adapter is. */
export const probeCase = 'matmul-512';
export const isProduct = (name: string): boolean => /^matmul-\d+(x\d+x\d+)?$/.test(name);

export interface BenchOptions {
  cases: string[];
  /** Figures of bench/pytorch.py. */
  pytorch?: PytorchReport;
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
      options: {
        json: { type: 'string' },
        cases: { type: 'string' },
        pytorch: { type: 'string' },
        help: { type: 'boolean', short: 'h' },
      },
    });
    if (values.help) {
      console.log(usage);
      return 0;
    }
    const cases = values.cases?.split(',').map((name) => name.trim()) ?? defaults;
    const unknown = cases.filter((name) => !isCase(name));
    if (unknown.length > 0) throw new Error(`There is no ${kind} ${unknown.join(', ')}.`);
    const { json } = values;
    let pytorch: PytorchReport | undefined;
    try {
      if (values.pytorch !== undefined) pytorch = readPytorch(values.pytorch);
    } catch (error) {
      console.error((error as Error).message);
      return 2;
    }
    return {
      cases,
      pytorch,
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

export function emptyReport(adapter: string, browser: string, pytorch?: PytorchReport): BenchReport {
  const date = new Date().toISOString().slice(0, 10);
  return {
    adapter,
    machine: { browser, cores: cpus().length, date, ...(pytorch && { pytorch: pytorchOf(pytorch) }) },
    cases: [],
    firstStep: [],
    run: [],
    pipelines: 0,
    generation: [],
    index: [],
    growth: [],
    matmulPeakGflops: 0,
    failed: [],
    leftOut: [],
  };
}

/** Adds a case to the report, with PyTorch's figures if there are any, and prints it. */
export function addCase(report: BenchReport, measured: CaseReport, pytorch?: PytorchReport): void {
  const complete = pytorch ? withPytorch(measured, pytorch) : measured;
  report.cases.push(complete);
  console.log(describe(complete));
}

/** Writes down, and prints, why a case has no figures. A case that would have taken too long has not failed. */
export function noteFailure(report: BenchReport, name: string, error: Error): void {
  // Playwright puts the error's class first, by a name that the build has shortened
  const reason = error.message.replace(/^page\.evaluate: (\w+: )?/, '').split('\n    at ')[0]!;
  const tooLong = reason.startsWith('left out');
  (tooLong ? report.leftOut : report.failed).push({ name, reason });
  console.error(tooLong ? `${name} ${reason}` : `${name} failed: ${reason}`);
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
