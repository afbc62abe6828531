/** Dispatches that many ops are made of: matrix products and sums of columns. */

import { columnSumText } from '../gpu/kernels/column-sum.ts';
import { matmulColumnsText, matmulPlainText, matmulRowsText, type Tile } from '../gpu/kernels/matmul.ts';
import type { DispatchRequest, Recorder, Slot } from '../gpu/plan.ts';
import type { GradientSlot } from './op.ts';

/** How the two factors are stored: a is (M, K) and b (K, N); `nt`: b is (N, K); `tn`: a is (K, M). */
export type Layout = 'nn' | 'nt' | 'tn';

export interface MatmulRequest {
  layout: Layout;
  m: number;
  n: number;
  k: number;
  a: Slot;
  b: Slot;
  out: Slot;
  alpha?: number;
  accumulate?: boolean;
  /** Epilogue, in this order: + bias (n); the value before GELU is kept in `before`; + residual (m, n); × GELU′(slope) (m, n). Not with `tn`. */
  bias?: Slot;
  before?: Slot;
  residual?: Slot;
  slope?: Slot;
  /** `tn` only: Σ_k b[k, n] as well, (n): a bias' gradient beside its weight's. */
  sums?: GradientSlot;
}

export type MatmulVariant = 'plain' | 'tiled';

/** Which kernel computes a product. The tiled ones need multiples of four where they read four at a time. */
export function matmulVariant({ layout, m, n, k }: MatmulRequest): MatmulVariant {
  const fits = layout === 'tn' ? m % 4 === 0 && n % 4 === 0 : k % 4 === 0 && n % 4 === 0;
  return fits ? 'tiled' : 'plain';
}

/** Rows per part of a long sum: parts run side by side. */
export const partRows = 256;

export function recordMatmul(recorder: Recorder, request: MatmulRequest, variant = matmulVariant(request)): void {
  const { layout, m, n, k, a, b, out, alpha = 1, accumulate = false, bias, before, residual, slope, sums } = request;
  if (variant === 'plain') {
    recorder.dispatch({
      kernel: { name: `matmul-plain ${layout}`, source: matmulPlainText },
      constants: {
        N: n,
        K: k,
        A_ROW: layout === 'tn' ? 1 : k,
        A_DEPTH: layout === 'tn' ? m : 1,
        B_DEPTH: layout === 'nt' ? 1 : n,
        B_COLUMN: layout === 'nt' ? k : 1,
        ALPHA_F: alpha,
        ACCUMULATE: Number(accumulate),
      },
      bindings: {
        a: { slot: a, element: 'f32' },
        b: { slot: b, element: 'f32' },
        out: { slot: out, element: 'f32' },
        ...(bias && { bias: { slot: bias, element: 'f32' } }),
        ...(before && { before: { slot: before, element: 'f32' } }),
        ...(residual && { residual: { slot: residual, element: 'f32' } }),
        ...(slope && { slope: { slot: slope, element: 'f32' } }),
      },
      threads: m * n,
    });
    if (sums) recordColumnSum(recorder, b, k, n, sums);
    return;
  }
  if (layout === 'tn') {
    const splits = Math.max(1, Math.ceil(k / partRows));
    const target = splits === 1 ? out : recorder.scratch(splits * m * n, 'matmul parts');
    const sumsTarget = sums && (splits === 1 ? sums.slot : recorder.scratch(splits * n, 'bias parts'));
    const tile = tileFor(m * splits, n);
    const tiles = Math.ceil(n / 4 / tile.vectors);
    const rowTiles = Math.ceil(m / tile.rows);
    recorder.dispatch({
      kernel: { name: 'matmul-columns', source: matmulColumnsText(tile) },
      constants: {
        M: m,
        N4: n / 4,
        M4: m / 4,
        K: k,
        TILES: tiles,
        ROW_TILES: rowTiles,
        PART: partRows,
        ALPHA_F: alpha,
        ACCUMULATE: Number(accumulate && splits === 1),
        ACCUMULATE_SUMS: Number(splits === 1 && Boolean(sums?.accumulate)),
      },
      bindings: {
        a: { slot: a, element: 'vec4f' },
        b: { slot: b, element: 'vec4f' },
        out: { slot: target, element: 'vec4f' },
        ...(sumsTarget && { sums: { slot: sumsTarget, element: 'vec4f' } }),
      },
      threads: tiles * rowTiles * splits,
    });
    if (splits === 1) return;
    const parts = [{ x: target, columns: m * n, out: { slot: out, accumulate } }];
    if (sums && sumsTarget) parts.push({ x: sumsTarget, columns: n, out: sums });
    recordColumnSums(recorder, splits, splits, parts);
    return;
  }
  const tile = tileFor(m, n);
  const tiles = Math.ceil(n / 4 / tile.vectors);
  recorder.dispatch({
    kernel: { name: `matmul-rows ${layout}`, source: matmulRowsText(tile) },
    constants: {
      M: m,
      N4: n / 4,
      K4: k / 4,
      TILES: tiles,
      ALPHA_F: alpha,
      TRANSPOSED: Number(layout === 'nt'),
      ACCUMULATE: Number(accumulate),
    },
    bindings: {
      a: { slot: a, element: 'vec4f' },
      b: { slot: b, element: 'vec4f' },
      out: { slot: out, element: 'vec4f' },
      ...(bias && { bias: { slot: bias, element: 'vec4f' } }),
      ...(before && { before: { slot: before, element: 'vec4f' } }),
      ...(residual && { residual: { slot: residual, element: 'vec4f' } }),
      ...(slope && { slope: { slot: slope, element: 'vec4f' } }),
    },
    threads: tiles * Math.ceil(m / tile.rows),
  });
}

/** Big tiles load least per multiplication; small ones keep enough invocations busy where there is little to compute. */
function tileFor(rows: number, columns: number): Tile {
  const outputs = rows * columns;
  if (outputs >= 128 * 512) return { rows: 16, vectors: 2 };
  if (outputs >= 32 * 128) return { rows: 8, vectors: 1 };
  return { rows: 4, vectors: 1 };
}

/** out[c] (+)= Σ_r x[r, c]; in two passes where there are many rows. */
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

/** One dispatch: for each matrix x (rows, columns) out[part, c] (+)= the sum over `part` rows. */
export function recordColumnSums(
  recorder: Recorder,
  rows: number,
  part: number,
  matrices: { x: Slot; columns: number; out: GradientSlot }[],
): void {
  const constants: Record<string, number> = { ROWS: rows, PART: part };
  const bindings: DispatchRequest['bindings'] = {};
  let threads = 0;
  matrices.forEach(({ x, columns, out }, i) => {
    constants[`COLUMNS_${i}`] = columns;
    constants[`START_${i}`] = threads;
    constants[`ACCUMULATE_${i}`] = Number(out.accumulate);
    bindings[`x_${i}`] = { slot: x, element: 'f32' };
    bindings[`out_${i}`] = { slot: out.slot, element: 'f32' };
    threads += columns * Math.ceil(rows / part);
  });
  recorder.dispatch({
    kernel: { name: 'column-sum', source: columnSumText(matrices.length) },
    constants,
    bindings,
    threads,
  });
}
