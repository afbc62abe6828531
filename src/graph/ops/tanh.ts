/** The hyperbolic tangent, the activation of BERT's pooler. */
import forwardSource from '../../gpu/kernels/tanh.wgsl?raw';
import backwardSource from '../../gpu/kernels/tanh-backward.wgsl?raw';
import type { Graph, Tensor } from '../graph.ts';
import type { Op } from '../op.ts';

/** Input x (…). Value of the same shape. */
const tanhOp: Op<object> = {
  name: 'tanh',
  infer: ([x]) => [{ shape: x!.shape, dtype: 'f32' }],
  reference: {
    forward([x], [out]) {
      x!.data.forEach((value, i) => {
        out!.data[i] = Math.tanh(value);
      });
    },
    backward(_inputs, [out], gradient, [dx]) {
      gradient.data.forEach((g, i) => {
        if (dx) dx.data[i]! += g * (1 - out!.data[i]! ** 2);
      });
    },
  },
  gpu: {
    forward(recorder, [x], [out]) {
      recorder.dispatch({
        kernel: { name: 'tanh', source: forwardSource },
        constants: {},
        bindings: { x: { slot: x!, element: 'f32' }, out: { slot: out!, element: 'f32' } },
        threads: x!.elements,
      });
    },
    backward(recorder, _inputs, [y], gradient, [dx]) {
      if (!dx) return;
      recorder.dispatch({
        kernel: { name: 'tanh-backward', source: backwardSource },
        constants: { ACCUMULATE: Number(dx.accumulate) },
        bindings: {
          gradient: { slot: gradient, element: 'f32' },
          y: { slot: y!, element: 'f32' },
          out: { slot: dx.slot, element: 'f32' },
        },
        threads: gradient.elements,
      });
    },
  },
};

/** tanh of every element. */
export function tanh(graph: Graph, x: Tensor): Tensor {
  return graph.apply(tanhOp, [x], {});
}
