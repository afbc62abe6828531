/** Rows of a matrix by index, e.g. the hidden states at masked positions. An index past the last row gives zeros. */
import forwardSource from '../../gpu/kernels/gather-rows.wgsl?raw';
import { elementsOf, type Graph, type Tensor } from '../graph.ts';
import type { Op } from '../op.ts';
import { recordSegmentSum, sortedSegments } from './segments.ts';

/** Inputs: x (M, d) or (R, T, d) read as (R·T, d), indices (n) u32, sorted indices. Value (n, d). */
const gatherRowsOp: Op<object> = {
  name: 'gatherRows',
  infer([x, indices]) {
    return [{ shape: [indices!.shape[0]!, x!.shape.at(-1)!], dtype: 'f32' }];
  },
  reference: {
    forward([x, indices], [out]) {
      const d = out!.shape[1]!;
      indices!.data.forEach((row, i) => {
        out!.data.set(x!.data.subarray(row * d, (row + 1) * d), i * d);
      });
    },
    backward([, indices], [out], gradient, [dx]) {
      const d = out!.shape[1]!;
      indices!.data.forEach((row, i) => {
        if (dx && row * d < dx.data.length)
          for (let c = 0; c < d; c++) dx.data[row * d + c]! += gradient.data[i * d + c];
      });
    },
  },
  gpu: {
    forward(recorder, [x, indices], [out], types) {
      const d = types.outputs[0]!.shape[1]!;
      recorder.dispatch({
        kernel: { name: 'gather-rows', source: forwardSource },
        constants: { D: d, ROWS: x!.elements / d },
        bindings: {
          x: { slot: x!, element: 'f32' },
          indices: { slot: indices!, element: 'u32' },
          out: { slot: out!, element: 'f32' },
        },
        threads: out!.elements,
      });
    },
    backward(recorder, [x, , sorted], _outputs, gradient, [dx], types) {
      const [n, d] = types.outputs[0]!.shape as [number, number];
      if (dx) recordSegmentSum(recorder, gradient, sorted!, n, x!.elements / d, d, dx);
    },
  },
};

/** x (…, d), indices (n) u32 over x's rows → (n, d). */
export function gatherRows(graph: Graph, x: Tensor, indices: Tensor): Tensor {
  const rows = elementsOf(x.shape) / x.shape.at(-1)!;
  return graph.apply(gatherRowsOp, [x, indices, sortedSegments(graph, indices, rows)], {});
}
