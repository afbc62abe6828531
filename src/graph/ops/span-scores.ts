/**
 * Scores of all spans of up to L tokens, for Open-QA: an MLP over the states of a span's first and last token, [h_i; h_j]. Since
 * W [h_i; h_j] = W_s h_i + W_e h_j = S_i + E_j, the products are computed once per token, and a span needs only a sum:
 *
 *   score(i, j) = w · ReLU(S_i + E_j)                   (REALM, Guu et al. 2020, §3.2)
 *   score(i, j) = w · LayerNorm(ReLU(S_i + E_j))         (the official code)
 *
 * The hidden layer of a span is not stored. The backward pass computes it again.
 */
import forwardSource from '../../gpu/kernels/span-scores.wgsl?raw';
import affineSource from '../../gpu/kernels/span-scores-affine.wgsl?raw';
import backwardSource from '../../gpu/kernels/span-scores-backward.wgsl?raw';
import sumsSource from '../../gpu/kernels/span-scores-sums.wgsl?raw';
import type { DispatchRequest, Recorder, Slot } from '../../gpu/plan.ts';
import { recordColumnSum } from '../column-sum.ts';
import { type Graph, requireShape, type Tensor, type TensorType } from '../graph.ts';
import type { GradientSlot, Op, Reference } from '../op.ts';
import { layerNormEpsilon } from './layer-norm.ts';

interface SpanAttributes {
  maxLength: number;
}

/**
 * Inputs: starts (R, T, m) = S, ends (R, T, m) = E, ranges (R, 2) u32, weight (m); then LayerNorm's gain (m) and bias (m), if any. Value
 * (R, T·L): at i · L + l the score of the span from i to i + l if first ≤ i and i + l < end, otherwise 0, without gradient. With LayerNorm it
 * saves mean, 1/σ, mean(w·gain) and mean(w·gain·x̂) of each span, (R·T·L, 4).
 */
const spanScoresOp: Op<SpanAttributes> = {
  name: 'spanScores',
  infer([starts, ends, ranges, weight, gain, bias], { maxLength }) {
    const [r, t, m] = starts!.shape as [number, number, number];
    requireShape('spanScores', 'ends', ends!, [r, t, m]);
    requireShape('spanScores', 'ranges', ranges!, [r, 2]);
    requireShape('spanScores', 'weight', weight!, [m]);
    if (gain) requireShape('spanScores', 'gain', gain, [m]);
    if (gain) requireShape('spanScores', 'bias', bias!, [m]);
    const value: TensorType = { shape: [r, t * maxLength], dtype: 'f32' };
    return gain ? [value, { shape: [r * t * maxLength, 4], dtype: 'f32' }] : [value];
  },
  reference: {
    forward(inputs, [out], attributes) {
      const [, , , weight, gain, bias] = inputs;
      forEachSpan(inputs, attributes, (span, _from, _to, hidden) => {
        const { hat } = normalised(hidden, gain);
        weight!.data.forEach((w, c) => {
          out!.data[span]! += w * (gain ? gain.data[c]! * hat[c]! + bias!.data[c]! : hat[c]!);
        });
      });
    },
    backward(inputs, _outputs, gradient, [dStarts, dEnds, , dWeight, dGain, dBias], attributes) {
      const [, , , weight, gain, bias] = inputs;
      const m = weight!.data.length;
      forEachSpan(inputs, attributes, (span, from, to, hidden) => {
        const g = gradient.data[span]!;
        const { hat, inverse } = normalised(hidden, gain);
        const products = Array.from(weight!.data, (w, c) => w * (gain ? gain.data[c]! : 1));
        const mean = gain ? products.reduce((sum, x) => sum + x, 0) / m : 0;
        const meanHat = gain ? products.reduce((sum, x, c) => sum + x * hat[c]!, 0) / m : 0;
        for (let c = 0; c < m; c++) {
          if (dWeight) dWeight.data[c]! += g * (gain ? gain.data[c]! * hat[c]! + bias!.data[c]! : hat[c]!);
          if (dGain) dGain.data[c]! += g * weight!.data[c]! * hat[c]!;
          if (dBias) dBias.data[c]! += g * weight!.data[c]!;
          if (hidden[c]! <= 0) continue;
          const slope = g * inverse * (products[c]! - mean - hat[c]! * meanHat);
          if (dStarts) dStarts.data[from + c]! += slope;
          if (dEnds) dEnds.data[to + c]! += slope;
        }
      });
    },
  },
  gpu: {
    forward(recorder, [starts, ends, ranges, weight, gain, bias], [out, saved], types, attributes) {
      recorder.dispatch({
        kernel: { name: 'span-scores', source: forwardSource },
        constants: { ...sizes(types.inputs, attributes), EPSILON_F: layerNormEpsilon },
        bindings: {
          starts: { slot: starts!, element: 'f32' },
          ends: { slot: ends!, element: 'f32' },
          ranges: { slot: ranges!, element: 'u32' },
          weight: { slot: weight!, element: 'f32' },
          ...(gain && {
            gain: { slot: gain, element: 'f32' },
            bias: { slot: bias!, element: 'f32' },
            saved: { slot: saved!, element: 'vec4f' },
          }),
          out: { slot: out!, element: 'f32' },
        },
        threads: out!.elements,
      });
    },
    backward(recorder, inputs, [, saved], gradient, gradients, types, attributes) {
      const [starts, ends, ranges, weight, gain] = inputs;
      const shared: DispatchRequest['bindings'] = {
        starts: { slot: starts!, element: 'f32' },
        ends: { slot: ends!, element: 'f32' },
        ranges: { slot: ranges!, element: 'u32' },
        gradient: { slot: gradient, element: 'f32' },
        ...(saved && { saved: { slot: saved, element: 'vec4f' } }),
      };
      const constants = sizes(types.inputs, attributes);
      gradients.slice(0, 2).forEach((into, side) => {
        if (!into) return;
        recorder.dispatch({
          kernel: { name: `span-scores-backward ${side === 0 ? 'starts' : 'ends'}`, source: backwardSource },
          constants: { ...constants, ENDS: side, ACCUMULATE: Number(into.accumulate) },
          bindings: {
            ...shared,
            weight: { slot: weight!, element: 'f32' },
            ...(gain && { gain: { slot: gain, element: 'f32' } }),
            out: { slot: into.slot, element: 'f32' },
          },
          threads: starts!.elements,
        });
      });
      if (gradients.slice(3).some(Boolean)) recordParameterGradients(recorder, shared, constants, inputs, gradients);
    },
  },
};

/** Gradients of weight, gain and bias: first sums over the spans of each row, then over the rows. */
function recordParameterGradients(
  recorder: Recorder,
  shared: DispatchRequest['bindings'],
  constants: ReturnType<typeof sizes>,
  [starts, , , weight, gain, bias]: Slot[],
  [, , , dWeight, dGain, dBias]: (GradientSlot | null)[],
): void {
  const m = constants.M;
  const rows = starts!.elements / m;
  const columns = gain ? m + 1 : m;
  const perRow = recorder.scratch(rows * columns, 'sums of spans');
  recorder.dispatch({
    kernel: { name: 'span-scores-sums', source: sumsSource },
    constants: { ...constants, COLUMNS: columns },
    bindings: { ...shared, out: { slot: perRow, element: 'f32' } },
    threads: rows * columns,
  });
  if (!gain) {
    if (dWeight) recordColumnSum(recorder, perRow, rows, columns, dWeight);
    return;
  }
  const sums = recorder.scratch(columns, 'sums of all spans');
  recordColumnSum(recorder, perRow, rows, columns, { slot: sums, accumulate: false });
  // one kernel computes all three gradients; those that are not needed are written to scratch memory
  const target = (into: GradientSlot | null | undefined) => into ?? { slot: recorder.scratch(m), accumulate: false };
  const [toWeight, toGain, toBias] = [target(dWeight), target(dGain), target(dBias)];
  recorder.dispatch({
    kernel: { name: 'span-scores-affine', source: affineSource },
    constants: {
      ACCUMULATE_WEIGHT: Number(toWeight.accumulate),
      ACCUMULATE_GAIN: Number(toGain.accumulate),
      ACCUMULATE_BIAS: Number(toBias.accumulate),
    },
    bindings: {
      sums: { slot: sums, element: 'f32' },
      weight: { slot: weight!, element: 'f32' },
      gain: { slot: gain, element: 'f32' },
      bias: { slot: bias!, element: 'f32' },
      dWeight: { slot: toWeight.slot, element: 'f32' },
      dGain: { slot: toGain.slot, element: 'f32' },
      dBias: { slot: toBias.slot, element: 'f32' },
    },
    threads: m,
  });
}

function sizes([starts]: TensorType[], { maxLength }: SpanAttributes) {
  const [, t, m] = starts!.shape as [number, number, number];
  return { T: t, M: m, L: maxLength };
}

/** Visits the spans within the ranges: index of the score, indices of S_i and E_j, and ReLU(S_i + E_j). */
function forEachSpan(
  [starts, ends, ranges]: Reference[],
  { maxLength }: SpanAttributes,
  visit: (span: number, from: number, to: number, hidden: number[]) => void,
): void {
  const [rows, t, m] = starts!.shape as [number, number, number];
  for (let r = 0; r < rows; r++) {
    const [first, end] = [ranges!.data[2 * r]!, Math.min(t, ranges!.data[2 * r + 1]!)];
    for (let i = first; i < end; i++) {
      for (let l = 0; l < maxLength && i + l < end; l++) {
        const [from, to] = [(r * t + i) * m, (r * t + i + l) * m];
        const hidden = Array.from({ length: m }, (_, c) => Math.max(0, starts!.data[from + c]! + ends!.data[to + c]!));
        visit((r * t + i) * maxLength + l, from, to, hidden);
      }
    }
  }
}

/** x̂ = (hidden − mean) / σ; without LayerNorm the hidden layer itself. */
function normalised(hidden: number[], gain?: Reference): { hat: number[]; inverse: number } {
  if (!gain) return { hat: hidden, inverse: 1 };
  const mean = hidden.reduce((sum, x) => sum + x, 0) / hidden.length;
  const variance = hidden.reduce((sum, x) => sum + (x - mean) ** 2, 0) / hidden.length;
  const inverse = 1 / Math.sqrt(variance + layerNormEpsilon);
  return { hat: hidden.map((x) => (x - mean) * inverse), inverse };
}

export interface SpanScoreInputs {
  /** S = h W_s + b (R, T, m), b being the hidden layer's bias. */
  starts: Tensor;
  /** E = h W_e (R, T, m). */
  ends: Tensor;
  /** (R, 2) u32: first token of the text that may hold a span, and the end of that text. */
  ranges: Tensor;
  /** w (m). */
  weight: Tensor;
  /** Gain (m) and bias (m) of the LayerNorm that the official code has. */
  norm?: { gain: Tensor; bias: Tensor };
}

/** Scores (R, T·L) of the spans of 1 … L tokens: element (r, i · L + l) belongs to the tokens i … i + l, and is 0 if they are not all in the range. */
export function spanScores(graph: Graph, inputs: SpanScoreInputs, maxLength: number): Tensor {
  const { starts, ends, ranges, weight, norm } = inputs;
  const tensors = [starts, ends, ranges, weight, ...(norm ? [norm.gain, norm.bias] : [])];
  return graph.apply(spanScoresOp, tensors, { maxLength });
}
