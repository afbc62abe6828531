/** What the kernels of products share: their operands, the numbers of the epilogue, the second dispatch of a split sum. */
import type { DispatchRequest, Recorder, Slot } from '../gpu/plan.ts';
import type { ElementType } from '../gpu/shader.ts';
import { recordColumnSums } from './column-sum.ts';
import type { MatmulRequest } from './matmul.ts';

/** Which parts of the epilogue there are. */
export const epilogueConstants = ({ alpha = 1, accumulate, bias, before, residual, slope }: MatmulRequest) => ({
  ALPHA_F: alpha,
  ACCUMULATE: Number(Boolean(accumulate)),
  BIAS: Number(Boolean(bias)),
  BEFORE: Number(Boolean(before)),
  RESIDUAL: Number(Boolean(residual)),
  SLOPE: Number(Boolean(slope)),
});

/** The factors, the product, and the operands of the epilogue. */
export function operands(
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

/** Adds the parts of a split sum without an epilogue, (splits, M, N), and those of its column sums (splits, N), if there are any. */
export function recordParts(
  recorder: Recorder,
  { m, n, out, accumulate = false, sums }: MatmulRequest,
  splits: number,
  parts: Slot,
  sumsParts?: Slot,
): void {
  const matrices = [{ x: parts, columns: m * n, out: { slot: out, accumulate } }];
  if (sums && sumsParts) matrices.push({ x: sumsParts, columns: n, out: sums });
  recordColumnSums(recorder, splits, splits, matrices);
}
