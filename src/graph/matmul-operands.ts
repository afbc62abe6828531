/** What every kernel of a product binds, and the numbers of its epilogue. */
import type { DispatchRequest, Recorder, Slot } from '../gpu/plan.ts';
import type { ElementType } from '../gpu/shader.ts';
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
