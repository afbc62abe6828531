/**
 * The command behind `npm run bench:native`: our cases in Node on Dawn, Chrome's WebGPU without Chrome, for a machine that has a graphics
 * card and no browser. The npm package `webgpu` is installed into bench/native when it is first needed.
 */
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { requestGpu } from '../src/gpu/device.ts';
import { matmulCase, trainingCase } from './cases.ts';
import { emptyReport, install, isProduct, productCases, readOptions, trainingCases } from './command.ts';
import { GpuCounters } from './counters.ts';
import { describe } from './describe.ts';

const usage = `npm run bench:native -- [options]
  --json FILE      write the figures to FILE
  --cases A,B,…    which cases to run (default: all): matmul-N, matmul-MxKxN, lm-step-small, lm-step-large, infonce-step
  --help           this text`;

/** Exit status: 0 done, 1 a case failed, 2 bad options. */
export async function main(args: string[]): Promise<number> {
  const options = readOptions(args, {
    usage,
    kind: 'native case',
    defaults: [...productCases, ...trainingCases],
    isCase: (name) => trainingCases.includes(name) || isProduct(name),
  });
  if (typeof options === 'number') return options;
  startDawn();
  const gpu = await requestGpu();
  const bench = { gpu, counters: new GpuCounters(), peers: {} };
  const report = emptyReport(gpu.adapter, `Node ${process.version} on Dawn`);
  for (const name of options.cases) {
    try {
      const measured = await (isProduct(name) ? matmulCase : trainingCase)(name, bench);
      report.cases.push(measured);
      if (isProduct(name)) report.matmulPeakGflops = Math.max(report.matmulPeakGflops, measured.ours.gflops);
      console.log(describe(measured));
    } catch (error) {
      report.failed.push({ name, reason: (error as Error).message });
      console.error(`${name} failed: ${(error as Error).message}`);
    }
    options.save(report);
  }
  console.log(gpu.adapter);
  return report.failed.length > 0 ? 1 : 0;
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
