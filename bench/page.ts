/** The page of the benchmark: runs a case when Node requests it, and answers with a report as in `report.ts`. */
import { type Gpu, requestGpu } from '../src/gpu/device.ts';
import { loadSystems } from '../src/systems/registry.ts';
import { matmulCase, type Peers, trainingCase } from './cases.ts';
import { GpuCounters } from './counters.ts';
import { generationCase } from './generation.ts';
import { measureGrowth } from './growth.ts';
import { measureIndex } from './index-size.ts';
import type { Rates } from './limits.ts';
import { ourTrainer } from './ours.ts';
import { phasesOf, presetRun } from './preset-steps.ts';
import type { RealmRunOptions } from './realm.ts';
import type { CaseReport, FirstStepReport, GenerationReport, GrowthReport, IndexReport, RunReport } from './report.ts';
import { stepCase } from './step-case.ts';
import { measureFirstSteps, measureRun, type Timed } from './whole-run.ts';

declare global {
  interface Window {
    bench: {
      adapter(): Promise<string>;
      training(name: string, rates: Rates): Promise<CaseReport>;
      matmul(name: string, rates: Rates): Promise<CaseReport>;
      realm(names: string[]): Promise<CaseReport[]>;
      preset(name: string): Promise<CaseReport[]>;
      generation(): Promise<GenerationReport[]>;
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
    presetTrainer: async (work, lookup) => (await import('./jax.ts')).jaxTrainer(work, lookup),
    matmul: async (inputs) => (await import('./jax.ts')).jaxMatmul(inputs),
  },
  tfjs: {
    trainer: async (work, lookup) => (await import('./tfjs.ts')).tfjsTrainer(work, lookup),
    matmul: async (inputs) => (await import('./tfjs.ts')).tfjsMatmul(inputs),
  },
};

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

await loadSystems();

window.bench = {
  adapter: async () => (await gpu).adapter,
  training: async (name, rates) => trainingCase(name, { gpu: await gpu, counters, peers }, rates),
  matmul: async (name, rates) => matmulCase(name, { gpu: await gpu, counters, peers }, rates),
  realm: async (names) =>
    stepCase(names[0]!, names, { gpu: await gpu, counters }, async (name) =>
      realmRun(await gpu, { refreshing: name === 'realm-step-refreshing' }),
    ),
  preset: async (name) =>
    stepCase(name, phasesOf(name), { gpu: await gpu, counters }, async (step) => presetRun(await gpu, step)),
  generation: async () => generationCase(await gpu, counters),
  index: measureIndex,
  growth,
  firstStep: measureFirstSteps,
  run: measureRun,
};
