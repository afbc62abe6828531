/** `realm-step` and `realm-step-refreshing`: the product's own joint step, fetching, masking and reading back included. */
import type { Gpu } from '../src/gpu/device.ts';
import { realmGraph } from '../src/models/realm.ts';
import { ParameterRegistry } from '../src/models/registry.ts';
import type { TrainingEngine } from '../src/run/engine.ts';
import { prepareCorpus } from '../src/run/prepare.ts';
import { TrainingSession } from '../src/run/session.ts';
import { resolvePreset } from '../src/state/presets.ts';
import { modelConfig } from '../src/systems/realm/model-shapes.ts';
import { spawnIndexWorker } from '../src/worker/index-client.ts';
import { loadCorpus } from '../src/worker/load-corpus.ts';
import { type Contender, median } from './measure.ts';
import type { RefreshReport } from './report.ts';
import { stepFlops } from './workloads.ts';

export interface RealmRun extends Contender {
  /** Waits until no index is being built. */
  quiet(): Promise<void>;
  engine: TrainingEngine;
  flops: number;
  /** What the refreshes so far took; undefined before the first. */
  refresh(): RefreshReport | undefined;
}

export interface RealmRunOptions {
  /** The index is rebuilt without a pause; otherwise never. */
  refreshing: boolean;
  /** What differs from the preset. */
  candidates?: number;
  batch?: number;
}

/** A run of the preset `bios` that is in its joint phase from the start. */
export async function realmRun(gpu: Gpu, { refreshing, candidates, batch: rows }: RealmRunOptions): Promise<RealmRun> {
  const preset = resolvePreset('bios');
  const config = {
    ...preset,
    ict: { ...preset.ict, steps: 0 },
    warmup: { ...preset.warmup, steps: 0 },
    joint: { ...preset.joint, steps: 1e9, refreshEvery: refreshing ? 1 : 0, ...(rows && { batch: rows }) },
    realm: { ...preset.realm, ...(candidates && { candidates }) },
    evaluation: { ...preset.evaluation, every: 0 },
  };
  const corpus = await loadCorpus(config);
  let building = false;
  let loss = Number.NaN;
  const refreshes: { embedMs: number; buildMs: number }[] = [];
  const session = await TrainingSession.open(
    gpu,
    config,
    corpus,
    {
      onSteps: (_, records) => {
        loss = records.at(-1)!.loss;
      },
      onEvaluation() {},
      onRefresh({ stage, embedMs, buildMs }) {
        if (stage === 'swapped') refreshes.push({ embedMs, buildMs });
        // a builder that is replaced asks again, so requests are not counted
        building = stage !== 'swapped' && stage !== 'failed';
      },
      onWarning: (message) => console.warn(message),
      spawnIndexWorker,
    },
    async () => {},
  );
  const prepared = await prepareCorpus(corpus, config, undefined, async () => {});
  const model = modelConfig(config, prepared);
  const { batch } = config.joint;
  const { graph } = realmGraph(new ParameterRegistry(1), model, batch, config.realm.candidates, config.realm.objective);
  return {
    name: 'ours',
    async step() {
      await session.advance();
      return loss;
    },
    async quiet() {
      await session.settle();
      while (building) await new Promise((resolve) => setTimeout(resolve, 20));
    },
    // the plan is looked at, not changed
    engine: (session as unknown as { engine: TrainingEngine }).engine,
    flops: stepFlops(graph),
    refresh: () =>
      refreshes.length === 0
        ? undefined
        : {
            documents: prepared.blocks.length,
            indexes: refreshes.length,
            embedMs: median(refreshes.map(({ embedMs }) => embedMs)),
            buildMs: median(refreshes.map(({ buildMs }) => buildMs)),
          },
    destroy: () => session.destroy(),
  };
}
