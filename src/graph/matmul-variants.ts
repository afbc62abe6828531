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
import type { WorkgroupTile } from '../gpu/kernels/matmul-tiles.ts';
import type { Recorder } from '../gpu/plan.ts';
import { workgroupSize } from '../gpu/shader.ts';
import { RetrogradError } from '../util/errors.ts';
import { partRows, recordColumnSum } from './column-sum.ts';
import type { KernelVariant } from './kernel-family.ts';
import type { MatmulRequest, MatmulShape } from './matmul.ts';
import { epilogueConstants, operands, recordParts } from './matmul-operands.ts';
import { recordMatmulTiles } from './matmul-tiles.ts';

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

/** Whether both factors and the output can be read and written four values at a time. */
const fitsVectors = ({ layout, m, n, k }: MatmulShape) => n % 4 === 0 && (layout === 'tn' ? m : k) % 4 === 0;

/** Each invocation computes a tile of outputs in registers and reads four values at a time. */
const registers = (tile: Tile): MatmulVariant => ({
  name: `registers ${tile.rows}×${4 * tile.vectors}`,
  fits: fitsVectors,
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

/** The same, read and written four values at a time. A large tile has more products for each value that is read from workgroup memory. */
const tiles = (tile: WorkgroupTile): MatmulVariant => ({
  name: `workgroup ${16 * tile.rows}×${64 * tile.vectors} by four`,
  fits: fitsVectors,
  record: (recorder, request) => recordMatmulTiles(recorder, request, tile, 1),
});

/** The same with a split sum. The second dispatch computes the epilogue. */
const splitTiles: MatmulVariant = {
  name: 'workgroup 64×64 by four, split sum',
  fits: (shape) => shape.k >= 2 * partRows && fitsVectors(shape),
  record: (recorder, request) => recordMatmulTiles(recorder, request, { rows: 4, vectors: 1 }, parts(request.k)),
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
  tiles({ rows: 4, vectors: 1 }),
  tiles({ rows: 8, vectors: 1 }),
  tiles({ rows: 8, vectors: 2 }),
  splitTiles,
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
  if (!whole) recordParts(recorder, request, splits, target, sumsTarget);
}

function recordWorkgroup(
  recorder: Recorder,
  request: MatmulRequest,
  splits: number,
  element: TileElement = 'f32',
): void {
  const { layout, m, n, k, out, accumulate = false, sums } = request;
  const whole = splits === 1;
  const target = whole ? out : recorder.scratch(splits * m * n, 'matmul parts');
  const sumsTarget = sums && (whole ? sums.slot : recorder.scratch(splits * n, 'bias parts'));
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
      SUMS: Number(Boolean(sums)),
      ACCUMULATE_SUMS: Number(whole && Boolean(sums?.accumulate)),
    },
    bindings: {
      ...operands(recorder, request, 'f32', target),
      sums: { slot: sumsTarget ?? recorder.absent(), element: 'f32' },
    },
    threads: tiles * rowTiles * splits * workgroupSize,
  });
  if (!whole) recordParts(recorder, request, splits, target, sumsTarget);
}
