/** The kernels that can compute a matrix product. All give the same sums up to rounding. Which one is fastest depends on shape and adapter. */
import {
  matmulColumnsText,
  matmulPlainText,
  matmulRowsText,
  matmulSubgroupText,
  matmulWorkgroupText,
  subgroupOutputs,
  type Tile,
  type TileElement,
  workgroupTile,
} from '../gpu/kernels/matmul.ts';
import type { DispatchRequest, Recorder, Slot } from '../gpu/plan.ts';
import { type ElementType, workgroupSize } from '../gpu/shader.ts';
import { RetrogradError } from '../util/errors.ts';
import { partRows, recordColumnSum, recordColumnSums } from './column-sum.ts';
import type { KernelVariant } from './kernel-family.ts';
import type { MatmulRequest, MatmulShape } from './matmul.ts';

export type MatmulVariant = KernelVariant<MatmulShape, MatmulRequest>;

/** One output per invocation, any shape. Every other variant is compared with it. */
export const plain: MatmulVariant = {
  name: 'plain',
  fits: () => true,
  record(recorder, request) {
    const { layout, m, n, k, b, sums } = request;
    recorder.dispatch({
      kernel: { name: `matmul plain ${layout}`, source: matmulPlainText },
      constants: { ...strides(request), N: n, K: k, ...epilogueConstants(request) },
      bindings: operands(recorder, request, 'f32', request.out),
      threads: m * n,
    });
    if (sums) recordColumnSum(recorder, b, k, n, sums);
  },
};

/** Each invocation computes a tile of outputs in registers and reads four values at a time. */
const registers = (tile: Tile): MatmulVariant => ({
  name: `registers ${tile.rows}×${4 * tile.vectors}`,
  fits: ({ layout, m, n, k }) => (layout === 'tn' ? m % 4 === 0 && n % 4 === 0 : k % 4 === 0 && n % 4 === 0),
  record: (recorder, request) => (request.layout === 'tn' ? recordColumns : recordRows)(recorder, request, tile),
});

/** Each workgroup of 256 computes 64×64 outputs; its factors are in shared memory, sixteen terms at a time. Any shape. */
const workgroup: MatmulVariant = {
  name: 'workgroup 64×64',
  fits: () => true,
  record: (recorder, request) => recordWorkgroup(recorder, request, 1),
};

/** The same, but the sum over k is cut into parts, which a second dispatch adds. For small outputs with long sums. */
const splitWorkgroup: MatmulVariant = {
  name: 'workgroup 64×64, split sum',
  fits: ({ k, extras }) =>
    k >= 2 * partRows && extras.every((extra) => extra === 'accumulate' || extra === 'sums' || extra === 'half'),
  record: (recorder, request) => recordWorkgroup(recorder, request, Math.ceil(request.k / partRows)),
};

/**
 * As `workgroup`, with both tiles in shared memory as f16, which is half the bytes. Products are summed in f32. Only for jobs that allow it. f16
 * has 11 bits: the relative error of a factor is at most 2⁻¹¹, that of a sum at most 2⁻¹⁰ of the sum of its terms' magnitudes.
 */
const halfWorkgroup: MatmulVariant = {
  name: 'workgroup 64×64, f16 tiles',
  needs: 'shader-f16',
  tolerance: 2 ** -9,
  fits: ({ layout, extras }) => layout === 'nn' && extras.includes('half'),
  record: (recorder, request) => recordWorkgroup(recorder, request, 1, 'f16'),
};

/** The invocations of a subgroup share the sum of each output. For few outputs with long sums. */
const subgroup: MatmulVariant = {
  name: 'subgroup sums',
  needs: 'subgroups',
  fits: ({ layout, m, n, k }) => layout !== 'tn' && k >= 64 && m * n <= 65536,
  record(recorder, request) {
    const { layout, m, n, k } = request;
    recorder.dispatch({
      kernel: { name: `matmul subgroup ${layout}`, source: matmulSubgroupText, needs: 'subgroups' },
      constants: { ...strides(request), OUTPUTS: m * n, N: n, K: k, ...epilogueConstants(request) },
      bindings: operands(recorder, request, 'f32', request.out),
      threads: Math.ceil((m * n) / subgroupOutputs) * workgroupSize,
    });
  },
};

export const matmulVariants: readonly MatmulVariant[] = [
  registers({ rows: 4, vectors: 1 }),
  registers({ rows: 8, vectors: 1 }),
  registers({ rows: 16, vectors: 2 }),
  workgroup,
  splitWorkgroup,
  halfWorkgroup,
  subgroup,
  plain,
];

export function variantNamed(name: string): MatmulVariant {
  const variant = matmulVariants.find((candidate) => candidate.name === name);
  if (!variant) throw new RetrogradError('internal', `There is no matrix product called “${name}”.`);
  return variant;
}

const parts = (k: number) => Math.max(1, Math.ceil(k / partRows));

function strides({ layout, m, n, k }: MatmulRequest) {
  return {
    A_ROW: layout === 'tn' ? 1 : k,
    A_DEPTH: layout === 'tn' ? m : 1,
    B_DEPTH: layout === 'nt' ? 1 : n,
    B_COLUMN: layout === 'nt' ? k : 1,
  };
}

const epilogueConstants = ({ alpha = 1, accumulate, bias, before, residual, slope }: MatmulRequest) => ({
  ALPHA_F: alpha,
  ACCUMULATE: Number(Boolean(accumulate)),
  BIAS: Number(Boolean(bias)),
  BEFORE: Number(Boolean(before)),
  RESIDUAL: Number(Boolean(residual)),
  SLOPE: Number(Boolean(slope)),
});

/** The factors, the product, and the operands of the epilogue. */
function operands(
  recorder: Recorder,
  { a, b, bias, before, residual, slope }: MatmulRequest,
  element: ElementType,
  out: Slot,
): DispatchRequest['bindings'] {
  const bound = (slot = recorder.absent()) => ({ slot, element });
  return {
    a: bound(a),
    b: bound(b),
    out: bound(out),
    bias: bound(bias),
    before: bound(before),
    residual: bound(residual),
    slope: bound(slope),
  };
}

function recordRows(recorder: Recorder, request: MatmulRequest, tile: Tile): void {
  const { layout, m, n, k } = request;
  const tiles = Math.ceil(n / 4 / tile.vectors);
  recorder.dispatch({
    kernel: { name: `matmul rows ${layout}`, source: matmulRowsText(tile) },
    constants: {
      M: m,
      N4: n / 4,
      K4: k / 4,
      TILES: tiles,
      TRANSPOSED: Number(layout === 'nt'),
      ...epilogueConstants(request),
    },
    bindings: operands(recorder, request, 'vec4f', request.out),
    threads: tiles * Math.ceil(m / tile.rows),
  });
}

function recordColumns(recorder: Recorder, request: MatmulRequest, tile: Tile): void {
  const { m, n, k, a, b, out, alpha = 1, accumulate = false, sums } = request;
  const splits = parts(k);
  const whole = splits === 1;
  const target = whole ? out : recorder.scratch(splits * m * n, 'matmul parts');
  const sumsTarget = sums && (whole ? sums.slot : recorder.scratch(splits * n, 'bias parts'));
  const tiles = Math.ceil(n / 4 / tile.vectors);
  const rowTiles = Math.ceil(m / tile.rows);
  recorder.dispatch({
    kernel: { name: 'matmul columns', source: matmulColumnsText(tile) },
    constants: {
      M: m,
      N4: n / 4,
      M4: m / 4,
      K: k,
      TILES: tiles,
      ROW_TILES: rowTiles,
      PART: partRows,
      ALPHA_F: alpha,
      ACCUMULATE: Number(whole && accumulate),
      SUMS: Number(Boolean(sums)),
      ACCUMULATE_SUMS: Number(whole && Boolean(sums?.accumulate)),
    },
    bindings: {
      a: { slot: a, element: 'vec4f' },
      b: { slot: b, element: 'vec4f' },
      out: { slot: target, element: 'vec4f' },
      sums: { slot: sumsTarget ?? recorder.absent(), element: 'vec4f' },
    },
    threads: tiles * rowTiles * splits,
  });
  if (whole) return;
  const matrices = [{ x: target, columns: m * n, out: { slot: out, accumulate } }];
  if (sums && sumsTarget) matrices.push({ x: sumsTarget, columns: n, out: sums });
  recordColumnSums(recorder, splits, splits, matrices);
}

function recordWorkgroup(
  recorder: Recorder,
  request: MatmulRequest,
  splits: number,
  element: TileElement = 'f32',
): void {
  const { layout, m, n, k, b, out, accumulate = false, sums } = request;
  const whole = splits === 1;
  const target = whole ? out : recorder.scratch(splits * m * n, 'matmul parts');
  const tiles = Math.ceil(n / workgroupTile);
  const rowTiles = Math.ceil(m / workgroupTile);
  recorder.dispatch({
    kernel: {
      name: `matmul workgroup ${layout}`,
      source: matmulWorkgroupText(layout, element),
      ...(element === 'f16' && { needs: 'shader-f16' }),
    },
    constants: {
      ...strides(request),
      M: m,
      N: n,
      K: k,
      TILES: tiles,
      ROW_TILES: rowTiles,
      PART: whole ? k : partRows,
      ...epilogueConstants(request),
      ACCUMULATE: Number(whole && accumulate),
    },
    bindings: operands(recorder, request, 'f32', target),
    threads: tiles * rowTiles * splits * workgroupSize,
  });
  if (!whole) recordColumnSum(recorder, target, splits, m * n, { slot: out, accumulate });
  if (sums) recordColumnSum(recorder, b, k, n, sums);
}
