/** The left and the right neighbour of each position, side by side; zeros past the ends. A token shift (RWKV, Peng et al. 2023) uses it. */
import source from '../../gpu/kernels/neighbours.wgsl?raw';
import type { Graph, Tensor } from '../graph.ts';
import type { Op } from '../op.ts';

/** Input x (R, T, d). Value (R, T, 2d): x[t − 1] then x[t + 1]. */
const neighboursOp: Op<object> = {
  name: 'neighbours',
  infer([x]) {
    const [r, t, d] = x!.shape as [number, number, number];
    return [{ shape: [r, t, 2 * d], dtype: 'f32' }];
  },
  reference: {
    forward([x], [out]) {
      const [r, t, d] = x!.shape as [number, number, number];
      for (let row = 0; row < r * t; row++) {
        for (let c = 0; c < d; c++) {
          if (row % t > 0) out!.data[row * 2 * d + c] = x!.data[(row - 1) * d + c]!;
          if (row % t < t - 1) out!.data[row * 2 * d + d + c] = x!.data[(row + 1) * d + c]!;
        }
      }
    },
    backward([x], _outputs, gradient, [dx]) {
      const [r, t, d] = x!.shape as [number, number, number];
      for (let row = 0; dx && row < r * t; row++) {
        for (let c = 0; c < d; c++) {
          if (row % t > 0) dx.data[(row - 1) * d + c]! += gradient.data[row * 2 * d + c];
          if (row % t < t - 1) dx.data[(row + 1) * d + c]! += gradient.data[row * 2 * d + d + c];
        }
      }
    },
  },
  gpu: {
    forward(recorder, [x], [out], types) {
      const [, t, d] = types.inputs[0]!.shape as [number, number, number];
      recorder.dispatch({
        kernel: { name: 'neighbours', source },
        constants: { T: t, D: d },
        bindings: { x: { slot: x!, element: 'f32' }, out: { slot: out!, element: 'f32' } },
        threads: out!.elements,
      });
    },
    backward(recorder, [x], _outputs, gradient, [dx], types) {
      if (!dx) return;
      const [, t, d] = types.inputs[0]!.shape as [number, number, number];
      recorder.dispatch({
        kernel: { name: 'neighbours backward', source },
        constants: { T: t, D: d, BACKWARD: 1, ACCUMULATE: Number(dx.accumulate) },
        bindings: { x: { slot: gradient, element: 'f32' }, out: { slot: dx.slot, element: 'f32' } },
        threads: x!.elements,
      });
    },
  },
};

/** x (R, T, d) → (R, T, 2d): the left neighbour, then the right one. */
export function neighbours(graph: Graph, x: Tensor): Tensor {
  return graph.apply(neighboursOp, [x], {});
}
