/** Attention in float64: plain loops over every query and key, for all layouts and masks. */
import type { Reference } from '../op.ts';

/** Where queries, keys and values are stored: each in an array of its own, or all in one. */
export interface AttentionView {
  rows: number;
  heads: number;
  queryCount: number;
  keyCount: number;
  /** Width of a head. */
  size: number;
  queries: Part;
  keys: Part;
  values: Part;
  /** Whether query i of row r sees key j. */
  sees(r: number, i: number, j: number): boolean;
}

export interface Part {
  data: Float64Array;
  tokens: number;
  /** Elements per token, and the first element of this part within a token. */
  width: number;
  offset: number;
}

/** out (R, Tq, d) and the log-sum-exp of every query's scores, (R, H, Tq); zeros for a query that sees no key. */
export function attentionForward(view: AttentionView, out: Float64Array, logSums: Float64Array): void {
  const { heads, queryCount, keyCount, size } = view;
  forEachQuery(view, (r, h, i) => {
    const scores = new Float64Array(keyCount).fill(-Infinity);
    for (let j = 0; j < keyCount; j++) if (view.sees(r, i, j)) scores[j] = score(view, r, h, i, j);
    const top = scores.reduce((a, b) => Math.max(a, b), -Infinity);
    if (top === -Infinity) return;
    const logSum = top + Math.log(scores.reduce((sum, s) => sum + Math.exp(s - top), 0));
    logSums[(r * heads + h) * queryCount + i] = logSum;
    for (let j = 0; j < keyCount; j++) {
      if (scores[j] === -Infinity) continue;
      const p = Math.exp(scores[j]! - logSum);
      const value = place(view.values, size, r, h, j);
      for (let c = 0; c < size; c++) {
        out[(r * queryCount + i) * heads * size + h * size + c]! += p * view.values.data[value + c]!;
      }
    }
  });
}

/** The weights of every query, (R, H, Tq, Tk), from the log-sum-exp of its scores; 0 where it does not see a key. */
export function attentionWeightsForward(view: AttentionView, logSums: Float64Array, out: Float64Array): void {
  const { heads, queryCount, keyCount } = view;
  forEachQuery(view, (r, h, i) => {
    const query = (r * heads + h) * queryCount + i;
    for (let j = 0; j < keyCount; j++) {
      if (view.sees(r, i, j)) out[query * keyCount + j] = Math.exp(score(view, r, h, i, j) - logSums[query]!);
    }
  });
}

/** Adds to the gradients of queries, keys and values, which have the layout of their parts. */
export function attentionBackward(
  view: AttentionView,
  out: Float64Array,
  logSums: Float64Array,
  gradient: Float64Array,
  gradients: { queries?: Float64Array; keys?: Float64Array; values?: Float64Array },
): void {
  const { heads, queryCount, keyCount, size } = view;
  const scale = 1 / Math.sqrt(size);
  forEachQuery(view, (r, h, i) => {
    const row = (r * queryCount + i) * heads * size + h * size;
    const query = place(view.queries, size, r, h, i);
    let delta = 0;
    for (let c = 0; c < size; c++) delta += gradient[row + c]! * out[row + c]!;
    for (let j = 0; j < keyCount; j++) {
      if (!view.sees(r, i, j)) continue;
      const key = place(view.keys, size, r, h, j);
      const value = place(view.values, size, r, h, j);
      const p = Math.exp(score(view, r, h, i, j) - logSums[(r * heads + h) * queryCount + i]!);
      let dp = 0;
      for (let c = 0; c < size; c++) dp += gradient[row + c]! * view.values.data[value + c]!;
      const ds = p * (dp - delta) * scale;
      for (let c = 0; c < size; c++) {
        if (gradients.queries) gradients.queries[query + c]! += ds * view.keys.data[key + c]!;
        if (gradients.keys) gradients.keys[key + c]! += ds * view.queries.data[query + c]!;
        if (gradients.values) gradients.values[value + c]! += p * gradient[row + c]!;
      }
    }
  });
}

/** Part `index` of a tensor that holds several parts side by side, e.g. part 1, the keys, of qkv (R, T, 3d). */
export function partOf({ data, shape }: Reference, d: number, index: number): Part {
  const [, tokens, width] = shape as [number, number, number];
  return { data, tokens, width, offset: index * d };
}

function forEachQuery(view: AttentionView, visit: (r: number, h: number, i: number) => void): void {
  for (let r = 0; r < view.rows; r++) {
    for (let h = 0; h < view.heads; h++) for (let i = 0; i < view.queryCount; i++) visit(r, h, i);
  }
}

/** Index of the first element of a token's head. */
function place({ tokens, width, offset }: Part, size: number, r: number, h: number, token: number): number {
  return (r * tokens + token) * width + offset + h * size;
}

function score(view: AttentionView, r: number, h: number, i: number, j: number): number {
  const { queries, keys, size } = view;
  const query = place(queries, size, r, h, i);
  const key = place(keys, size, r, h, j);
  let sum = 0;
  for (let c = 0; c < size; c++) sum += queries.data[query + c]! * keys.data[key + c]!;
  return sum / Math.sqrt(size);
}
