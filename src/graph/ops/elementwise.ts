/** Small elementwise ops: add, scale by a number that flows in as data, a gate per channel, dropout, the weighted sum that makes a loss. */
import dropoutSource from '../../gpu/kernels/dropout.wgsl?raw';
import gateProductSource from '../../gpu/kernels/gate-product.wgsl?raw';
import gatedAddSource from '../../gpu/kernels/gated-add.wgsl?raw';
import scaleSource from '../../gpu/kernels/scale.wgsl?raw';
import weightedSumSource from '../../gpu/kernels/weighted-sum.wgsl?raw';
import type { Recorder, Slot } from '../../gpu/plan.ts';
import { recordColumnSum } from '../column-sum.ts';
import { type Graph, requireShape, type Tensor } from '../graph.ts';
import type { GradientSlot, Op } from '../op.ts';
import { recordCopy } from './linear.ts';

/** Inputs: a, b of one shape. Value a + b. */
const addOp: Op<object> = {
  name: 'add',
  infer([a, b]) {
    requireShape('add', 'b', b!, a!.shape);
    return [{ shape: a!.shape, dtype: 'f32' }];
  },
  reference: {
    forward([a, b], [out]) {
      out!.data.forEach((_, i) => {
        out!.data[i] = a!.data[i]! + b!.data[i]!;
      });
    },
    backward(_inputs, _outputs, gradient, gradients) {
      for (const into of gradients) {
        gradient.data.forEach((g, i) => {
          if (into) into.data[i]! += g;
        });
      }
    },
  },
  gpu: {
    forward(recorder, [a, b], [out]) {
      recordCopy(recorder, a!, { slot: out!, accumulate: false });
      recordCopy(recorder, b!, { slot: out!, accumulate: true });
    },
    backward(recorder, _inputs, _outputs, gradient, gradients) {
      for (const into of gradients) if (into) recordCopy(recorder, gradient, into);
    },
    passes: () => 0,
  },
};

/** Inputs: x (…), factor (1). Value factor · x. The factor is data: no gradient. */
const scaleOp: Op<object> = {
  name: 'scale',
  infer([x, factor]) {
    requireShape('scale', 'factor', factor!, [1]);
    return [{ shape: x!.shape, dtype: 'f32' }];
  },
  reference: {
    forward([x, factor], [out]) {
      out!.data.forEach((_, i) => {
        out!.data[i] = factor!.data[0]! * x!.data[i]!;
      });
    },
    backward([, factor], _outputs, gradient, [dx]) {
      gradient.data.forEach((g, i) => {
        if (dx) dx.data[i]! += factor!.data[0]! * g;
      });
    },
  },
  gpu: {
    forward(recorder, [x, factor], [out]) {
      recordScale(recorder, x!, factor!, { slot: out!, accumulate: false });
    },
    backward(recorder, [, factor], _outputs, gradient, [dx]) {
      if (dx) recordScale(recorder, gradient, factor!, dx);
    },
  },
};

function recordScale(recorder: Recorder, x: Slot, factor: Slot, out: GradientSlot): void {
  recorder.dispatch({
    kernel: { name: 'scale', source: scaleSource },
    constants: { ACCUMULATE: Number(out.accumulate) },
    bindings: {
      x: { slot: x, element: 'f32' },
      factor: { slot: factor, element: 'f32' },
      out: { slot: out.slot, element: 'f32' },
    },
    threads: x.elements,
  });
}

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
    passes: () => 0,
  },
};

/** Inputs: x (…), seed (1) u32. Value: x / (1 − rate) where kept. Which elements are kept is a hash of (seed, index). */
const dropoutOp: Op<{ rate: number }> = {
  name: 'dropout',
  infer([x, seed]) {
    requireShape('dropout', 'seed', seed!, [1]);
    return [{ shape: x!.shape, dtype: 'f32' }];
  },
  reference: {
    forward([x, seed], [out], { rate }) {
      out!.data.forEach((_, i) => {
        out!.data[i] = keeps(seed!.data[0]!, i, rate) ? x!.data[i]! / (1 - rate) : 0;
      });
    },
    backward([, seed], _outputs, gradient, [dx], { rate }) {
      gradient.data.forEach((g, i) => {
        if (dx && keeps(seed!.data[0]!, i, rate)) dx.data[i]! += g / (1 - rate);
      });
    },
  },
  gpu: {
    forward(recorder, [x, seed], [out], _types, { rate }) {
      recordDropout(recorder, x!, seed!, { slot: out!, accumulate: false }, rate);
    },
    backward(recorder, [, seed], _outputs, gradient, [dx], _types, { rate }) {
      if (dx) recordDropout(recorder, gradient, seed!, dx, rate);
    },
  },
};

function recordDropout(recorder: Recorder, x: Slot, seed: Slot, out: GradientSlot, rate: number): void {
  recorder.dispatch({
    kernel: { name: 'dropout', source: dropoutSource },
    constants: { THRESHOLD: dropThreshold(rate), KEEP_F: 1 / (1 - rate), ACCUMULATE: Number(out.accumulate) },
    bindings: {
      x: { slot: x, element: 'f32' },
      seed: { slot: seed, element: 'u32' },
      out: { slot: out.slot, element: 'f32' },
    },
    threads: x.elements,
  });
}

const dropThreshold = (rate: number) => Math.floor(rate * 4294967296);

/** The hash of the kernel, bit for bit: an element is kept where its hash reaches the threshold. */
function keeps(seed: number, index: number, rate: number): boolean {
  let x = (index ^ Math.imul(seed, 0x9e3779b9)) >>> 0;
  x = Math.imul(x ^ (x >>> 16), 0x7feb352d);
  x = Math.imul(x ^ (x >>> 15), 0x846ca68b);
  return (x ^ (x >>> 16)) >>> 0 >= dropThreshold(rate);
}

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
        threads: 1,
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

/** a + b, of one shape. */
export function add(graph: Graph, a: Tensor, b: Tensor): Tensor {
  return graph.apply(addOp, [a, b], {});
}

/** factor (1) · x; the factor is an input, so that it can change every step. */
export function scale(graph: Graph, x: Tensor, factor: Tensor): Tensor {
  return graph.apply(scaleOp, [x, factor], {});
}

/** a (…, d) + gate (d) ⊙ b (…, d). */
export function gatedAdd(graph: Graph, a: Tensor, b: Tensor, gate: Tensor): Tensor {
  return graph.apply(gatedAddOp, [a, b, gate], {});
}

/** Inverted dropout (Srivastava et al. 2014); seed (1) u32 changes every step. */
export function dropout(graph: Graph, x: Tensor, seed: Tensor, rate: number): Tensor {
  return graph.apply(dropoutOp, [x, seed], { rate });
}

/** alpha · Σ_i weights_i x_i over all elements, x and weights of one shape → (1). With weights 1/n and alpha −1: a mean negative log-likelihood. */
export function weightedSum(graph: Graph, x: Tensor, weights: Tensor, alpha = 1): Tensor {
  return graph.apply(weightedSumOp, [x, weights], { alpha });
}
