/** Log-softmax over the last dimension: of all candidates' scores (log p(z|x)), or of one target's logit (log-likelihoods). */

import softmaxSource from '../../gpu/kernels/log-softmax.wgsl?raw';
import softmaxBackwardSource from '../../gpu/kernels/log-softmax-backward.wgsl?raw';
import { type Graph, requireShape, type Tensor } from '../graph.ts';
import type { Op } from '../op.ts';
import { recordLikelihood, recordLikelihoodBackward } from './log-likelihood-variants.ts';

/** The value of a masked entry, in place of −∞, so that no 0 · ∞ occurs. */
export const logZero = -1e30;

/** Inputs: scores (B, k), valid (B, k) u32. Value (B, k); entries that are not valid are left out of the sum, and their value is `logZero`. */
const logSoftmaxOp: Op<object> = {
  name: 'logSoftmax',
  infer([scores, valid]) {
    requireShape('logSoftmax', 'valid', valid!, scores!.shape);
    return [{ shape: scores!.shape, dtype: 'f32' }];
  },
  reference: {
    forward([scores, valid], [out]) {
      const k = scores!.shape[1]!;
      for (let row = 0; row < scores!.data.length; row += k) {
        let total = 0;
        let top = -Infinity;
        for (let i = row; i < row + k; i++) if (valid!.data[i]) top = Math.max(top, scores!.data[i]!);
        for (let i = row; i < row + k; i++) if (valid!.data[i]) total += Math.exp(scores!.data[i]! - top);
        for (let i = row; i < row + k; i++) {
          out!.data[i] = valid!.data[i] ? scores!.data[i]! - top - Math.log(total) : logZero;
        }
      }
    },
    backward([scores, valid], [out], gradient, [dScores]) {
      if (!dScores) return;
      const k = scores!.shape[1]!;
      for (let row = 0; row < scores!.data.length; row += k) {
        let sum = 0;
        for (let i = row; i < row + k; i++) if (valid!.data[i]) sum += gradient.data[i]!;
        for (let i = row; i < row + k; i++) {
          if (valid!.data[i]) dScores.data[i]! += gradient.data[i]! - Math.exp(out!.data[i]!) * sum;
        }
      }
    },
  },
  gpu: {
    forward(recorder, [scores, valid], [out], types) {
      const [b, k] = types.outputs[0]!.shape as [number, number];
      recorder.dispatch({
        kernel: { name: 'log-softmax', source: softmaxSource },
        constants: { K: k },
        bindings: {
          scores: { slot: scores!, element: 'f32' },
          valid: { slot: valid!, element: 'u32' },
          out: { slot: out!, element: 'f32' },
        },
        threads: b,
      });
    },
    backward(recorder, [, valid], [out], gradient, [dScores], types) {
      if (!dScores) return;
      const [b, k] = types.outputs[0]!.shape as [number, number];
      recorder.dispatch({
        kernel: { name: 'log-softmax-backward', source: softmaxBackwardSource },
        constants: { K: k, ACCUMULATE: Number(dScores.accumulate) },
        bindings: {
          logs: { slot: out!, element: 'f32' },
          valid: { slot: valid!, element: 'u32' },
          gradient: { slot: gradient, element: 'f32' },
          out: { slot: dScores.slot, element: 'f32' },
        },
        threads: b,
      });
    },
  },
};

/** Inputs: logits (n, V), targets (n) u32. Value (n): log softmax(logits)[target], 0 if the target is V or more. Saves the log-sum-exp (n). */
const logLikelihoodOp: Op<object> = {
  name: 'logLikelihood',
  infer([logits, targets]) {
    const n = logits!.shape[0]!;
    requireShape('logLikelihood', 'targets', targets!, [n]);
    return [
      { shape: [n], dtype: 'f32' },
      { shape: [n], dtype: 'f32' },
    ];
  },
  reference: {
    forward([logits, targets], [out, saved]) {
      const v = logits!.shape[1]!;
      targets!.data.forEach((target, i) => {
        const row = logits!.data.subarray(i * v, (i + 1) * v);
        const top = row.reduce((a, b) => Math.max(a, b), -Infinity);
        const lse = top + Math.log(row.reduce((sum, x) => sum + Math.exp(x - top), 0));
        saved!.data[i] = lse;
        if (target < v) out!.data[i] = row[target]! - lse;
      });
    },
    backward([logits, targets], [, saved], gradient, [dLogits]) {
      if (!dLogits) return;
      const v = logits!.shape[1]!;
      targets!.data.forEach((target, i) => {
        if (target >= v) return;
        for (let c = 0; c < v; c++) {
          const p = Math.exp(logits!.data[i * v + c]! - saved!.data[i]!);
          dLogits.data[i * v + c]! += gradient.data[i]! * (Number(c === target) - p);
        }
      });
    },
  },
  gpu: {
    forward(recorder, [logits, targets], [out, saved], types) {
      const [rows, vocabularySize] = types.inputs[0]!.shape as [number, number];
      const operands = { logits: logits!, targets: targets!, out: out!, saved: saved! };
      recordLikelihood(recorder, { rows, vocabularySize, ...operands });
    },
    backward(recorder, [logits, targets], [, saved], gradient, [into], types) {
      if (!into) return;
      const [rows, vocabularySize] = types.inputs[0]!.shape as [number, number];
      const operands = { logits: logits!, targets: targets!, saved: saved!, gradient, into };
      recordLikelihoodBackward(recorder, { rows, vocabularySize, ...operands });
    },
  },
};

/** scores (B, k), valid (B, k) u32 → log-softmax over each row's valid entries, (B, k). */
export function logSoftmax(graph: Graph, scores: Tensor, valid: Tensor): Tensor {
  return graph.apply(logSoftmaxOp, [scores, valid], {});
}

/** logits (n, V), targets (n) u32 → log p(target), (n). A target of V or more means that there is none: the value is 0, without gradient. */
export function logLikelihood(graph: Graph, logits: Tensor, targets: Tensor): Tensor {
  return graph.apply(logLikelihoodOp, [logits, targets], {});
}
