/** Distributions over the vocabulary from the outputs of an evaluation plan: the vocabulary softmax, mixed with the copy head if there is one. */
import type { StepResult } from '../../graph/compile.ts';

export interface PredictionShape {
  vocabularySize: number;
  /** Masks per row, joint sequence length. */
  masks: number;
  length: number;
}

/** p(·|z, x) at mask j of row r, (V). `ids` and `ranges` are the plan's `joined.ids` and `joined.ranges` of this result. */
export function tokenDistribution(
  { logits, pointerLogs, gate }: StepResult,
  { vocabularySize: v, masks, length: t }: PredictionShape,
  ids: Uint32Array,
  ranges: Uint32Array,
  r: number,
  j: number,
): Float64Array {
  const i = r * masks + j;
  const row = logits!.subarray(i * v, (i + 1) * v);
  let top = -Infinity;
  for (const x of row) top = Math.max(top, x);
  const p = new Float64Array(v);
  let total = 0;
  for (let c = 0; c < v; c++) total += p[c] = Math.exp(row[c]! - top);
  const [first, end] = [ranges[2 * r]!, ranges[2 * r + 1]!];
  const copies = pointerLogs && gate && end > first;
  const sigmoid = copies ? 1 / (1 + Math.exp(-gate[i]!)) : 0;
  for (let c = 0; c < v; c++) p[c] = ((1 - sigmoid) * p[c]!) / total;
  for (let at = first; copies && at < end; at++) p[ids[r * t + at]!]! += sigmoid * Math.exp(pointerLogs[i * t + at]!);
  return p;
}

/** Σ_z p(z|x) p(·|z,x) at mask j of example b with k candidates, (V). Absent candidates have a prior of 0. */
export function marginalDistribution(
  result: StepResult,
  shape: PredictionShape,
  ids: Uint32Array,
  ranges: Uint32Array,
  { b, k, j }: { b: number; k: number; j: number },
): Float64Array {
  const marginal = new Float64Array(shape.vocabularySize);
  for (let z = 0; z < k; z++) {
    const prior = Math.exp(result.logPrior![b * k + z]!);
    if (prior === 0) continue;
    tokenDistribution(result, shape, ids, ranges, b * k + z, j).forEach((p, c) => {
      marginal[c]! += prior * p;
    });
  }
  return marginal;
}
