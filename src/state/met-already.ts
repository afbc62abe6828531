/** Whether a stop condition is met by what was measured before a run is played: then there is nothing to play for. */
import type { Evaluation, Moment } from '../run/records.ts';
import { averagedSteps, type MetCondition, type StopCondition, StopWatch } from '../run/stop-condition.ts';
import { phaseNumber, runPosition } from './progress.ts';
import type { RunDescription } from './run-description.ts';

export interface MeasuredSoFar {
  column(name: string): Float64Array;
  evaluations: readonly Evaluation[];
  now: Moment;
}

/** Considers the newest evaluation, the last steps of the current phase, and where the run stands. */
export function metAlready(
  conditions: readonly StopCondition[],
  { phases, metrics }: Pick<RunDescription, 'phases' | 'metrics'>,
  { column, evaluations, now }: MeasuredSoFar,
): MetCondition | null {
  const watch = new StopWatch(conditions, phases, metrics);
  const newest = evaluations.reduce<Evaluation | null>(
    (latest, one) => (latest && runPosition(phases, latest) > runPosition(phases, one) ? latest : one),
    null,
  );
  const phase = column('phase');
  const step = column('step');
  const rows = Array.from({ length: Math.min(averagedSteps, step.length) }, (_, i) => step.length - 1 - i)
    .reverse()
    .filter((row) => phase[row] === phaseNumber(phases, now.phase));
  const records = rows.map((row) => ({
    step: step[row]!,
    metrics: Object.fromEntries(metrics.map(({ id }) => [id, column(id)[row] ?? Number.NaN])),
  }));
  return watch.moment(now) ?? (newest && watch.evaluation(newest)) ?? watch.steps(now.phase, records);
}
