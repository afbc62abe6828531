/** The run behind `realm-step` and `realm-step-refreshing`: the joint step of the preset `bios`. */
import type { Gpu } from '../src/gpu/device.ts';
import type { IndexWorkerLike } from '../src/index/refresh.ts';
import { resolvePreset } from '../src/systems/presets.ts';
import { openRealm } from '../src/systems/realm/open.ts';
import type { RealmConfig } from '../src/systems/realm/settings.ts';
import { realm } from '../src/systems/realm/system.ts';
import { median } from './measure.ts';
import { type PhaseRun, phaseRun } from './phase-run.ts';

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
export async function realmRun(gpu: Gpu, options: RealmRunOptions): Promise<PhaseRun> {
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
  let building = false;
  const refreshes: { embedMs: number; buildMs: number }[] = [];
  // in Node the training code cannot be loaded later: Vite's runner is closed by then
  const { facts, ...run } = await phaseRun(
    gpu,
    { ...realm, open: openRealm },
    {
      config,
      phase: 'joint',
      spawnIndexWorker: indexWorker,
      onRefresh({ stage, embedMs, buildMs }) {
        if (stage === 'swapped') refreshes.push({ embedMs, buildMs });
        // a replaced builder requests again, so requests are not counted
        building = stage !== 'swapped' && stage !== 'failed';
      },
    },
  );
  return {
    ...run,
    async quiet() {
      await run.settle();
      while (building) await new Promise((resolve) => setTimeout(resolve, 20));
    },
    refresh: () =>
      !refreshing || refreshes.length === 0
        ? undefined
        : {
            documents: facts.blocks!,
            indexes: refreshes.length,
            embedMs: median(refreshes.map(({ embedMs }) => embedMs)),
            buildMs: median(refreshes.map(({ buildMs }) => buildMs)),
          },
  };
}
