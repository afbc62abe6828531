/** Inner products of all pairs of rows (in-batch scores, logits of a tied output), and of each query with its own candidates. */

import groupSource from '../../gpu/kernels/candidate-scores.wgsl?raw';
import groupBackwardSource from '../../gpu/kernels/candidate-scores-backward.wgsl?raw';
import { recordColumnSum } from '../column-sum.ts';
import { elementsOf, type Graph, requireShape, type Tensor } from '../graph.ts';
import { recordMatmul } from '../matmul.ts';
import type { Op } from '../op.ts';

interface ScaleAttributes {
  alpha: number;
}

/** Inputs: a (n, d) or (R, T, d) read as (R·T, d), b (m, d), bias (m) if any. Value (n, m) = alpha · a bᵀ + bias. */
const innerProductOp: Op<ScaleAttributes> = {
  name: 'innerProduct',
  infer([a, b, bias]) {
    const d = a!.shape.at(-1)!;
    const n = elementsOf(a!.shape) / d;
    const m = b!.shape[0]!;
    requireShape('innerProduct', 'b', b!, [m, d]);
    if (bias) requireShape('innerProduct', 'bias', bias, [m]);
    return [{ shape: [n, m], dtype: 'f32' }];
  },
  reference: {
    forward([a, b, bias], [out], { alpha }) {
      const d = b!.shape[1]!;
      const m = b!.shape[0]!;
      out!.data.forEach((_, i) => {
        let sum = 0;
        for (let c = 0; c < d; c++) sum += a!.data[Math.floor(i / m) * d + c]! * b!.data[(i % m) * d + c]!;
        out!.data[i] = alpha * sum + (bias ? bias.data[i % m]! : 0);
      });
    },
    backward([a, b], _outputs, gradient, [da, db, dBias], { alpha }) {
      const d = b!.shape[1]!;
      const m = b!.shape[0]!;
      gradient.data.forEach((g, i) => {
        const row = Math.floor(i / m) * d;
        const column = (i % m) * d;
        if (dBias) dBias.data[i % m]! += g;
        for (let c = 0; c < d; c++) {
          if (da) da.data[row + c]! += alpha * g * b!.data[column + c]!;
          if (db) db.data[column + c]! += alpha * g * a!.data[row + c]!;
        }
      });
    },
  },
  gpu: {
    forward(recorder, [a, b, bias], [out], types, { alpha }) {
      const [n, m] = types.outputs[0]!.shape as [number, number];
      const d = types.inputs[1]!.shape[1]!;
      recordMatmul(recorder, { layout: 'nt', m: n, n: m, k: d, a: a!, b: b!, out: out!, alpha, bias });
    },
    backward(recorder, [a, b], _outputs, gradient, [da, db, dBias], types, { alpha }) {
      const [n, m] = types.outputs[0]!.shape as [number, number];
      const d = types.inputs[1]!.shape[1]!;
      if (da) {
        recordMatmul(recorder, {
          layout: 'nn',
          m: n,
          n: d,
          k: m,
          a: gradient,
          b: b!,
          out: da.slot,
          alpha,
          accumulate: da.accumulate,
        });
      }
      if (db) {
        recordMatmul(recorder, {
          layout: 'tn',
          m,
          n: d,
          k: n,
          a: gradient,
          b: a!,
          out: db.slot,
          alpha,
          accumulate: db.accumulate,
        });
      }
      if (dBias) recordColumnSum(recorder, gradient, n, m, dBias);
    },
  },
};

/** Inputs: queries (B, d), candidates (B·k, d). Value (B, k) = alpha · q_b · z_bk. */
const candidateScoresOp: Op<ScaleAttributes> = {
  name: 'candidateScores',
  infer([queries, candidates]) {
    const [b, d] = queries!.shape as [number, number];
    const k = candidates!.shape[0]! / b;
    requireShape('candidateScores', 'candidates', candidates!, [b * Math.floor(k), d]);
    return [{ shape: [b, k], dtype: 'f32' }];
  },
  reference: {
    forward([queries, candidates], [out], { alpha }) {
      const d = queries!.shape[1]!;
      const k = out!.shape[1]!;
      out!.data.forEach((_, i) => {
        let sum = 0;
        for (let c = 0; c < d; c++) sum += queries!.data[Math.floor(i / k) * d + c]! * candidates!.data[i * d + c]!;
        out!.data[i] = alpha * sum;
      });
    },
    backward([queries, candidates], [out], gradient, [dq, dz], { alpha }) {
      const d = queries!.shape[1]!;
      const k = out!.shape[1]!;
      gradient.data.forEach((g, i) => {
        const row = Math.floor(i / k) * d;
        for (let c = 0; c < d; c++) {
          if (dq) dq.data[row + c]! += alpha * g * candidates!.data[i * d + c]!;
          if (dz) dz.data[i * d + c]! += alpha * g * queries!.data[row + c]!;
        }
      });
    },
  },
  gpu: {
    forward(recorder, [queries, candidates], [out], types, { alpha }) {
      recorder.dispatch({
        kernel: { name: 'candidate-scores', source: groupSource },
        constants: { K: types.outputs[0]!.shape[1]!, D: types.inputs[0]!.shape[1]!, ALPHA_F: alpha },
        bindings: {
          queries: { slot: queries!, element: 'f32' },
          candidates: { slot: candidates!, element: 'f32' },
          out: { slot: out!, element: 'f32' },
        },
        threads: out!.elements,
      });
    },
    backward(recorder, [queries, candidates], _outputs, gradient, [dq, dz], types, { alpha }) {
      const constants = { K: types.outputs[0]!.shape[1]!, D: types.inputs[0]!.shape[1]!, ALPHA_F: alpha };
      if (dq) {
        recorder.dispatch({
          kernel: { name: 'candidate-scores-backward query', source: groupBackwardSource },
          constants: { ...constants, ACCUMULATE: Number(dq.accumulate) },
          bindings: {
            gradient: { slot: gradient, element: 'f32' },
            candidates: { slot: candidates!, element: 'f32' },
            out: { slot: dq.slot, element: 'f32' },
          },
          threads: queries!.elements,
        });
      }
      if (dz) {
        recorder.dispatch({
          kernel: { name: 'candidate-scores-backward candidate', source: groupBackwardSource },
          constants: { ...constants, ACCUMULATE: Number(dz.accumulate) },
          bindings: {
            gradient: { slot: gradient, element: 'f32' },
            queries: { slot: queries!, element: 'f32' },
            out: { slot: dz.slot, element: 'f32' },
          },
          threads: candidates!.elements,
        });
      }
    },
  },
};

/** a (n, d) or (R, T, d), b (m, d) → alpha · a bᵀ (+ bias (m) on each row), (n, m), n = R·T. */
export function innerProduct(
  graph: Graph,
  a: Tensor,
  b: Tensor,
  options: { alpha?: number; bias?: Tensor } = {},
): Tensor {
  const { alpha = 1, bias } = options;
  return graph.apply(innerProductOp, [a, b, ...(bias ? [bias] : [])], { alpha });
}

/** f(x, z) for each query and its own k candidates: queries (B, d), candidates (B·k, d) → (B, k). */
export function candidateScores(graph: Graph, queries: Tensor, candidates: Tensor, alpha = 1): Tensor {
  return graph.apply(candidateScoresOp, [queries, candidates], { alpha });
}
