/** The columns in which the steps of a run are kept. */

import type { RunConfig } from '../systems/realm/config.ts';
import type { Phase, StepRecord } from '../worker/protocol.ts';
import { ColumnarHistory } from './history.ts';
import { phaseNumber, runPosition } from './progress.ts';

export const stepColumns = [
  /** Position on the axis of the whole run. */
  'position',
  'phase',
  'step',
  'loss',
  'nullProbability',
  'entropy',
  'retrievalUtility',
  'gradientNorm',
  'indexAge',
] as const;

export type StepColumn = (typeof stepColumns)[number];
export type StepHistory = ColumnarHistory<StepColumn>;

export function newStepHistory(): StepHistory {
  return new ColumnarHistory(stepColumns);
}

/** Adds records of one phase. A step that was measured before (a resumed run repeats some) replaces what came from it on. */
export function pushRecords(
  history: StepHistory,
  config: RunConfig,
  phase: Phase,
  records: readonly StepRecord[],
): void {
  for (const record of records) {
    const position = runPosition(config, phase, record.step);
    if (position <= history.last('position')) truncateFrom(history, position);
    history.push({ ...record, position, phase: phaseNumber[phase] });
  }
}

/** Drops the rows at and after a position. */
export function truncateFrom(history: StepHistory, position: number): void {
  const positions = history.column('position');
  let length = positions.length;
  while (length > 0 && positions[length - 1]! >= position) length--;
  history.truncate(length);
}

/** Rows at which a new phase begins. */
export function phaseStarts(history: StepHistory): number[] {
  const phase = history.column('phase');
  const starts: number[] = [];
  for (let i = 1; i < phase.length; i++) if (phase[i] !== phase[i - 1]) starts.push(i);
  return starts;
}
