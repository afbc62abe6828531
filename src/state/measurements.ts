/** What was measured of a run: enough to show it again, or to continue it from a checkpoint. */

import type { Measured } from '../run/measured.ts';
import type { CheckpointFiles, Evaluation, Moment } from '../run/records.ts';
import { rowsBefore, type StepHistory } from './history-columns.ts';
import { runPosition } from './progress.ts';
import type { RefreshRecord } from './refreshes.ts';
import type { MeasuredRun } from './run-description.ts';
import type { SessionState, UndoableMoment } from './session-state.ts';

export interface Measurements {
  history: Record<string, Float64Array>;
  evaluations: readonly Evaluation[];
  /** Absent in sessions of earlier versions. */
  results?: readonly Measured[];
  refreshes: readonly RefreshRecord[];
  /** What the views of the run's system show, by their names. */
  views: Readonly<Record<string, unknown>>;
}

/** A run that was put aside and can be restored. */
export interface KeptRun {
  run: MeasuredRun;
  files: CheckpointFiles;
  now: UndoableMoment;
  measurements: Measurements;
}

export const noMeasurements: Measurements = { history: {}, evaluations: [], refreshes: [], views: {} };

/** A copy of everything measured so far. */
export function measurementsOf(history: StepHistory, state: SessionState): Measurements {
  const { evaluations, results, refreshes, views } = state;
  return { history: history.save(), evaluations, results, refreshes, views };
}

/** What was measured up to a moment; a run that is resumed there measures the rest again. The given measurements are not changed. */
export function measurementsUpTo(
  all: Measurements,
  { phases }: Pick<MeasuredRun, 'phases'>,
  moment: Moment,
): Measurements {
  const position = runPosition(phases, moment);
  return {
    ...all,
    history: rowsBefore(all.history, position + 1),
    evaluations: all.evaluations.filter((one) => runPosition(phases, one) <= position),
    results: all.results?.filter((one) => runPosition(phases, one) <= position),
    refreshes: all.refreshes.filter(
      ({ phase, swappedAtStep }) =>
        swappedAtStep !== null && runPosition(phases, { phase, step: swappedAtStep }) <= position,
    ),
  };
}
