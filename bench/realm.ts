/** The run behind `realm-step` and `realm-step-refreshing`: the product's own joint step, fetching, masking and reading back included. */
import type { Gpu } from '../src/gpu/device.ts';
import type { CompiledGraph } from '../src/graph/compile.ts';
import type { IndexWorkerLike } from '../src/index/refresh.ts';
import type { OpenSystem } from '../src/run/system.ts';
import { TrainingRun } from '../src/run/training-run.ts';
import { resolvePreset } from '../src/systems/presets.ts';
import { openRealm } from '../src/systems/realm/open.ts';
import type { RealmConfig } from '../src/systems/realm/settings.ts';
import { realm } from '../src/systems/realm/system.ts';
import { spawnIndexWorker } from '../src/worker/index-client.ts';
import { loadCorpus } from '../src/worker/load-corpus.ts';
import { stepBytes, stepFlops } from './cost.ts';
import { type Contender, median } from './measure.ts';
import type { RefreshReport } from './report.ts';

export interface RealmRun extends Contender {
  /** Waits for the steps on the GPU. */
  settle(): Promise<void>;
  /** Waits for them, and until no index is being built. */
  quiet(): Promise<void>;
  /** The joint step at its longest rows. */
  plan(): Promise<CompiledGraph>;
  flops: number;
  bytes: number;
  /** The times of the refreshes so far; undefined before the first. */
  refresh(): RefreshReport | undefined;
}

export interface RealmRunOptions {
  /** Whether the index is rebuilt all the time; otherwise it never is. */
  refreshing: boolean;
  /** The settings that differ from the preset. */
  candidates?: number;
  batch?: number;
  /** Takes the place of the index worker, e.g. where there are no workers; it searches exactly. */
  indexWorker?(): IndexWorkerLike;
}

/** A run of the preset `bios` that is in its joint phase from the start. */
export async function realmRun(gpu: Gpu, options: RealmRunOptions): Promise<RealmRun> {
  const { refreshing, candidates, batch: rows, indexWorker } = options;
  const preset = resolvePreset<RealmConfig>('bios');
  const config: RealmConfig = {
    ...preset,
    ict: { ...preset.ict, steps: 0 },
    warmup: { ...preset.warmup, steps: 0 },
    joint: { ...preset.joint, steps: 1e9, refreshEvery: refreshing ? 1 : 0, ...(rows && { batch: rows }) },
    realm: { ...preset.realm, ...(candidates && { candidates }) },
    evaluation: { ...preset.evaluation, every: 0 },
    ...(indexWorker && { index: { ...preset.index, kind: 'exact' } }),
  };
  const corpus = await loadCorpus(config);
  let building = false;
  let loss = Number.NaN;
  const refreshes: { embedMs: number; buildMs: number }[] = [];
  const run = await TrainingRun.open(
    gpu,
    // in Node the training code cannot be loaded later: Vite's runner is closed by then
    { ...realm, open: openRealm },
    { runId: 'bench', config, corpus },
    {
      onSteps: (_, records) => {
        loss = records.at(-1)!.metrics.loss!;
      },
      onEvaluation() {},
      onRefresh(_, { stage, embedMs, buildMs }) {
        if (stage === 'swapped') refreshes.push({ embedMs, buildMs });
        // a replaced builder requests again, so requests are not counted
        building = stage !== 'swapped' && stage !== 'failed';
      },
      onWarning: (message) => console.warn(message),
      onKernels() {},
      onProgress() {},
      spawnIndexWorker: indexWorker ?? spawnIndexWorker,
    },
  );
  // the plan is only read, not changed
  const { engine, phases } = (run as unknown as { open: OpenSystem }).open;
  const joint = phases.find(({ id }) => id === 'joint')!;
  const longest = joint.shapes!.at(-1)!;
  const { graph } = joint.program(longest);
  return {
    name: 'ours',
    async step() {
      await run.advance();
      return loss;
    },
    settle: () => run.settle(),
    async quiet() {
      await run.settle();
      while (building) await new Promise((resolve) => setTimeout(resolve, 20));
    },
    plan: () => engine.training(joint, longest),
    flops: stepFlops(graph),
    bytes: stepBytes(graph),
    refresh: () =>
      refreshes.length === 0
        ? undefined
        : {
            documents: run.info.facts.blocks!,
            indexes: refreshes.length,
            embedMs: median(refreshes.map(({ embedMs }) => embedMs)),
            buildMs: median(refreshes.map(({ buildMs }) => buildMs)),
          },
    destroy: () => run.destroy(),
  };
}
