/** Sums over rows, as dispatches. */
import { columnSumText, maxMatrices } from '../gpu/kernels/column-sum.ts';
import type { DispatchRequest, Recorder, Slot } from '../gpu/plan.ts';
import type { GradientSlot } from './op.ts';

/** Rows in one part of a long sum. The parts are computed in parallel. */
export const partRows = 256;

/** out[c] (+)= Σ_r x[r, c], in two passes if there are many rows. */
export function recordColumnSum(recorder: Recorder, x: Slot, rows: number, columns: number, out: GradientSlot): void {
  if (rows <= partRows) {
    recordColumnSums(recorder, rows, rows, [{ x, columns, out }]);
    return;
  }
  const parts = Math.ceil(rows / 64);
  const partial = recorder.scratch(parts * columns, 'column sums');
  recordColumnSums(recorder, rows, 64, [{ x, columns, out: { slot: partial, accumulate: false } }]);
  recordColumnSums(recorder, parts, parts, [{ x: partial, columns, out }]);
}

/** One dispatch for one or two matrices x (rows, columns): out[i, c] (+)= the sum over the i-th part, of `part` rows. */
export function recordColumnSums(
  recorder: Recorder,
  rows: number,
  part: number,
  matrices: { x: Slot; columns: number; out: GradientSlot }[],
): void {
  const constants: Record<string, number> = { ROWS: rows, PART: part };
  const bindings: DispatchRequest['bindings'] = {};
  let threads = 0;
  for (let i = 0; i < maxMatrices; i++) {
    const absent = { x: recorder.absent(), columns: 0, out: { slot: recorder.absent(), accumulate: false } };
    const { x, columns, out } = matrices[i] ?? absent;
    constants[`COLUMNS_${i}`] = columns;
    constants[`START_${i}`] = threads;
    constants[`ACCUMULATE_${i}`] = Number(out.accumulate);
    bindings[`x_${i}`] = { slot: x, element: 'f32' };
    bindings[`out_${i}`] = { slot: out.slot, element: 'f32' };
    threads += columns * Math.ceil(rows / part);
  }
  recorder.dispatch({
    kernel: { name: 'column-sum', source: columnSumText },
    constants,
    bindings,
    threads,
  });
}
