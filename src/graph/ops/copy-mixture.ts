/**
 * A pointer mixed with the vocabulary softmax (See, Liu and Manning 2017, eq. 9):
 *   p(y) = (1 − σ(g)) p_vocabulary(y) + σ(g) Σ_{t: token t = y} a_t
 * If the pointer's range is empty (the null document), p is p_vocabulary.
 */

import forwardSource from '../../gpu/kernels/copy-mixture.wgsl?raw';
import backwardSource from '../../gpu/kernels/copy-mixture-backward.wgsl?raw';
import backwardLogsSource from '../../gpu/kernels/copy-mixture-backward-pointer.wgsl?raw';
import { logSumExp } from '../../util/log-sum-exp.ts';
import { type Graph, requireShape, type Tensor } from '../graph.ts';
import type { Op, Reference } from '../op.ts';
import { logZero } from './log-softmax.ts';

/**
 * Inputs: vocabulary log-likelihood (n), pointer log-weights (n, T), gate logits (n, 1), ids (R, T) u32, ranges (R, 2) u32,
 * targets (n) u32; row i belongs to sequence ⌊i R / n⌋. Value (n).
 */
const copyMixtureOp: Op<object> = {
  name: 'copyMixture',
  infer([vocabulary, logs, gate, ids, ranges, targets]) {
    const n = vocabulary!.shape[0]!;
    const [r, t] = ids!.shape as [number, number];
    requireShape('copyMixture', 'logs', logs!, [n, t]);
    requireShape('copyMixture', 'gate', gate!, [n, 1]);
    requireShape('copyMixture', 'ranges', ranges!, [r, 2]);
    requireShape('copyMixture', 'targets', targets!, [n]);
    return [{ shape: [n], dtype: 'f32' }];
  },
  reference: {
    forward(inputs, [out]) {
      const [vocabulary, logs, gate] = inputs;
      out!.data.forEach((_, i) => {
        const g = gate!.data[i]!;
        const places = matchesOf(inputs, i);
        if (!places) {
          out!.data[i] = vocabulary!.data[i]!;
          return;
        }
        const terms = places.map((p) => logSigmoid(g) + logs!.data[p]!);
        out!.data[i] = logSumExp([logSigmoid(-g) + vocabulary!.data[i]!, ...terms]);
      });
    },
    backward(inputs, [out], gradient, [dVocabulary, dLogs, dGate]) {
      const [vocabulary, logs, gate] = inputs;
      gradient.data.forEach((upstream, i) => {
        const g = gate!.data[i]!;
        const places = matchesOf(inputs, i);
        const fromVocabulary = places ? Math.exp(logSigmoid(-g) + vocabulary!.data[i]! - out!.data[i]!) : 1;
        if (dVocabulary) dVocabulary.data[i]! += upstream * fromVocabulary;
        if (!places) return;
        const sigmoid = Math.exp(logSigmoid(g));
        if (dGate) dGate.data[i]! += upstream * ((1 - fromVocabulary) * (1 - sigmoid) - fromVocabulary * sigmoid);
        for (const p of places) {
          if (dLogs) dLogs.data[p]! += upstream * Math.exp(logSigmoid(g) + logs!.data[p]! - out!.data[i]!);
        }
      });
    },
  },
  gpu: {
    forward(recorder, [vocabulary, logs, gate, ids, ranges, targets], [out], types) {
      recorder.dispatch({
        kernel: { name: 'copy-mixture', source: forwardSource },
        constants: constantsOf(types.inputs[1]!.shape, types.inputs[3]!.shape),
        bindings: {
          vocabulary: { slot: vocabulary!, element: 'f32' },
          logs: { slot: logs!, element: 'f32' },
          gate: { slot: gate!, element: 'f32' },
          ids: { slot: ids!, element: 'u32' },
          ranges: { slot: ranges!, element: 'u32' },
          targets: { slot: targets!, element: 'u32' },
          out: { slot: out!, element: 'f32' },
        },
        threads: out!.elements,
      });
    },
    backward(recorder, [vocabulary, logs, gate, ids, ranges, targets], [out], gradient, gradients, types) {
      const constants = constantsOf(types.inputs[1]!.shape, types.inputs[3]!.shape);
      const [dVocabulary, dLogs, dGate] = gradients;
      const into = dVocabulary ?? { slot: recorder.scratch(out!.elements), accumulate: false };
      const gateInto = dGate ?? { slot: recorder.scratch(out!.elements), accumulate: false };
      recorder.dispatch({
        kernel: { name: 'copy-mixture-backward', source: backwardSource },
        constants: {
          ...constants,
          ACCUMULATE: Number(into.accumulate),
          ACCUMULATE_GATE: Number(gateInto.accumulate),
        },
        bindings: {
          vocabulary: { slot: vocabulary!, element: 'f32' },
          gate: { slot: gate!, element: 'f32' },
          ranges: { slot: ranges!, element: 'u32' },
          mixed: { slot: out!, element: 'f32' },
          gradient: { slot: gradient, element: 'f32' },
          out: { slot: into.slot, element: 'f32' },
          dGate: { slot: gateInto.slot, element: 'f32' },
        },
        threads: out!.elements,
      });
      if (!dLogs) return;
      recorder.dispatch({
        kernel: { name: 'copy-mixture-backward-pointer', source: backwardLogsSource },
        constants: { ...constants, ACCUMULATE: Number(dLogs.accumulate) },
        bindings: {
          logs: { slot: logs!, element: 'f32' },
          gate: { slot: gate!, element: 'f32' },
          ids: { slot: ids!, element: 'u32' },
          targets: { slot: targets!, element: 'u32' },
          mixed: { slot: out!, element: 'f32' },
          gradient: { slot: gradient, element: 'f32' },
          out: { slot: dLogs.slot, element: 'f32' },
        },
        threads: logs!.elements,
      });
    },
  },
};

function constantsOf(logs: readonly number[], ids: readonly number[]) {
  return { T: ids[1]!, J: logs[0]! / ids[0]! };
}

/** Indices into `logs` at which row i's target occurs within the range; null if the range is empty. */
function matchesOf([vocabulary, logs, , ids, ranges, targets]: Reference[], i: number): number[] | null {
  const [sequences, t] = ids!.shape as [number, number];
  const r = Math.floor((i * sequences) / vocabulary!.shape[0]!);
  if (ranges!.data[2 * r + 1]! <= ranges!.data[2 * r]!) return null;
  const places: number[] = [];
  for (let p = 0; p < t; p++) {
    if (ids!.data[r * t + p] === targets!.data[i] && logs!.data[i * t + p]! > logZero) places.push(i * t + p);
  }
  return places;
}

function logSigmoid(x: number): number {
  return x > 0 ? -Math.log1p(Math.exp(-x)) : x - Math.log1p(Math.exp(x));
}

/** The mixture's log-likelihood of each target, (n). */
export function copyMixture(
  graph: Graph,
  inputs: { vocabulary: Tensor; logs: Tensor; gate: Tensor; ids: Tensor; ranges: Tensor; targets: Tensor },
): Tensor {
  const { vocabulary, logs, gate, ids, ranges, targets } = inputs;
  return graph.apply(copyMixtureOp, [vocabulary, logs, gate, ids, ranges, targets], {});
}
