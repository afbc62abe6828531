/** Linear layer with a fused epilogue: y = gelu(scale · x·W + b) + residual. */

import copySource from '../../gpu/kernels/copy.wgsl?raw';
import type { Recorder, Slot } from '../../gpu/plan.ts';
import { recordColumnSum } from '../column-sum.ts';
import { elementsOf, type Graph, requireShape, type Tensor } from '../graph.ts';
import { recordMatmul } from '../matmul.ts';
import type { GradientSlot, Op } from '../op.ts';
import { geluOf, geluSlope, recordGeluBackward } from './gelu.ts';

interface LinearAttributes {
  activation: 'none' | 'gelu';
  bias: boolean;
  residual: boolean;
  /** Factor of the product x·W. */
  scale: number;
}

/** Inputs: x (…, K), weight (K, N), then bias (N) and residual (…, N), if any. Saves scale · x·W + b, GELU's argument, if there is an activation. */
const linearOp: Op<LinearAttributes> = {
  name: 'linear',
  infer(inputs, { activation, bias, residual }) {
    const [x, weight] = inputs;
    const k = x!.shape.at(-1)!;
    const n = weight!.shape[1]!;
    requireShape('linear', 'weight', weight!, [k, n]);
    const shape = [...x!.shape.slice(0, -1), n];
    if (bias) requireShape('linear', 'bias', inputs[2]!, [n]);
    if (residual) requireShape('linear', 'residual', inputs[bias ? 3 : 2]!, shape);
    const type = { shape, dtype: 'f32' } as const;
    return activation === 'gelu' ? [type, type] : [type];
  },
  reference: {
    forward(inputs, outputs, { activation, bias, residual, scale }) {
      const [x, weight] = inputs;
      const k = weight!.shape[0]!;
      const n = weight!.shape[1]!;
      const y = outputs[0]!.data;
      for (let m = 0; m < y.length / n; m++) {
        for (let j = 0; j < n; j++) {
          let sum = 0;
          for (let i = 0; i < k; i++) sum += x!.data[m * k + i]! * weight!.data[i * n + j]!;
          sum = scale * sum + (bias ? inputs[2]!.data[j]! : 0);
          if (activation === 'gelu') {
            outputs[1]!.data[m * n + j] = sum;
            sum = geluOf(sum);
          }
          y[m * n + j] = sum + (residual ? inputs[bias ? 3 : 2]!.data[m * n + j]! : 0);
        }
      }
    },
    backward(inputs, outputs, gradient, gradients, { activation, bias, residual, scale }) {
      const [x, weight] = inputs;
      const k = weight!.shape[0]!;
      const n = weight!.shape[1]!;
      for (let m = 0; m < gradient.data.length / n; m++) {
        for (let j = 0; j < n; j++) {
          let g = gradient.data[m * n + j]!;
          if (residual) {
            const into = gradients[bias ? 3 : 2];
            if (into) into.data[m * n + j]! += g;
          }
          if (activation === 'gelu') g *= geluSlope(outputs[1]!.data[m * n + j]!);
          if (bias && gradients[2]) gradients[2].data[j]! += g;
          for (let i = 0; i < k; i++) {
            if (gradients[0]) gradients[0].data[m * k + i]! += scale * g * weight!.data[i * n + j]!;
            if (gradients[1]) gradients[1].data[i * n + j]! += scale * g * x!.data[m * k + i]!;
          }
        }
      }
    },
  },
  gpu: {
    forward(recorder, inputs, outputs, types, { activation, bias, residual, scale }) {
      const [k, n] = types.inputs[1]!.shape as [number, number];
      recordMatmul(recorder, {
        layout: 'nn',
        m: elementsOf(types.outputs[0]!.shape) / n,
        n,
        k,
        a: inputs[0]!,
        b: inputs[1]!,
        out: outputs[0]!,
        alpha: scale,
        bias: bias ? inputs[2] : undefined,
        before: activation === 'gelu' ? outputs[1] : undefined,
        residual: residual ? inputs[bias ? 3 : 2] : undefined,
        half: recorder.halfPrecision,
      });
    },
    backward(recorder, inputs, outputs, gradient, gradients, types, { activation, bias, residual, scale }) {
      const [k, n] = types.inputs[1]!.shape as [number, number];
      const m = elementsOf(types.outputs[0]!.shape) / n;
      const residualGradient = residual ? gradients[bias ? 3 : 2] : null;
      if (residualGradient) recordCopy(recorder, gradient, residualGradient);
      let inner = gradient;
      if (activation === 'gelu') {
        inner = recorder.scratch(m * n, '∂before gelu');
        recordGeluBackward(recorder, gradient, outputs[1]!, { slot: inner, accumulate: false });
      }
      if (gradients[0]) {
        const { slot, accumulate, slope } = gradients[0];
        const factors = { a: inner, b: inputs[1]!, alpha: scale };
        recordMatmul(recorder, { layout: 'nt', m, n: k, k: n, ...factors, out: slot, accumulate, slope });
      }
      const sums = (bias && gradients[2]) || undefined;
      if (gradients[1]) {
        const { slot, accumulate } = gradients[1];
        const factors = { a: inputs[0]!, b: inner, alpha: scale };
        recordMatmul(recorder, { layout: 'tn', m: k, n, k: m, ...factors, out: slot, accumulate, sums });
      } else if (sums) recordColumnSum(recorder, inner, m, n, sums);
    },
    identityInput: ({ bias, residual }) => (residual ? (bias ? 3 : 2) : undefined),
    slopeInput: 0,
    deferredSlope: ([, slope], attributes) =>
      attributes.activation === 'gelu' && !attributes.residual
        ? { slope: slope!, attributes: { ...attributes, activation: 'none' } }
        : undefined,
  },
};

/** into (+)= x */
export function recordCopy(recorder: Recorder, x: Slot, into: GradientSlot): void {
  recorder.dispatch({
    kernel: { name: 'copy', source: copySource },
    constants: { ACCUMULATE: Number(into.accumulate) },
    bindings: { x: { slot: x, element: 'f32' }, out: { slot: into.slot, element: 'f32' } },
    threads: x.elements,
  });
}

/** scale · x (…, K) · weight (K, N) + bias (N), then GELU, then + residual (…, N). */
export function linear(
  graph: Graph,
  x: Tensor,
  weight: Tensor,
  options: { bias?: Tensor; activation?: 'none' | 'gelu'; residual?: Tensor; scale?: number; label?: string } = {},
): Tensor {
  const { bias, activation = 'none', residual, scale = 1, label = 'linear' } = options;
  const inputs = [x, weight, ...(bias ? [bias] : []), ...(residual ? [residual] : [])];
  const attributes = { activation, bias: Boolean(bias), residual: Boolean(residual), scale };
  return graph.apply(linearOp, inputs, attributes, label);
}
