/** Rows of length 1, so that inner products are cosines. A row of zeros stays one. */
import forwardSource from '../../gpu/kernels/l2-normalise.wgsl?raw';
import backwardSource from '../../gpu/kernels/l2-normalise-backward.wgsl?raw';
import type { Graph, Tensor } from '../graph.ts';
import type { Op } from '../op.ts';

/** Input x (n, d). Value x / max(‖x‖, 1e-12), (n, d); saves the factor (n). */
const l2NormaliseOp: Op<object> = {
  name: 'l2Normalise',
  infer: ([x]) => [
    { shape: x!.shape, dtype: 'f32' },
    { shape: [x!.shape[0]!], dtype: 'f32' },
  ],
  reference: {
    forward([x], [y, saved]) {
      const d = x!.shape[1]!;
      for (let row = 0; row < x!.shape[0]!; row++) {
        const values = x!.data.subarray(row * d, (row + 1) * d);
        const factor = 1 / Math.max(Math.sqrt(values.reduce((sum, value) => sum + value * value, 0)), 1e-12);
        saved!.data[row] = factor;
        values.forEach((value, c) => {
          y!.data[row * d + c] = value * factor;
        });
      }
    },
    backward(_inputs, [y, saved], gradient, [dx]) {
      if (!dx) return;
      const d = y!.shape[1]!;
      for (let row = 0; row < y!.shape[0]!; row++) {
        let along = 0;
        for (let i = row * d; i < (row + 1) * d; i++) along += y!.data[i]! * gradient.data[i]!;
        for (let i = row * d; i < (row + 1) * d; i++) {
          dx.data[i]! += saved!.data[row]! * (gradient.data[i]! - along * y!.data[i]!);
        }
      }
    },
  },
  gpu: {
    forward(recorder, [x], [y, saved], types) {
      const [n, d] = types.inputs[0]!.shape as [number, number];
      recorder.dispatch({
        kernel: { name: 'l2-normalise', source: forwardSource },
        constants: { D: d },
        bindings: {
          x: { slot: x!, element: 'f32' },
          y: { slot: y!, element: 'f32' },
          saved: { slot: saved!, element: 'f32' },
        },
        threads: n,
      });
    },
    backward(recorder, _inputs, [y, saved], gradient, [dx], types) {
      if (!dx) return;
      const [n, d] = types.inputs[0]!.shape as [number, number];
      recorder.dispatch({
        kernel: { name: 'l2-normalise-backward', source: backwardSource },
        constants: { D: d, ACCUMULATE: Number(dx.accumulate) },
        bindings: {
          y: { slot: y!, element: 'f32' },
          saved: { slot: saved!, element: 'f32' },
          gradient: { slot: gradient, element: 'f32' },
          out: { slot: dx.slot, element: 'f32' },
        },
        threads: n,
      });
    },
  },
};

/** x (n, d) → each row divided by its length. */
export function l2Normalise(graph: Graph, x: Tensor): Tensor {
  return graph.apply(l2NormaliseOp, [x], {});
}
