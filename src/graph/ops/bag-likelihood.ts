/**
 * How well one distribution over the vocabulary predicts a set of tokens: the mean of log softmax(logits) over a row's targets (bag of words). It
 * is the loss of EBAE and EBAR (Li et al. 2023), without the sign.
 */
import forwardSource from '../../gpu/kernels/bag-likelihood.wgsl?raw';
import backwardSource from '../../gpu/kernels/bag-likelihood-backward.wgsl?raw';
import { type Graph, requireShape, type Tensor } from '../graph.ts';
import type { Op } from '../op.ts';
import { recordLikelihood } from './log-likelihood-variants.ts';

/** Inputs: logits (n, V), targets (n, U) u32, the first target of each row (n) u32. Value (n); saves the log-sum-exp (n). */
const bagLikelihoodOp: Op<object> = {
  name: 'bagLikelihood',
  infer([logits, targets]) {
    const n = logits!.shape[0]!;
    requireShape('bagLikelihood', 'targets', targets!, [n, targets!.shape[1]!]);
    return [
      { shape: [n], dtype: 'f32' },
      { shape: [n], dtype: 'f32' },
    ];
  },
  reference: {
    forward([logits, targets], [out, saved]) {
      const [n, v] = logits!.shape as [number, number];
      for (let row = 0; row < n; row++) {
        const values = logits!.data.subarray(row * v, (row + 1) * v);
        const top = values.reduce((a, b) => Math.max(a, b), -Infinity);
        const lse = top + Math.log(values.reduce((sum, x) => sum + Math.exp(x - top), 0));
        saved!.data[row] = lse;
        const present = presentTargets(targets!.data, targets!.shape[1]!, row, v);
        for (const target of present) out!.data[row]! += (values[target]! - lse) / present.length;
      }
    },
    backward([logits, targets], [, saved], gradient, [dLogits]) {
      if (!dLogits) return;
      const [n, v] = logits!.shape as [number, number];
      for (let row = 0; row < n; row++) {
        const present = presentTargets(targets!.data, targets!.shape[1]!, row, v);
        if (present.length === 0) continue;
        const g = gradient.data[row]!;
        for (let c = 0; c < v; c++) {
          dLogits.data[row * v + c]! -= g * Math.exp(logits!.data[row * v + c]! - saved!.data[row]!);
        }
        for (const target of present) dLogits.data[row * v + target]! += g / present.length;
      }
    },
  },
  gpu: {
    forward(recorder, [logits, targets, first], [out, saved], types) {
      const [rows, vocabularySize] = types.inputs[0]!.shape as [number, number];
      const likelihood = recorder.scratch(rows, 'log p(first target)');
      recordLikelihood(recorder, {
        ...{ rows, vocabularySize, logits: logits!, targets: first! },
        ...{ out: likelihood, saved: saved! },
      });
      recorder.dispatch({
        kernel: { name: 'bag-likelihood', source: forwardSource },
        constants: { V: vocabularySize, U: types.inputs[1]!.shape[1]! },
        bindings: {
          logits: { slot: logits!, element: 'f32' },
          targets: { slot: targets!, element: 'u32' },
          saved: { slot: saved!, element: 'f32' },
          out: { slot: out!, element: 'f32' },
        },
        threads: rows,
      });
    },
    backward(recorder, [logits, targets], [, saved], gradient, [dLogits], types) {
      if (!dLogits) return;
      const v = types.inputs[0]!.shape[1]!;
      for (const isTargets of [false, true]) {
        recorder.dispatch({
          kernel: { name: 'bag-likelihood-backward', source: backwardSource },
          constants: {
            ...{ V: v, U: types.inputs[1]!.shape[1]! },
            ...{ TARGETS: Number(isTargets), ACCUMULATE: Number(dLogits.accumulate) },
          },
          bindings: {
            logits: { slot: logits!, element: 'f32' },
            targets: { slot: targets!, element: 'u32' },
            saved: { slot: saved!, element: 'f32' },
            gradient: { slot: gradient, element: 'f32' },
            out: { slot: dLogits.slot, element: 'f32' },
          },
          threads: isTargets ? targets!.elements : logits!.elements,
        });
      }
    },
  },
};

function presentTargets(targets: ArrayLike<number>, width: number, row: number, v: number): number[] {
  return Array.from({ length: width }, (_, u) => targets[row * width + u]!).filter((target) => target < v);
}

/**
 * logits (n, V), targets (n, U) u32 → mean over a row's targets of log softmax(logits)[target], (n). The targets of a row are distinct; behind the
 * last one stands V or more. A row without any has the value 0 and no gradient.
 */
export function bagLikelihood(graph: Graph, logits: Tensor, targets: Tensor): Tensor {
  const [n, width] = targets.shape as [number, number];
  const first = graph.derive(`first of ${targets.label}`, [targets], [n], ([all], out) => {
    for (let row = 0; row < n; row++) out[row] = all![row * width]!;
  });
  return graph.apply(bagLikelihoodOp, [logits, targets, first], {});
}
