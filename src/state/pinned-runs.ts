/** The pinned runs with their curves, which lie over those of the run on screen. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Evaluation } from '../run/records.ts';
import type { Points } from './history.ts';
import { type Phases, phaseOffset } from './progress.ts';
import type { RunArchive, RunCurves, RunEntry } from './run-archive.ts';
import { describeRun } from './run-description.ts';

export interface PinnedRun {
  entry: RunEntry;
  curves: RunCurves;
}

/** Follows the archive; a pinned run whose curves cannot be read is left out. In the order in which they were started, so that each keeps its look. */
export function followPinned(archive: RunArchive): StoreApi<readonly PinnedRun[]> {
  const pinned = createStore<readonly PinnedRun[]>(() => []);
  let latest = 0;
  const follow = async () => {
    const turn = ++latest;
    const entries = archive.state.entries.filter(({ isPinned }) => isPinned).sort((a, b) => a.startedAt - b.startedAt);
    const read = await Promise.all(
      entries.map(async (entry) => {
        const curves = await archive.curves(entry.runId);
        return curves ? [{ entry, curves }] : [];
      }),
    );
    if (turn === latest) pinned.setState(read.flat(), true);
  };
  archive.store.subscribe((state, before) => {
    if (state.entries !== before.entries) void follow().catch(() => {});
  });
  void follow().catch(() => {});
  return pinned;
}

/**
 * Rows of another run on the axis of this one: each phase lies over the phase of the same name, whose steps may be another number. Returns the position
 * of each row; NaN for a step that this run does not have.
 */
export function positionsOn(phases: Phases, { entry, curves }: PinnedRun): Float64Array {
  const own = describeRun(entry.config).phases;
  const { phase = new Float64Array(0), step = new Float64Array(0) } = curves.history;
  return phase.map((number, i) => positionOn(phases, own[number]?.id ?? '', step[i]!));
}

function positionOn(phases: Phases, id: string, step: number): number {
  const steps = phases.find((phase) => phase.id === id)?.steps ?? 0;
  return step <= steps ? phaseOffset(phases, id) + step : Number.NaN;
}

/** The measured values of one metric of evaluations, in the order of the run whose phases these are; of two at one step the later one. */
export function evaluationPoints(phases: Phases, evaluations: readonly Evaluation[], metric: string): Points {
  const rows = evaluations
    .map((one) => [positionOn(phases, one.phase, one.step), one.metrics[metric] ?? Number.NaN] as const)
    .filter(([x, y]) => !Number.isNaN(x) && !Number.isNaN(y))
    .sort(([a], [b]) => a - b)
    .filter(([x], i, all) => x !== all[i + 1]?.[0]);
  return { x: Float64Array.from(rows, ([x]) => x), y: Float64Array.from(rows, ([, y]) => y) };
}
