/** GELU in its tanh form (Hendrycks and Gimpel 2016, eq. 2). As an op it is for layers where it cannot be the epilogue of one product. */
import forwardSource from '../../gpu/kernels/gelu.wgsl?raw';
import backwardSource from '../../gpu/kernels/gelu-backward.wgsl?raw';
import { geluText } from '../../gpu/kernels/unroll.ts';
import type { Recorder, Slot } from '../../gpu/plan.ts';
import type { Graph, Tensor } from '../graph.ts';
import type { GradientSlot, Op } from '../op.ts';

const geluScale = Math.sqrt(2 / Math.PI);

export function geluOf(x: number): number {
  return 0.5 * x * (1 + Math.tanh(geluScale * (x + 0.044715 * x ** 3)));
}

export function geluSlope(x: number): number {
  const t = Math.tanh(geluScale * (x + 0.044715 * x ** 3));
  return 0.5 * (1 + t) + 0.5 * x * (1 - t * t) * geluScale * (1 + 3 * 0.044715 * x * x);
}

/** Input x (…). Value of the same shape. */
const geluOp: Op<object> = {
  name: 'gelu',
  infer: ([x]) => [{ shape: x!.shape, dtype: 'f32' }],
  reference: {
    forward([x], [out]) {
      x!.data.forEach((value, i) => {
        out!.data[i] = geluOf(value);
      });
    },
    backward([x], _outputs, gradient, [dx]) {
      gradient.data.forEach((g, i) => {
        if (dx) dx.data[i]! += g * geluSlope(x!.data[i]!);
      });
    },
  },
  gpu: {
    forward(recorder, [x], [out]) {
      recorder.dispatch({
        kernel: { name: 'gelu', source: `${forwardSource}${geluText('f32')}` },
        bindings: { x: { slot: x!, element: 'f32' }, out: { slot: out!, element: 'f32' } },
        threads: x!.elements,
      });
    },
    backward(recorder, [x], _outputs, gradient, [dx]) {
      if (dx) recordGeluBackward(recorder, gradient, x!, dx);
    },
  },
};

/** out (+)= gradient · GELU′(before) */
export function recordGeluBackward(recorder: Recorder, gradient: Slot, before: Slot, out: GradientSlot): void {
  recorder.dispatch({
    kernel: { name: 'gelu-backward', source: `${backwardSource}${geluText('f32')}` },
    constants: { ACCUMULATE: Number(out.accumulate) },
    bindings: {
      gradient: { slot: gradient, element: 'f32' },
      before: { slot: before, element: 'f32' },
      out: { slot: out.slot, element: 'f32' },
    },
    threads: before.elements,
  });
}

/** GELU of every element. */
export function gelu(graph: Graph, x: Tensor): Tensor {
  return graph.apply(geluOp, [x], {});
}
