/**
 * The command behind `npm run bench:native`: our cases in Node on Dawn, Chrome's WebGPU without Chrome, for a machine that has a graphics
 * card and no browser. The npm package `webgpu` is installed into bench/native when it is first needed.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { cpus } from 'node:os';
import { dirname, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { requestGpu } from '../src/gpu/device.ts';
import { matmulCase, trainingCase } from './cases.ts';
import { GpuCounters } from './counters.ts';
import { describe } from './describe.ts';
import type { BenchReport } from './report.ts';

const usage = `npm run bench:native -- [options]
  --json FILE      write the figures to FILE
  --cases A,B,…    which cases to run (default: all): matmul-N, matmul-MxKxN, lm-step-small, lm-step-large, infonce-step
  --help           this text`;

const training = ['lm-step-small', 'lm-step-large', 'infonce-step'];
const products = ['matmul-256', 'matmul-512', 'matmul-1024', 'matmul-5120x64x256', 'matmul-5120x256x64'];

/** Exit status: 0 done, 1 a case failed, 2 bad options. */
export async function main(args: string[]): Promise<number> {
  let cases = [...products, ...training];
  let json: string | undefined;
  try {
    const options = {
      json: { type: 'string' },
      cases: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    } as const;
    const { values } = parseArgs({ args, options });
    if (values.help) {
      console.log(usage);
      return 0;
    }
    json = values.json;
    if (values.cases !== undefined) cases = values.cases.split(',').map((name) => name.trim());
    const unknown = cases.filter((name) => !training.includes(name) && !/^matmul-\d+(x\d+x\d+)?$/.test(name));
    if (unknown.length > 0) throw new Error(`There is no native case ${unknown.join(', ')}.`);
  } catch (error) {
    console.error(`${(error as Error).message}\n\n${usage}`);
    return 2;
  }
  startDawn();
  const gpu = await requestGpu();
  const bench = { gpu, counters: new GpuCounters(), peers: {} };
  const report: BenchReport = {
    adapter: gpu.adapter,
    machine: {
      browser: `Node ${process.version} on Dawn`,
      cores: cpus().length,
      date: new Date().toISOString().slice(0, 10),
    },
    cases: [],
    index: [],
    matmulPeakGflops: 0,
    failed: [],
  };
  for (const name of cases) {
    try {
      const measured = await (training.includes(name) ? trainingCase : matmulCase)(name, bench);
      report.cases.push(measured);
      if (!training.includes(name)) report.matmulPeakGflops = Math.max(report.matmulPeakGflops, measured.ours.gflops);
      console.log(describe(measured));
    } catch (error) {
      report.failed.push({ name, reason: (error as Error).message });
      console.error(`${name} failed: ${(error as Error).message}`);
    }
    if (!json) continue;
    mkdirSync(dirname(resolve(json)), { recursive: true });
    writeFileSync(json, `${JSON.stringify(report, null, 1)}\n`);
  }
  console.log(gpu.adapter);
  return report.failed.length > 0 ? 1 : 0;
}

/** Puts Dawn where a browser has `navigator.gpu`. */
function startDawn(): void {
  const architecture = process.platform === 'darwin' ? 'universal' : process.arch;
  const library = resolve(`bench/native/node_modules/webgpu/dist/${process.platform}-${architecture}.dawn.node`);
  if (!existsSync(library)) {
    console.log('Installing Dawn into bench/native …');
    execFileSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
      cwd: 'bench/native',
      stdio: ['ignore', 'ignore', 'inherit'],
      shell: process.platform === 'win32',
    });
  }
  const { create, globals } = createRequire(import.meta.url)(library);
  Object.assign(globalThis, globals);
  Object.defineProperty(globalThis, 'navigator', { configurable: true, value: { gpu: create([]) } });
}
