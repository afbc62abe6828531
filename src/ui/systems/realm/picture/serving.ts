/** What trainer and index builder do, from the records that the timeline is drawn from. */
import type { Moment } from '../../../../run/records.ts';
import { isFirstIndex, type RefreshRecord, swapsOf } from '../../../../state/refreshes.ts';

/** The age in steps of the index that served at a moment; null outside joint training, where none serves. */
export function ageAt(refreshes: readonly RefreshRecord[], { phase, step }: Moment): number | null {
  if (phase !== 'joint') return null;
  const served = swapsOf(refreshes).findLast(({ swappedAtStep }) => swappedAtStep! <= step);
  return step - (served?.requestedAtStep ?? 0);
}

export type BuilderState =
  /** There is no index before joint training. */
  | { does: 'nothing' }
  /** The first index is on its way: training waits for it. */
  | { does: 'first'; stage: RefreshRecord['stage']; done: number; total: number }
  | { does: 'build'; stage: 'requested' | 'embedding' | 'building'; from: number; done: number; total: number }
  /** `last`: the newest index that has come back; `next`: the step of the next snapshot, null if there is none. */
  | { does: 'wait'; last: RefreshRecord | null; next: number | null }
  /** The last build failed. */
  | { does: 'recover'; at: number; next: number | null };

/** `steps` and `refreshEvery` are those of joint training. */
export function builderState(
  refreshes: readonly RefreshRecord[],
  now: Moment | null,
  { steps, refreshEvery }: { steps: number; refreshEvery: number },
): BuilderState {
  const last = refreshes.at(-1);
  if (last && isFirstIndex(last) && last.swappedAtStep === null && now?.phase !== 'joint') {
    return { does: 'first', stage: last.stage, done: last.done, total: last.total };
  }
  if (now?.phase !== 'joint') return { does: 'nothing' };
  const coming = refreshEvery > 0 ? (Math.floor(now.step / refreshEvery) + 1) * refreshEvery : null;
  const next = coming !== null && coming < steps ? coming : null;
  if (last?.stage === 'failed') return { does: 'recover', at: last.failedAtStep ?? last.step, next };
  if (last && !isFirstIndex(last) && last.swappedAtStep === null && last.stage !== 'swapped') {
    const { stage, requestedAtStep: from, done, total } = last;
    return { does: 'build', stage, from, done, total };
  }
  return { does: 'wait', last: swapsOf(refreshes).at(-1) ?? null, next };
}

/** One copy of the parameters on its way to the builder, and the index that it becomes. `back`: the step of the swap; null until then. */
export interface HandOver {
  sent: number;
  building: number | null;
  back: number | null;
}

/** The hand-overs between two steps, the oldest first. */
export function handOvers(refreshes: readonly RefreshRecord[], from: number, to: number): HandOver[] {
  return refreshes
    .filter((record) => !isFirstIndex(record) && record.failedAtStep === null)
    .map(({ requestedAtStep, buildingAtStep, swappedAtStep }) => ({
      sent: requestedAtStep,
      building: buildingAtStep,
      back: swappedAtStep,
    }))
    .filter(({ sent, back }) => sent <= to && (back ?? to) >= from);
}
