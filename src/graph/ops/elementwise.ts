/** Small elementwise ops: a sum with a gate per channel, and the weighted sum that makes a loss. */
import gateProductSource from '../../gpu/kernels/gate-product.wgsl?raw';
import gatedAddSource from '../../gpu/kernels/gated-add.wgsl?raw';
import weightedSumSource from '../../gpu/kernels/weighted-sum.wgsl?raw';
import type { Slot } from '../../gpu/plan.ts';
import { workgroupSize } from '../../gpu/shader.ts';
import { recordColumnSum } from '../column-sum.ts';
import { type Graph, requireShape, type Tensor } from '../graph.ts';
import type { GradientSlot, Op } from '../op.ts';
import { recordCopy } from './linear.ts';

/** Inputs: a (…, d), b (…, d), gate (d). Value a + gate ⊙ b. */
const gatedAddOp: Op<object> = {
  name: 'gatedAdd',
  infer([a, b, gate]) {
    requireShape('gatedAdd', 'b', b!, a!.shape);
    requireShape('gatedAdd', 'gate', gate!, [a!.shape.at(-1)!]);
    return [{ shape: a!.shape, dtype: 'f32' }];
  },
  reference: {
    forward([a, b, gate], [out]) {
      const d = gate!.data.length;
      out!.data.forEach((_, i) => {
        out!.data[i] = a!.data[i]! + gate!.data[i % d]! * b!.data[i]!;
      });
    },
    backward([, b, gate], _outputs, gradient, [da, db, dGate]) {
      const d = gate!.data.length;
      gradient.data.forEach((g, i) => {
        if (da) da.data[i]! += g;
        if (db) db.data[i]! += g * gate!.data[i % d]!;
        if (dGate) dGate.data[i % d]! += g * b!.data[i]!;
      });
    },
  },
  gpu: {
    forward(recorder, [a, b, gate], [out]) {
      recorder.dispatch({
        kernel: { name: 'gated-add', source: gatedAddSource },
        constants: { D: gate!.elements },
        bindings: {
          a: { slot: a!, element: 'f32' },
          b: { slot: b!, element: 'f32' },
          gate: { slot: gate!, element: 'f32' },
          out: { slot: out!, element: 'f32' },
        },
        threads: out!.elements,
      });
    },
    backward(recorder, [, b, gate], _outputs, gradient, [da, db, dGate]) {
      if (da) recordCopy(recorder, gradient, da);
      const product = (factor: Slot, columns: number, out: GradientSlot) =>
        recorder.dispatch({
          kernel: { name: 'gate-product', source: gateProductSource },
          constants: { D: columns, ACCUMULATE: Number(out.accumulate) },
          bindings: {
            gradient: { slot: gradient, element: 'f32' },
            factor: { slot: factor, element: 'f32' },
            out: { slot: out.slot, element: 'f32' },
          },
          threads: gradient.elements,
        });
      if (db) product(gate!, gate!.elements, db);
      if (dGate) {
        const products = recorder.scratch(gradient.elements, '∂gate per row');
        product(b!, b!.elements, { slot: products, accumulate: false });
        recordColumnSum(recorder, products, gradient.elements / gate!.elements, gate!.elements, dGate);
      }
    },
    identityInput: () => 0,
  },
};

/** Inputs: x (n), weights (n), no gradient for the weights. Value (1): alpha · Σ weights · x. */
const weightedSumOp: Op<{ alpha: number }> = {
  name: 'weightedSum',
  infer([x, weights]) {
    requireShape('weightedSum', 'weights', weights!, x!.shape);
    return [{ shape: [1], dtype: 'f32' }];
  },
  reference: {
    forward([x, weights], [out], { alpha }) {
      x!.data.forEach((value, i) => {
        out!.data[0]! += alpha * value * weights!.data[i]!;
      });
    },
    backward([, weights], _outputs, gradient, [dx], { alpha }) {
      weights!.data.forEach((weight, i) => {
        if (dx) dx.data[i]! += alpha * weight * gradient.data[0]!;
      });
    },
  },
  gpu: {
    forward(recorder, [x, weights], [out], _types, { alpha }) {
      recorder.dispatch({
        kernel: { name: 'weighted-sum', source: weightedSumSource },
        constants: { N: x!.elements, ALPHA_F: alpha },
        bindings: {
          x: { slot: x!, element: 'f32' },
          weights: { slot: weights!, element: 'f32' },
          out: { slot: out!, element: 'f32' },
        },
        threads: workgroupSize,
      });
    },
    backward(recorder, [, weights], _outputs, gradient, [dx], _types, { alpha }) {
      if (!dx) return;
      recorder.dispatch({
        kernel: { name: 'weighted-sum backward', source: weightedSumSource },
        constants: { BACKWARD: 1, ALPHA_F: alpha, ACCUMULATE: Number(dx.accumulate) },
        bindings: {
          weights: { slot: weights!, element: 'f32' },
          gradient: { slot: gradient, element: 'f32' },
          out: { slot: dx.slot, element: 'f32' },
        },
        threads: weights!.elements,
      });
    },
  },
};

/** a (…, d) + gate (d) ⊙ b (…, d). The gate may be an input, e.g. to add two losses (1) with a weight that is data. */
export function gatedAdd(graph: Graph, a: Tensor, b: Tensor, gate: Tensor): Tensor {
  return graph.apply(gatedAddOp, [a, b, gate], {});
}

/** alpha · Σ_i weights_i x_i over all elements of x and weights, which have the same shape → (1). With weights 1/n and alpha −1 a mean negative log-likelihood. */
export function weightedSum(graph: Graph, x: Tensor, weights: Tensor, alpha = 1): Tensor {
  return graph.apply(weightedSumOp, [x, weights], { alpha });
}
