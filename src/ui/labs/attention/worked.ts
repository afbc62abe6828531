/** The arithmetic of one cell, and the numbers from which it is computed. */
import type { AttentionStep, HeadSteps, Matrix } from '../../../labs/attention.ts';
import type { Formats } from '../../format.ts';

/** A cell of a step: row and column from 0. */
export interface StepCell {
  step: AttentionStep;
  head: number;
  row: number;
  column: number;
}

/** The matrices of a lab: what is set, and the steps. */
export type MatrixName = 'queries' | 'keys' | 'values' | AttentionStep;

/** −∞, whole numbers as they are, others with three digits. */
export function shownEntry(value: number, format: Formats): string {
  return value === -Infinity ? '−∞' : format.share(value, 3);
}

/** Small digits below the line: 1 → ₁. */
export const subscript = (n: number): string => [...String(n)].map((digit) => '₀₁₂₃₄₅₆₇₈₉'[Number(digit)]).join('');

/** Whether an entry of a matrix goes into the cell that a person looks at, or is that cell. `head`: of a step's matrix. */
export function isLit(
  looked: StepCell | null,
  heads: readonly HeadSteps[],
  matrix: MatrixName,
  { row, column, head }: { row: number; column: number; head?: number },
): boolean {
  if (!looked) return false;
  const { from, end } = heads[looked.head]!;
  const isOwnColumn = column >= from && column < end;
  const isOwnHead = head === looked.head;
  if (matrix === looked.step) return isOwnHead && row === looked.row && column === looked.column;
  switch (looked.step) {
    case 'scores':
      return (
        isOwnColumn && ((matrix === 'queries' && row === looked.row) || (matrix === 'keys' && row === looked.column))
      );
    case 'scaled':
      return matrix === 'scores' && isOwnHead && row === looked.row && column === looked.column;
    case 'masked':
      return matrix === 'scaled' && isOwnHead && row === looked.row && column === looked.column;
    case 'weights':
      return matrix === 'masked' && isOwnHead && row === looked.row;
    case 'out':
      return (
        (matrix === 'weights' && isOwnHead && row === looked.row) ||
        (matrix === 'values' && column === from + looked.column)
      );
    default:
      return looked.step satisfies never;
  }
}

export interface WorkedInputs {
  queries: Matrix;
  keys: Matrix;
  values: Matrix;
}

/** The cell's sum or quotient with its numbers, e.g. `q₁ · k₃ = 1 × 1 + 0 × 1 = 1`. */
export function workedCell(
  { step, head, row, column }: StepCell,
  heads: readonly HeadSteps[],
  { queries, keys, values }: WorkedInputs,
  format: Formats,
): string {
  const steps = heads[head]!;
  const { from, end } = steps;
  const shown = (value: number) => shownEntry(value, format);
  // a negative factor is bracketed, so that no two signs stand side by side
  const factor = (value: number) => (value < 0 ? `(${shown(value)})` : shown(value));
  const sum = (pairs: readonly (readonly [number, number])[]) =>
    pairs.map(([a, b]) => `${factor(a)} × ${factor(b)}`).join(' + ');
  const result = shown(steps[step][row]![column]!);
  const [i, j] = [subscript(row + 1), subscript(column + 1)];
  switch (step) {
    case 'scores': {
      const pairs = queries[row]!.slice(from, end).map((q, c) => [q, keys[column]![from + c]!] as const);
      return `q${i} · k${j} = ${sum(pairs)} = ${result}`;
    }
    case 'scaled':
      return `${shown(steps.scores[row]![column]!)} / √${end - from} = ${result}`;
    case 'masked':
      return `${shown(steps.scaled[row]![column]!)} → ${result}`;
    case 'weights': {
      const line = steps.masked[row]!;
      const power = (x: number) => `exp(${shown(x)})`;
      return `${power(line[column]!)} / (${line.map(power).join(' + ')}) = ${result}`;
    }
    case 'out':
      return `${sum(steps.weights[row]!.map((weight, t) => [weight, values[t]![from + column]!] as const))} = ${result}`;
    default:
      return step satisfies never;
  }
}

/** The same place in another step, which may have fewer columns. */
export function inStep(cell: StepCell, step: AttentionStep, heads: readonly HeadSteps[]): StepCell {
  const head = Math.min(cell.head, heads.length - 1);
  return { ...cell, step, head, column: Math.min(cell.column, heads[head]![step][0]!.length - 1) };
}
