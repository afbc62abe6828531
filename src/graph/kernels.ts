/** Dispatches that many ops are made of: matrix products, sums of columns, fills. */

import columnSumSource from '../gpu/kernels/column-sum.wgsl?raw';
import fillSource from '../gpu/kernels/fill.wgsl?raw';
import { matmulColumnsText, matmulRowsText, type Tile } from '../gpu/kernels/matmul.ts';
import matmulPlainSource from '../gpu/kernels/matmul-plain.wgsl?raw';
import { geluText } from '../gpu/kernels/unroll.ts';
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
  /** Epilogue, in this order: + bias (n); the value before GELU is kept in `before`; + residual (m, n). */
  bias?: Slot;
  before?: Slot;
  residual?: Slot;
}

export type MatmulVariant = 'plain' | 'tiled';

/** Which kernel computes a product. The tiled ones need multiples of four where they read four at a time. */
export function matmulVariant({ layout, m, n, k }: MatmulRequest): MatmulVariant {
  const fits = layout === 'tn' ? m % 4 === 0 && n % 4 === 0 : k % 4 === 0 && n % 4 === 0;
  return fits ? 'tiled' : 'plain';
}

/** Rows per part of a long sum: parts run side by side. */
const partRows = 256;

export function recordMatmul(recorder: Recorder, request: MatmulRequest, variant = matmulVariant(request)): void {
  const { layout, m, n, k, a, b, out, alpha = 1, accumulate = false, bias, before, residual } = request;
  if (variant === 'plain') {
    recorder.dispatch({
      kernel: { name: `matmul-plain ${layout}`, source: `${matmulPlainSource}${geluText('f32')}` },
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
      },
      threads: m * n,
    });
    return;
  }
  if (layout === 'tn') {
    const splits = Math.max(1, Math.ceil(k / partRows));
    const target = splits === 1 ? out : recorder.scratch(splits * m * n, 'matmul parts');
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
      },
      bindings: {
        a: { slot: a, element: 'vec4f' },
        b: { slot: b, element: 'vec4f' },
        out: { slot: target, element: 'vec4f' },
      },
      threads: tiles * rowTiles * splits,
    });
    if (splits > 1) recordColumnSum(recorder, target, splits, m * n, { slot: out, accumulate });
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
  const parts = rows > partRows ? Math.ceil(rows / 64) : 1;
  const pass = (from: Slot, count: number, part: number, to: Slot, accumulate: boolean) =>
    recorder.dispatch({
      kernel: { name: 'column-sum', source: columnSumSource },
      constants: { ROWS: count, COLUMNS: columns, PART: part, ACCUMULATE: Number(accumulate) },
      bindings: { x: { slot: from, element: 'f32' }, out: { slot: to, element: 'f32' } },
      threads: columns * Math.ceil(count / part),
    });
  if (parts === 1) {
    pass(x, rows, rows, out.slot, out.accumulate);
    return;
  }
  const partial = recorder.scratch(parts * columns, 'column sums');
  pass(x, rows, 64, partial, false);
  pass(partial, parts, parts, out.slot, out.accumulate);
}

export function fillKernel(slot: Slot, value: number): DispatchRequest {
  return {
    kernel: { name: 'fill', source: fillSource },
    constants: { VALUE_F: value },
    bindings: { out: { slot, element: 'f32' } },
    threads: slot.elements,
  };
}
