/**
 * The command behind `npm run bench:native`: our cases in Node on Dawn, Chrome's WebGPU without Chrome, for a machine that has a graphics
 * card and no browser. The npm package `webgpu` is installed into bench/native when it is first needed.
 */
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { requestGpu } from '../src/gpu/device.ts';
import { type Bench, matmulCase, trainingCase } from './cases.ts';
import {
  addCase,
  emptyReport,
  install,
  isProduct,
  noteFailure,
  probeCase,
  productCases,
  readOptions,
} from './command.ts';
import { GpuCounters } from './counters.ts';
import { describeLimits, type Rates, raised } from './limits.ts';
import { startNativeIndex } from './native-index.ts';
import { presetTrainingCases } from './preset-workloads.ts';
import { realmRun } from './realm.ts';
import type { CaseReport } from './report.ts';
import { stepCase } from './step-case.ts';
import { trainingCases } from './workloads.ts';

const usage = () => `npm run bench:native -- [options]
  --json FILE      write the figures to FILE
  --cases A,B,…    which cases to run (default: all):
                   matmul-N, matmul-MxKxN, lm-step-small, lm-step-large, lm-step-d256,
                   lm-step-d512, infonce-step, llara-lm-step, glm-step,
                   realm-step
  --pytorch FILE   adds the figures that bench/pytorch.py wrote to FILE
  --help           this text
${describeLimits(isCase)}`;

const realmStep = 'realm-step';
const trainings = [...trainingCases, ...presetTrainingCases];
const isCase = (name: string) => trainings.includes(name) || isProduct(name) || name === realmStep;

/** Exit status: 0 done, 1 a case failed, 2 bad options. */
export async function main(args: string[]): Promise<number> {
  const defaults = [...productCases, ...trainings, realmStep];
  const options = readOptions(args, { usage: usage(), kind: 'native case', defaults, isCase });
  if (typeof options === 'number') return options;
  startDawn();
  const gpu = await requestGpu();
  const bench: Bench = { gpu, counters: new GpuCounters(), peers: {} };
  const report = emptyReport(gpu.adapter, `Node ${process.version} on Dawn`, options.pytorch);
  let rates: Rates = {};
  const measure = async (name: string): Promise<CaseReport> => {
    if (name === realmStep) return realm(bench);
    if (!isProduct(name)) return trainingCase(name, bench, rates);
    const measured = await matmulCase(name, bench, rates);
    rates = raised(rates, measured);
    report.matmulPeakGflops = rates.ours!;
    return measured;
  };
  if (!options.cases.some(isProduct)) await measure(probeCase);
  for (const name of options.cases) {
    try {
      addCase(report, await measure(name), options.pytorch);
    } catch (error) {
      noteFailure(report, name, error as Error);
    }
    options.save(report);
  }
  console.log(gpu.adapter);
  return report.failed.length > 0 ? 1 : 0;
}

async function realm(bench: Bench): Promise<CaseReport> {
  const { gpu } = bench;
  const indexWorker = () => startNativeIndex(gpu);
  const [measured] = await stepCase(realmStep, [realmStep], bench, () =>
    realmRun(gpu, { refreshing: false, indexWorker }),
  );
  return measured!;
}

/** Sets `navigator.gpu` to Dawn, as in a browser. */
function startDawn(): void {
  const architecture = process.platform === 'darwin' ? 'universal' : process.arch;
  const library = resolve(`bench/native/node_modules/webgpu/dist/${process.platform}-${architecture}.dawn.node`);
  if (!existsSync(library)) install('bench/native', 'Dawn into bench/native');
  const { create, globals } = createRequire(import.meta.url)(library);
  Object.assign(globalThis, globals);
  Object.defineProperty(globalThis, 'navigator', { configurable: true, value: { gpu: create([]) } });
}
