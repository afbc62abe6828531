/**
 * GELU (Hendrycks and Gimpel 2016), in its tanh form (eq. 2) or exactly, x Φ(x), as in BERT. As an op it is for layers where it cannot be the epilogue
 * of one product; the exact form always is an op.
 */
import forwardSource from '../../gpu/kernels/gelu.wgsl?raw';
import backwardSource from '../../gpu/kernels/gelu-backward.wgsl?raw';
import { exactGeluText, geluText } from '../../gpu/kernels/unroll.ts';
import type { Recorder, Slot } from '../../gpu/plan.ts';
import type { Graph, Tensor } from '../graph.ts';
import type { GradientSlot, Op } from '../op.ts';

/** `tanh`: the approximation; `erf`: exact. */
export type GeluForm = 'tanh' | 'erf';

const geluScale = Math.sqrt(2 / Math.PI);

export function geluOf(x: number): number {
  return 0.5 * x * (1 + Math.tanh(geluScale * (x + 0.044715 * x ** 3)));
}

export function geluSlope(x: number): number {
  const t = Math.tanh(geluScale * (x + 0.044715 * x ** 3));
  return 0.5 * (1 + t) + 0.5 * x * (1 - t * t) * geluScale * (1 + 3 * 0.044715 * x * x);
}

/** erf(x) = 2/√π · e^(−x²) Σ_n 2ⁿ x^(2n+1) / (2n+1)!!, whose terms have one sign, so that nothing cancels. */
export function erf(x: number): number {
  if (Math.abs(x) > 6) return Math.sign(x); // the rest is below 1e-16
  let term = x;
  let sum = 0;
  for (let n = 0; sum + term !== sum; n++) {
    sum += term;
    term *= (2 * x * x) / (2 * n + 3);
  }
  return (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * sum;
}

/** Φ(x), the standard normal distribution. */
const normalShare = (x: number) => 0.5 * (1 + erf(x * Math.SQRT1_2));

export function exactGelu(x: number): number {
  return x * normalShare(x);
}

export function exactGeluSlope(x: number): number {
  return normalShare(x) + (x * Math.exp(-0.5 * x * x)) / Math.sqrt(2 * Math.PI);
}

/** Input x (…). Value of the same shape. */
const geluOp: Op<{ form: GeluForm }> = {
  name: 'gelu',
  infer: ([x]) => [{ shape: x!.shape, dtype: 'f32' }],
  reference: {
    forward([x], [out], { form }) {
      const of = form === 'erf' ? exactGelu : geluOf;
      x!.data.forEach((value, i) => {
        out!.data[i] = of(value);
      });
    },
    backward([x], _outputs, gradient, [dx], { form }) {
      const slope = form === 'erf' ? exactGeluSlope : geluSlope;
      gradient.data.forEach((g, i) => {
        if (dx) dx.data[i]! += g * slope(x!.data[i]!);
      });
    },
  },
  gpu: {
    forward(recorder, [x], [out], _types, { form }) {
      recorder.dispatch({
        kernel: { name: 'gelu', source: `${forwardSource}${textOf(form)}` },
        bindings: { x: { slot: x!, element: 'f32' }, out: { slot: out!, element: 'f32' } },
        threads: x!.elements,
      });
    },
    backward(recorder, [x], _outputs, gradient, [dx], _types, { form }) {
      if (dx) recordGeluBackward(recorder, gradient, x!, dx, form);
    },
  },
};

const textOf = (form: GeluForm) => (form === 'erf' ? exactGeluText : geluText('f32'));

/** out (+)= gradient · GELU′(before) */
export function recordGeluBackward(
  recorder: Recorder,
  gradient: Slot,
  before: Slot,
  out: GradientSlot,
  form: GeluForm = 'tanh',
): void {
  recorder.dispatch({
    kernel: { name: 'gelu-backward', source: `${backwardSource}${textOf(form)}` },
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
export function gelu(graph: Graph, x: Tensor, form: GeluForm = 'tanh'): Tensor {
  return graph.apply(geluOp, [x], { form });
}
