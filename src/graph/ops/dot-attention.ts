/**
 * Attention of a decoder to the states of an encoder by their inner products (Luong, Pham and Manning 2015, eqs. 7–8, “dot”): not scaled, one head, and
 * the same states are keys and values. Its weights are the alignment of the two sequences. They are a value that can be read, unlike those of `attention`.
 *
 *   a_ij = exp(q_i · m_j) / Σ_j′ exp(q_i · m_j′),   c_i = Σ_j a_ij m_j        over the source tokens j < length
 */
import memorySource from '../../gpu/kernels/alignment-memory.wgsl?raw';
import scoresSource from '../../gpu/kernels/alignment-scores.wgsl?raw';
import sumSource from '../../gpu/kernels/alignment-sum.wgsl?raw';
import weightsSource from '../../gpu/kernels/alignment-weights.wgsl?raw';
import type { Recorder, Slot } from '../../gpu/plan.ts';
import { type Graph, requireShape, type Tensor, type TensorType } from '../graph.ts';
import type { GradientSlot, Op } from '../op.ts';

/** Inputs: queries (R, Tq, d), memory (R, Tk, d), lengths (R) u32, above 0. Value: contexts (R, Tq, d); beside it the weights (R, Tq, Tk), zero past the length. */
const dotAttentionOp: Op<object> = {
  name: 'dotAttention',
  infer([queries, memory, lengths]) {
    const [r, tq, d] = queries!.shape as [number, number, number];
    requireShape('dotAttention', 'memory', memory!, [r, memory!.shape[1]!, d]);
    requireShape('dotAttention', 'lengths', lengths!, [r]);
    return [
      { shape: [r, tq, d], dtype: 'f32' },
      { shape: [r, tq, memory!.shape[1]!], dtype: 'f32' },
    ];
  },
  reference: {
    forward([queries, memory, lengths], [contexts, weights]) {
      const [rows, tq, d] = queries!.shape as [number, number, number];
      const tk = memory!.shape[1]!;
      for (let i = 0; i < rows * tq; i++) {
        const row = Math.floor(i / tq);
        const scores = Array.from({ length: lengths!.data[row]! }, (_, j) => {
          let sum = 0;
          for (let c = 0; c < d; c++) sum += queries!.data[i * d + c]! * memory!.data[(row * tk + j) * d + c]!;
          return sum;
        });
        const top = Math.max(...scores);
        const total = scores.reduce((sum, score) => sum + Math.exp(score - top), 0);
        scores.forEach((score, j) => {
          const weight = Math.exp(score - top) / total;
          weights!.data[i * tk + j] = weight;
          for (let c = 0; c < d; c++) contexts!.data[i * d + c]! += weight * memory!.data[(row * tk + j) * d + c]!;
        });
      }
    },
    backward([queries, memory, lengths], [contexts, weights], gradient, [dQueries, dMemory]) {
      const [rows, tq, d] = queries!.shape as [number, number, number];
      const tk = memory!.shape[1]!;
      for (let i = 0; i < rows * tq; i++) {
        const row = Math.floor(i / tq);
        // Σ_j a_j (g · m_j) = g · c
        let mean = 0;
        for (let c = 0; c < d; c++) mean += gradient.data[i * d + c]! * contexts!.data[i * d + c]!;
        for (let j = 0; j < lengths!.data[row]!; j++) {
          const at = (row * tk + j) * d;
          const weight = weights!.data[i * tk + j]!;
          let inner = 0;
          for (let c = 0; c < d; c++) inner += gradient.data[i * d + c]! * memory!.data[at + c]!;
          const dScore = weight * (inner - mean);
          for (let c = 0; c < d; c++) {
            if (dQueries) dQueries.data[i * d + c]! += dScore * memory!.data[at + c]!;
            if (dMemory)
              dMemory.data[at + c]! += weight * gradient.data[i * d + c]! + dScore * queries!.data[i * d + c]!;
          }
        }
      }
    },
  },
  gpu: {
    forward(recorder, [queries, memory, lengths], [contexts, weights], types) {
      const { rows, tq, tk, d } = sizesOf(types.inputs);
      recorder.dispatch({
        kernel: { name: 'alignment-weights', source: weightsSource },
        constants: { TQ: tq, TK: tk, D: d },
        bindings: {
          queries: { slot: queries!, element: 'vec4f' },
          memory: { slot: memory!, element: 'vec4f' },
          lengths: { slot: lengths!, element: 'u32' },
          weights: { slot: weights!, element: 'f32' },
        },
        threads: rows * tq,
      });
      recordSum(recorder, weights!, memory!, types.inputs, { slot: contexts!, accumulate: false });
    },
    backward(recorder, [queries, memory, lengths], [, weights], gradient, [dQueries, dMemory], types) {
      const { rows, tq, tk, d } = sizesOf(types.inputs);
      const dScores = recorder.scratch(rows * tq * tk, '∂scores');
      recorder.dispatch({
        kernel: { name: 'alignment-scores', source: scoresSource },
        constants: { TQ: tq, TK: tk, D: d },
        bindings: {
          gradient: { slot: gradient, element: 'vec4f' },
          memory: { slot: memory!, element: 'vec4f' },
          lengths: { slot: lengths!, element: 'u32' },
          weights: { slot: weights!, element: 'f32' },
          scores: { slot: dScores, element: 'f32' },
        },
        threads: rows * tq,
      });
      if (dQueries) recordSum(recorder, dScores, memory!, types.inputs, dQueries);
      if (dMemory) {
        recorder.dispatch({
          kernel: { name: 'alignment-memory', source: memorySource },
          constants: { TQ: tq, TK: tk, D: d, ACCUMULATE: Number(dMemory.accumulate) },
          bindings: {
            gradient: { slot: gradient, element: 'vec4f' },
            queries: { slot: queries!, element: 'vec4f' },
            weights: { slot: weights!, element: 'f32' },
            scores: { slot: dScores, element: 'f32' },
            out: { slot: dMemory.slot, element: 'vec4f' },
          },
          threads: (rows * tk * d) / 4,
        });
      }
    },
  },
};

function sizesOf([queries, memory]: TensorType[]) {
  const [rows, tq, d] = queries!.shape as [number, number, number];
  return { rows, tq, tk: memory!.shape[1]!, d };
}

/** out (R, Tq, d) (+)= Σ_j factors_ij memory_j, factors (R, Tq, Tk) */
function recordSum(
  recorder: Recorder,
  factors: Slot,
  memory: Slot,
  inputs: TensorType[],
  { slot, accumulate }: GradientSlot,
): void {
  const { rows, tq, tk, d } = sizesOf(inputs);
  recorder.dispatch({
    kernel: { name: 'alignment-sum', source: sumSource },
    constants: { TQ: tq, TK: tk, D: d, ACCUMULATE: Number(accumulate) },
    bindings: {
      factors: { slot: factors, element: 'f32' },
      memory: { slot: memory, element: 'vec4f' },
      out: { slot, element: 'vec4f' },
    },
    threads: (rows * tq * d) / 4,
  });
}

/** queries (R, Tq, d), memory (R, Tk, d), lengths (R) u32, each from 1 to Tk → contexts (R, Tq, d) and the alignment (R, Tq, Tk). d is a multiple of 4. */
export function dotAttention(
  graph: Graph,
  queries: Tensor,
  memory: Tensor,
  lengths: Tensor,
): { contexts: Tensor; weights: Tensor } {
  const [contexts, weights] = graph.applyAll(dotAttentionOp, [queries, memory, lengths], {});
  return { contexts: contexts!, weights: weights! };
}
