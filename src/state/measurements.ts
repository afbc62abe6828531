/** What was measured of a run: enough to show it again, or to take it up where a checkpoint stands. */

import type { RunConfig } from '../systems/realm/config.ts';
import type { CheckpointFiles, Evaluation, ExampleView } from '../worker/protocol.ts';
import { type StepColumn, type StepHistory, truncateFrom } from './history-columns.ts';
import { runPosition } from './progress.ts';
import type { RefreshRecord } from './refreshes.ts';
import type { Moment, SessionState } from './session-state.ts';

export interface Measurements {
  history: Partial<Record<StepColumn, Float64Array>>;
  evaluations: readonly Evaluation[];
  refreshes: readonly RefreshRecord[];
  example: ExampleView | null;
}

/** A run that was put aside and can be brought back. */
export interface KeptRun {
  config: RunConfig;
  files: CheckpointFiles;
  now: Moment;
  measurements: Measurements;
}

export const noMeasurements: Measurements = { history: {}, evaluations: [], refreshes: [], example: null };

/** A copy of everything measured so far. */
export function measurementsOf(history: StepHistory, state: SessionState): Measurements {
  const { evaluations, refreshes, example } = state;
  return { history: history.save(), evaluations, refreshes, example };
}

/** Drops what was measured after a moment: a run that is taken up there measures it again. */
export function measurementsUpTo(
  history: StepHistory,
  state: SessionState,
  config: RunConfig,
  moment: Moment,
): Measurements {
  const position = runPosition(config, moment.phase, moment.step);
  truncateFrom(history, position + 1);
  const all = measurementsOf(history, state);
  return {
    ...all,
    evaluations: all.evaluations.filter((one) => runPosition(config, one.phase, one.step) <= position),
    refreshes:
      moment.phase === 'joint'
        ? all.refreshes.filter(({ swappedAtStep }) => swappedAtStep !== null && swappedAtStep <= moment.step)
        : [],
  };
}
