/**
 * The next token of a text: the likeliest, a drawn one, or the likeliest few. A draw from softmax(logits / temperature) is the argmax of
 * logits / temperature + g with one Gumbel variable g a token (Maddison, Tarlow and Minka 2014), so neither a sum nor a sorted list is needed. The
 * variables follow from a seed and a counter, which are data. It has no gradient.
 */
import source from '../../gpu/kernels/choose-tokens.wgsl?raw';
import { RetrogradError } from '../../util/errors.ts';
import { type Graph, requireShape, type Tensor } from '../graph.ts';
import type { Op } from '../op.ts';
import { maskWords, seesKey } from './attention-mask.ts';
import { logZero } from './log-softmax.ts';
import { pcg3d, pcg3dSource } from './pcg3d.ts';

interface ChoiceAttributes {
  /** Tokens chosen of a row. */
  count: number;
}

/** The Gumbel variable of a hash, a uniform u32. */
export function gumbel(hash: number): number {
  // float32 as in the kernel: the largest variable is −log(½ · 2⁻³²) = 22.9
  const v = Math.min(Math.fround(Math.fround(hash) + 0.5) * 2 ** -32, 1 - 2 ** -24);
  return -Math.log(-Math.log1p(-v));
}

/**
 * Inputs: logits (R, V); barred (⌈V / 32⌉) u32, bits; temperature (1) and draws (R, 2) u32, if tokens are drawn. Value (R, K) u32: tokens, V where
 * fewer than K are allowed. Beside it (R, K): their log-probabilities among the allowed tokens, at temperature 1; `logZero` where there is none.
 */
const chooseOp: Op<ChoiceAttributes> = {
  name: 'chooseToken',
  infer([logits, barred, temperature, draws], { count }) {
    const [r, v] = logits!.shape as [number, number];
    requireShape('chooseToken', 'barred', barred!, [maskWords(v)]);
    if (temperature) requireShape('chooseToken', 'temperature', temperature, [1]);
    if (draws) requireShape('chooseToken', 'draws', draws, [r, 2]);
    return [
      { shape: [r, count], dtype: 'u32' },
      { shape: [r, count], dtype: 'f32' },
    ];
  },
  reference: {
    forward([logits, barred, temperature, draws], [tokens, logs], { count }) {
      const [rows, v] = logits!.shape as [number, number];
      const heat = temperature?.data[0] ?? 0;
      tokens!.data.fill(v);
      logs!.data.fill(logZero);
      for (let r = 0; r < rows; r++) {
        const row = logits!.data.subarray(r * v, (r + 1) * v);
        const allowed = Array.from(row.keys()).filter((c) => !seesKey(barred!.data, 0, c));
        const top = allowed.reduce((most, c) => Math.max(most, row[c]!), Number.NEGATIVE_INFINITY);
        const lse = top + Math.log(allowed.reduce((sum, c) => sum + Math.exp(row[c]! - top), 0));
        const keyOf = (c: number) =>
          heat === 0 ? row[c]! : row[c]! / heat + gumbel(pcg3d(c, draws!.data[2 * r + 1]!, draws!.data[2 * r]!));
        const keys = new Map(allowed.map((c) => [c, keyOf(c)]));
        const best = allowed.sort((a, b) => keys.get(b)! - keys.get(a)! || a - b).slice(0, count);
        best.forEach((c, n) => {
          tokens!.data[r * count + n] = c;
          logs!.data[r * count + n] = row[c]! - lse;
        });
      }
    },
    backward: noGradient,
  },
  gpu: {
    forward(recorder, [logits, barred, temperature, draws], [tokens, logs], types, { count }) {
      const [rows, v] = types.inputs[0]!.shape as [number, number];
      recorder.dispatch({
        kernel: { name: 'choose-tokens', source: source + pcg3dSource },
        constants: { ROWS: rows, V: v, K: count, SAMPLED: Number(draws !== undefined) },
        bindings: {
          logits: { slot: logits!, element: 'f32' },
          barred: { slot: barred!, element: 'u32' },
          temperature: { slot: temperature ?? recorder.absent(), element: 'f32' },
          draws: { slot: draws ?? recorder.absent(), element: 'u32' },
          chosen: { slot: tokens!, element: 'u32' },
          logs: { slot: logs!, element: 'f32' },
        },
        threads: rows * 64,
      });
    },
    backward: noGradient,
  },
};

function noGradient(): never {
  throw new RetrogradError('internal', 'chooseToken has no gradient: train on given tokens.');
}

/** Tokens (R, K) u32 and their log-probabilities (R, K) among the allowed tokens, at temperature 1. */
export interface ChosenTokens {
  tokens: Tensor;
  logs: Tensor;
}

/**
 * One token of each row. logits (R, V); barred (⌈V / 32⌉) u32: bit c mod 32 of word ⌊c / 32⌋ bars token c; temperature (1): with 0 the
 * likeliest, the lowest of equal ones; draws (R, 2) u32: a seed and a counter, e.g. the place of the token. K is 1.
 */
export function chooseToken(
  graph: Graph,
  logits: Tensor,
  barred: Tensor,
  { temperature, draws }: { temperature: Tensor; draws: Tensor },
): ChosenTokens {
  const [tokens, logs] = graph.applyAll(chooseOp, [logits, barred, temperature, draws], { count: 1 });
  return { tokens: tokens!, logs: logs! };
}

/** The `count` likeliest tokens of each row, the likeliest first, the lower of equal ones first. V in place of those that there are not. */
export function likeliestTokens(graph: Graph, logits: Tensor, barred: Tensor, count: number): ChosenTokens {
  const [tokens, logs] = graph.applyAll(chooseOp, [logits, barred], { count });
  return { tokens: tokens!, logs: logs! };
}
