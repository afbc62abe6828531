/** LayerNorm over the last dimension (Ba, Kiros and Hinton 2016): y = gain · (x − mean) / √(variance + ε) + bias. */

import forwardSource from '../../gpu/kernels/layer-norm.wgsl?raw';
import affineSource from '../../gpu/kernels/layer-norm-affine.wgsl?raw';
import backwardSource from '../../gpu/kernels/layer-norm-backward.wgsl?raw';
import { partRows, recordColumnSums } from '../column-sum.ts';
import { elementsOf, type Graph, requireShape, type Tensor } from '../graph.ts';
import type { Op } from '../op.ts';

export const layerNormEpsilon = 1e-5;
/** Rows in a part of the sums for the gradients of gain and bias, if there are too many rows for one part. */
const shortPart = 64;

/** Inputs: x (…, d), gain (d), bias (d). Saves mean and 1/σ per row (rows, 2). */
const layerNormOp: Op<{ epsilon: number }> = {
  name: 'layerNorm',
  infer([x, gain, bias]) {
    const d = x!.shape.at(-1)!;
    requireShape('layerNorm', 'gain', gain!, [d]);
    requireShape('layerNorm', 'bias', bias!, [d]);
    return [
      { shape: x!.shape, dtype: 'f32' },
      { shape: [elementsOf(x!.shape) / d, 2], dtype: 'f32' },
    ];
  },
  reference: {
    forward([x, gain, bias], [y, saved], { epsilon }) {
      const d = gain!.shape[0]!;
      for (let row = 0; row < x!.data.length / d; row++) {
        const values = x!.data.subarray(row * d, (row + 1) * d);
        const mean = values.reduce((a, b) => a + b, 0) / d;
        const variance = values.reduce((a, b) => a + (b - mean) ** 2, 0) / d;
        const inverse = 1 / Math.sqrt(variance + epsilon);
        saved!.data.set([mean, inverse], row * 2);
        for (let i = 0; i < d; i++) {
          y!.data[row * d + i] = gain!.data[i]! * (values[i]! - mean) * inverse + bias!.data[i]!;
        }
      }
    },
    backward([x, gain], [, saved], gradient, [dx, dGain, dBias]) {
      const d = gain!.shape[0]!;
      for (let row = 0; row < x!.data.length / d; row++) {
        const mean = saved!.data[row * 2]!;
        const inverse = saved!.data[row * 2 + 1]!;
        let sum = 0;
        let sumHat = 0;
        for (let i = 0; i < d; i++) {
          const g = gradient.data[row * d + i]!;
          const hat = (x!.data[row * d + i]! - mean) * inverse;
          if (dGain) dGain.data[i]! += g * hat;
          if (dBias) dBias.data[i]! += g;
          sum += g * gain!.data[i]!;
          sumHat += g * gain!.data[i]! * hat;
        }
        for (let i = 0; dx && i < d; i++) {
          const hat = (x!.data[row * d + i]! - mean) * inverse;
          dx.data[row * d + i]! +=
            inverse * (gradient.data[row * d + i]! * gain!.data[i]! - sum / d - (hat * sumHat) / d);
        }
      }
    },
  },
  gpu: {
    forward(recorder, [x, gain, bias], [y, saved], types, { epsilon }) {
      const d = types.inputs[1]!.shape[0]!;
      const { element, constants, text } = elements(d);
      recorder.dispatch({
        kernel: { name: 'layer-norm', source: text + forwardSource },
        constants: { ...constants, EPSILON_F: epsilon },
        bindings: {
          x: { slot: x!, element },
          gain: { slot: gain!, element },
          bias: { slot: bias!, element },
          y: { slot: y!, element },
          saved: { slot: saved!, element: 'f32' },
        },
        threads: x!.elements / d,
      });
    },
    backward(recorder, [x, gain], [, saved], gradient, [dx, dGain, dBias], types) {
      const d = types.inputs[1]!.shape[0]!;
      const rows = x!.elements / d;
      if (dx) {
        const { element, constants, text } = elements(d);
        recorder.dispatch({
          kernel: { name: 'layer-norm-backward', source: text + backwardSource },
          constants: { ...constants, ACCUMULATE: Number(dx.accumulate) },
          bindings: {
            x: { slot: x!, element },
            gain: { slot: gain!, element },
            saved: { slot: saved!, element: 'f32' },
            gradient: { slot: gradient, element },
            out: { slot: dx.slot, element },
          },
          threads: rows,
        });
      }
      if (!dGain && !dBias) return;
      // one kernel computes both gradients; one that is not needed is written to scratch memory
      const gainInto = dGain ?? { slot: recorder.scratch(d), accumulate: false };
      const biasInto = dBias ?? { slot: recorder.scratch(d), accumulate: false };
      const part = rows <= partRows ? rows : shortPart;
      const parts = Math.ceil(rows / part);
      const whole = parts === 1;
      const gainTarget = whole ? gainInto.slot : recorder.scratch(parts * d, 'gain parts');
      const biasTarget = whole ? biasInto.slot : recorder.scratch(parts * d, 'bias parts');
      recorder.dispatch({
        kernel: { name: 'layer-norm-affine', source: affineSource },
        constants: {
          D: d,
          ROWS: rows,
          PART: part,
          ACCUMULATE_GAIN: Number(whole && gainInto.accumulate),
          ACCUMULATE_BIAS: Number(whole && biasInto.accumulate),
        },
        bindings: {
          x: { slot: x!, element: 'f32' },
          saved: { slot: saved!, element: 'f32' },
          gradient: { slot: gradient, element: 'f32' },
          dGain: { slot: gainTarget, element: 'f32' },
          dBias: { slot: biasTarget, element: 'f32' },
        },
        threads: parts * d,
      });
      if (whole) return;
      recordColumnSums(recorder, parts, parts, [
        { x: gainTarget, columns: d, out: gainInto },
        { x: biasTarget, columns: d, out: biasInto },
      ]);
    },
  },
};

/** Rows are read four values at a time if their length is a multiple of four. */
function elements(d: number) {
  const wide = d % 4 === 0;
  return {
    element: wide ? ('vec4f' as const) : ('f32' as const),
    constants: { ELEMENTS: wide ? d / 4 : d, D_F: d },
    text: wide
      ? 'alias Element = vec4f;\nfn total(x: vec4f) -> f32 { return dot(x, vec4f(1.0)); }\n'
      : 'alias Element = f32;\nfn total(x: f32) -> f32 { return x; }\n',
  };
}

/** x (…, d), gain (d), bias (d) → (…, d). */
export function layerNorm(
  graph: Graph,
  x: Tensor,
  gain: Tensor,
  bias: Tensor,
  epsilon: number = layerNormEpsilon,
): Tensor {
  return graph.apply(layerNormOp, [x, gain, bias], { epsilon });
}
