/** The page of the benchmark: runs a case when Node requests it, and answers with a report as in `report.ts`. */
import { type Gpu, requestGpu } from '../src/gpu/device.ts';
import { kernelShares, matmulCase, type Peers, trainingCase } from './cases.ts';
import { GpuCounters } from './counters.ts';
import { measureGrowth } from './growth.ts';
import { measureIndex } from './index-size.ts';
import { median } from './measure.ts';
import { ourTrainer } from './ours.ts';
import type { RealmRunOptions } from './realm.ts';
import type { CaseReport, FirstStepReport, GrowthReport, IndexReport, RunReport } from './report.ts';
import { measureFirstSteps, measureRun, type Timed } from './whole-run.ts';

declare global {
  interface Window {
    bench: {
      adapter(): Promise<string>;
      training(name: string): Promise<CaseReport>;
      matmul(name: string, withPeers: boolean): Promise<CaseReport>;
      realm(names: string[]): Promise<CaseReport[]>;
      index(documents: number): Promise<IndexReport>;
      growth(): Promise<GrowthReport[]>;
      firstStep(): Promise<Timed<FirstStepReport>>;
      run(preset: string): Promise<Timed<RunReport>>;
    };
  }
}

const counters = new GpuCounters();
const gpu: Promise<Gpu> = requestGpu();

/** Peers are loaded only when they are needed, so that they cannot delay or break cases without them. */
const peers: Peers = {
  jax: {
    trainer: async (work, lookup) => (await import('./jax.ts')).jaxTrainer(work, lookup),
    matmul: async (inputs) => (await import('./jax.ts')).jaxMatmul(inputs),
  },
  tfjs: {
    trainer: async (work, lookup) => (await import('./tfjs.ts')).tfjsTrainer(work, lookup),
    matmul: async (inputs) => (await import('./tfjs.ts')).tfjsMatmul(inputs),
  },
};

/** Measures with and without a refresh, in turns. */
async function realm(names: string[]): Promise<CaseReport[]> {
  const runs = [];
  for (const name of names) {
    const run = await realmRun(await gpu, { refreshing: name === 'realm-step-refreshing' });
    // the first index, the pipelines, and the just-in-time compiler
    for (let i = 0; i < 4; i++) await run.step();
    await run.quiet();
    runs.push({ name, run, times: [] as number[] });
  }
  const steps = 8;
  const begin = performance.now();
  for (let round = 0; round < 5; round++) {
    if (round >= 3 && performance.now() - begin > 60_000) break;
    for (const { run, times } of runs) {
      const start = performance.now();
      for (let i = 0; i < steps; i++) await run.step();
      times.push((performance.now() - start) / steps);
      // the next block must not include this one's refresh
      await run.quiet();
    }
  }
  const reports: CaseReport[] = [];
  for (const { name, run, times } of runs) {
    counters.reset();
    for (let i = 0; i < 4; i++) await run.step();
    const counts = counters.perStep(4);
    await run.quiet();
    const ms = median(times);
    reports.push({
      name,
      ours: {
        ms,
        range: [Math.min(...times), Math.max(...times)],
        ...counts,
        jsMs: null,
        gflops: run.flops / ms / 1e6,
      },
      ...(name === 'realm-step-refreshing' && { refresh: run.refresh() }),
      peers: {},
      ratio: {},
      kernels: await kernelShares(await gpu, await run.plan()),
    });
    await run.destroy();
  }
  return reports;
}

async function realmRun(device: Gpu, options: RealmRunOptions) {
  return (await import('./realm.ts')).realmRun(device, options);
}

async function growth(): Promise<GrowthReport[]> {
  const device = await gpu;
  return measureGrowth(
    (work) => ourTrainer(device, work),
    (candidates) => realmRun(device, { refreshing: false, candidates, batch: 4 }),
  );
}

window.bench = {
  adapter: async () => (await gpu).adapter,
  training: async (name) => trainingCase(name, { gpu: await gpu, counters, peers }),
  matmul: async (name, withPeers) => matmulCase(name, { gpu: await gpu, counters, peers: withPeers ? peers : {} }),
  realm,
  index: measureIndex,
  growth,
  firstStep: measureFirstSteps,
  run: measureRun,
};
