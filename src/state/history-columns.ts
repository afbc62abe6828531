/** The columns in which the steps of a run are kept: one per metric, beside the position of each step. */
import type { StepRecord } from '../run/records.ts';
import { ColumnarHistory } from './history.ts';
import { phaseNumber, phaseOffset } from './progress.ts';
import type { RunDescription } from './run-description.ts';

/** `position` is the step on the axis of the whole run, `phase` the number of the phase. */
const places = ['position', 'phase', 'step'] as const;

export type StepHistory = ColumnarHistory<string>;

export function newStepHistory(): StepHistory {
  return new ColumnarHistory<string>(places);
}

/** Columns for the steps of a run. */
export function stepColumns({ metrics }: Pick<RunDescription, 'metrics'>): string[] {
  return [...places, ...metrics.filter(({ at }) => at.includes('step')).map(({ id }) => id)];
}

/** Adds records of one phase. If a step was measured before (a resumed run repeats some), the rows from it on are replaced. */
export function pushRecords(
  history: StepHistory,
  { phases }: Pick<RunDescription, 'phases'>,
  phase: string,
  records: readonly StepRecord[],
): void {
  const offset = phaseOffset(phases, phase);
  const number = phaseNumber(phases, phase);
  for (const { step, metrics } of records) {
    const position = offset + step;
    if (position <= history.last('position')) truncateFrom(history, position);
    history.push({ ...metrics, step, position, phase: number });
  }
}

/** The rows of saved columns before a position; the given columns are not changed. */
export function rowsBefore(saved: Record<string, Float64Array>, position: number): Record<string, Float64Array> {
  const length = saved.position?.findIndex((at) => at >= position) ?? 0;
  if (length < 0) return saved;
  return Object.fromEntries(Object.entries(saved).map(([name, column]) => [name, column.slice(0, length)]));
}

/** Drops the rows at and after a position. */
export function truncateFrom(history: StepHistory, position: number): void {
  const positions = history.column('position');
  let length = positions.length;
  while (length > 0 && positions[length - 1]! >= position) length--;
  history.truncate(length);
}

/** Rows at which a new phase begins, from the number of the phase in each row. */
export function phaseStarts(phase: Float64Array): number[] {
  const starts: number[] = [];
  for (let i = 1; i < phase.length; i++) if (phase[i] !== phase[i - 1]) starts.push(i);
  return starts;
}
