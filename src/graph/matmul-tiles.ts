/** Products with large tiles in workgroup memory; see `gpu/kernels/matmul-tiles.ts`. */
import { matmulPartsText, matmulTilesText, type WorkgroupTile } from '../gpu/kernels/matmul-tiles.ts';
import type { Recorder } from '../gpu/plan.ts';
import { workgroupSize } from '../gpu/shader.ts';
import { partRows } from './column-sum.ts';
import type { MatmulRequest } from './matmul.ts';
import { epilogueConstants, operands, recordParts } from './matmul-operands.ts';

/** One dispatch; or with `splits` parts of the sum over k a second, which adds them and computes the epilogue. */
export function recordMatmulTiles(
  recorder: Recorder,
  request: MatmulRequest,
  tile: WorkgroupTile,
  splits: number,
): void {
  const { layout, m, n, k, a, b, out, alpha = 1, sums } = request;
  const whole = splits === 1;
  const target = whole ? out : recorder.scratch(splits * m * n, 'matmul parts');
  const sumsTarget = sums && (whole ? sums.slot : recorder.scratch(splits * n, 'bias parts'));
  const tiles = Math.ceil(n / (64 * tile.vectors));
  const rowTiles = Math.ceil(m / (16 * tile.rows));
  // of a split sum the second dispatch computes the epilogue
  const first: MatmulRequest = whole ? request : { layout, m, n, k, a, b, out, alpha };
  recorder.dispatch({
    kernel: { name: `matmul tiles ${layout}`, source: matmulTilesText(layout, tile) },
    constants: {
      M: m,
      N: n,
      K: k,
      A4: (layout === 'tn' ? m : k) / 4,
      B4: (layout === 'nt' ? k : n) / 4,
      TILES: tiles,
      ROW_TILES: rowTiles,
      PART: whole ? k : partRows,
      ...epilogueConstants(first),
      SUMS: Number(Boolean(sums)),
      ACCUMULATE_SUMS: Number(whole && Boolean(sums?.accumulate)),
    },
    bindings: {
      ...operands(recorder, first, 'vec4f', target),
      sums: { slot: sumsTarget ?? recorder.absent(), element: 'vec4f' },
    },
    threads: tiles * rowTiles * splits * workgroupSize,
  });
  if (whole) return;
  if (layout === 'tn') {
    recordParts(recorder, request, splits, target, sumsTarget);
    return;
  }
  const { a: _, b: parts, ...others } = operands(recorder, { ...request, b: target }, 'vec4f', out);
  recorder.dispatch({
    kernel: { name: 'matmul parts', source: matmulPartsText },
    constants: { SPLITS: splits, N4: n / 4, ...epilogueConstants(request) },
    bindings: { parts: parts!, ...others },
    threads: (m * n) / 4,
  });
}
