/**
 * Pooling of token states into one vector: Σ_t w_t x_t. The weights decide the kind of pooling: the first token ([CLS]), the mean, or inverse
 * document frequency (see `poolingWeights`).
 */

import forwardSource from '../../gpu/kernels/weighted-pool.wgsl?raw';
import backwardSource from '../../gpu/kernels/weighted-pool-backward.wgsl?raw';
import { type Graph, requireShape, type Tensor } from '../graph.ts';
import type { Op } from '../op.ts';

/** Inputs: x (R, T, d), weights (R, T), no gradient for the weights. Value (R, d). */
const weightedPoolOp: Op<object> = {
  name: 'weightedPool',
  infer([x, weights]) {
    const [r, t, d] = x!.shape as [number, number, number];
    requireShape('weightedPool', 'weights', weights!, [r, t]);
    return [{ shape: [r, d], dtype: 'f32' }];
  },
  reference: {
    forward([x, weights], [out]) {
      const [, t, d] = x!.shape as [number, number, number];
      weights!.data.forEach((weight, row) => {
        for (let c = 0; c < d; c++) out!.data[Math.floor(row / t) * d + c]! += weight * x!.data[row * d + c]!;
      });
    },
    backward([x, weights], _outputs, gradient, [dx]) {
      const [, t, d] = x!.shape as [number, number, number];
      weights!.data.forEach((weight, row) => {
        for (let c = 0; dx && c < d; c++) dx.data[row * d + c]! += weight * gradient.data[Math.floor(row / t) * d + c]!;
      });
    },
  },
  gpu: {
    forward(recorder, [x, weights], [out], types) {
      const [, t, d] = types.inputs[0]!.shape as [number, number, number];
      recorder.dispatch({
        kernel: { name: 'weighted-pool', source: forwardSource },
        constants: { T: t, D: d },
        bindings: {
          x: { slot: x!, element: 'f32' },
          weights: { slot: weights!, element: 'f32' },
          out: { slot: out!, element: 'f32' },
        },
        threads: out!.elements,
      });
    },
    backward(recorder, [x, weights], _outputs, gradient, [dx], types) {
      if (!dx) return;
      const [, t, d] = types.inputs[0]!.shape as [number, number, number];
      recorder.dispatch({
        kernel: { name: 'weighted-pool-backward', source: backwardSource },
        constants: { T: t, D: d, ACCUMULATE: Number(dx.accumulate) },
        bindings: {
          weights: { slot: weights!, element: 'f32' },
          gradient: { slot: gradient, element: 'f32' },
          out: { slot: dx.slot, element: 'f32' },
        },
        threads: x!.elements,
      });
    },
  },
};

/** x (R, T, d), weights (R, T) → (R, d). */
export function weightedPool(graph: Graph, x: Tensor, weights: Tensor): Tensor {
  return graph.apply(weightedPoolOp, [x, weights], {});
}
