/** Scaled dot-product attention (Vaswani et al. 2017, eq. 1) step by step, with every number in between; in float64, for a few tokens. */
import { softmax } from '../util/softmax.ts';
import { z } from '../util/zod.ts';
import type { Lab } from './lab.ts';
import { largestEntry } from './number-text.ts';
import { readBy } from './read-state.ts';

/** Rows of numbers. */
export type Matrix = readonly (readonly number[])[];

/** Which keys a query sees: all; those up to its own place; or these and the first `prefixLength`. */
export const maskKinds = ['none', 'causal', 'prefix'] as const;
export type MaskKind = (typeof maskKinds)[number];

/** The tokens of a prefix see each other. */
const prefixLength = 2;

export const headCounts = [1, 2] as const;

export interface AttentionState {
  /** Queries, keys (T, d) and values (T, d): a row is a token. */
  queries: Matrix;
  keys: Matrix;
  values: Matrix;
  mask: MaskKind;
  /** Heads: each has d / heads of the columns. */
  heads: (typeof headCounts)[number];
}

/** The steps in their order; each is computed from the one before it. */
export const attentionSteps = ['scores', 'scaled', 'masked', 'weights', 'out'] as const;
export type AttentionStep = (typeof attentionSteps)[number];

/** What one head computes. `scores`, `scaled`, `masked` (−∞ where a key is not seen) and `weights` are (T, T), `out` is (T, columns of the head). */
export interface HeadSteps extends Readonly<Record<AttentionStep, Matrix>> {
  /** The first column of Q, K and V that is its own, and the first that is not. */
  from: number;
  end: number;
}

/** Whether query i sees key j. */
export function seesKey(mask: MaskKind, i: number, j: number): boolean {
  return mask === 'none' || j <= i || (mask === 'prefix' && j < prefixLength);
}

const dot = (a: readonly number[], b: readonly number[]) => a.reduce((sum, x, c) => sum + x * b[c]!, 0);

/** Every step of every head. */
export function attentionByHand({ queries, keys, values, mask, heads }: AttentionState): HeadSteps[] {
  const size = queries[0]!.length / heads;
  return Array.from({ length: heads }, (_, h) => {
    const [from, end] = [h * size, (h + 1) * size];
    const own = (matrix: Matrix) => matrix.map((row) => row.slice(from, end));
    const [q, k, v] = [own(queries), own(keys), own(values)];
    const scores = q.map((query) => k.map((key) => dot(query, key)));
    const scaled = scores.map((row) => row.map((score) => score / Math.sqrt(size)));
    const masked = scaled.map((row, i) => row.map((score, j) => (seesKey(mask, i, j) ? score : -Infinity)));
    const weights = masked.map(softmax);
    const out = weights.map((row) =>
      Array.from({ length: size }, (_unused, c) =>
        dot(
          row,
          v.map((value) => value[c]!),
        ),
      ),
    );
    return { from, end, scores, scaled, masked, weights, out };
  });
}

/** Three tokens, d = 2. */
const storedMatrix = z
  .array(z.array(z.number().check(z.minimum(-largestEntry), z.maximum(largestEntry))).check(z.length(2)))
  .check(z.length(3));

const isNear = (a: number, b: number) => Math.abs(a - b) < 1e-3;

export const attentionLab: Lab<AttentionState> = {
  id: 'attention',
  minutes: 12,
  right: 'alike',
  start: {
    queries: [
      [1, 0],
      [0, 1],
      [1, 1],
    ],
    keys: [
      [1, 0],
      [0, 1],
      [1, 1],
    ],
    values: [
      [1, 0],
      [0, 1],
      [2, 2],
    ],
    mask: 'none',
    heads: 1,
  },
  exercises: {
    /** Token 3 looks at token 1 alone. */
    alone: (state) => attentionByHand(state).every(({ weights }) => weights[2]![0]! > 0.9),
    /** Token 1 looks at all three alike, though their keys differ. */
    alike: (state) => {
      const differ = state.keys.every((key, i) =>
        state.keys.every((other, j) => i === j || key.join() !== other.join()),
      );
      return differ && attentionByHand(state).every(({ weights }) => weights[0]!.every((w) => isNear(w, 1 / 3)));
    },
    /** Token 1 does not see token 3, but token 2: by the mask, whatever the weights are. */
    prefix: ({ mask }) => !seesKey(mask, 0, 2) && seesKey(mask, 0, 1),
  },
  read: readBy(
    z.object({
      queries: storedMatrix,
      keys: storedMatrix,
      values: storedMatrix,
      mask: z.enum(maskKinds),
      heads: z.literal(headCounts),
    }),
  ),
};
