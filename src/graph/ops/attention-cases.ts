/** Test cases of attention: both layouts and every mask, on shapes that are no multiple of a tile or of a word of the mask. */
import type { Tensor } from '../graph.ts';
import { type AttentionMask, attention, crossAttention, maskedAttention } from './attention.ts';
import { allowKeys, maskWords } from './attention-mask.ts';
import type { CaseBuilder, OpCase } from './case-builder.ts';
import { gatedAdd } from './elementwise.ts';

const selfCase = (r: number, t: number, heads: number, size: number, mask: AttentionMask): OpCase => ({
  name: `attention ${r}×${t} ${heads} heads of ${size}, ${mask}`,
  build: (b) => {
    const qkv = b.value('qkv', [r, t, 3 * heads * size]);
    const lengths = b.integers('lengths', [r], (prng) => 1 + prng.int(t));
    const prefixes = mask === 'prefix' ? b.integers('prefixes', [r], (prng) => prng.int(t + 1)) : undefined;
    return attention(b.graph, qkv, lengths, heads, mask, prefixes);
  },
});

/** Random bits. Every third query sees nothing; the others see some keys from a random place on. */
function randomMask(b: CaseBuilder, rows: number, queries: number, keys: number): Tensor {
  const mask = b.integers('mask', [rows, queries, maskWords(keys)], () => 0);
  const words = b.feeds.mask as Uint32Array;
  for (let query = 0; query < rows * queries; query++) {
    if (query % 3 === 1) continue;
    const from = b.prng.int(keys);
    for (let j = from; j < keys; j++) if (b.prng.int(2) === 0) allowKeys(words, keys, query, j, j + 1);
  }
  return mask;
}

const maskedCase = (r: number, t: number, heads: number, size: number, shared: boolean, within: boolean): OpCase => ({
  name: `attention ${r}×${t} ${heads} heads of ${size}, ${shared ? 'one mask' : 'a mask each'}${within ? ' within lengths' : ''}`,
  build: (b) => {
    const qkv = b.value('qkv', [r, t, 3 * heads * size]);
    const mask = randomMask(b, shared ? 1 : r, t, t);
    const lengths = within ? b.integers('lengths', [r], (prng) => prng.int(t + 1)) : undefined;
    return maskedAttention(b.graph, qkv, heads, mask, lengths);
  },
});

const crossCase = (
  r: number,
  [tq, tk]: [number, number],
  heads: number,
  size: number,
  seen: 'lengths' | 'starts' | 'mask' | 'mask within lengths',
): OpCase => ({
  name: `crossAttention ${r}×${tq} by ${tk}, ${heads} heads of ${size}, ${seen}`,
  build: (b) => {
    const queries = b.value('queries', [r, tq, heads * size]);
    const keysValues = b.value('keysValues', [r, tk, 2 * heads * size]);
    // 0 in the first row: it sees no key, or starts at the beginning
    const numbers = (name: string) => b.integers(name, [r], (prng, i) => (i === 0 ? 0 : prng.int(tk + 1)));
    if (seen === 'lengths') return crossAttention(b.graph, queries, keysValues, heads, { lengths: numbers('lengths') });
    if (seen === 'starts') return crossAttention(b.graph, queries, keysValues, heads, { starts: numbers('starts') });
    const mask = randomMask(b, seen === 'mask' ? r : 1, tq, tk);
    const lengths = seen === 'mask' ? undefined : numbers('lengths');
    return crossAttention(b.graph, queries, keysValues, heads, { mask, lengths });
  },
});

export const attentionCases: OpCase[] = [
  selfCase(1, 1, 1, 4, 'padding'),
  selfCase(3, 7, 2, 8, 'padding'),
  selfCase(2, 9, 3, 4, 'causal'),
  selfCase(3, 6, 1, 4, 'prefix'),
  selfCase(2, 11, 2, 4, 'prefix'),
  maskedCase(1, 1, 1, 4, false, false),
  maskedCase(2, 9, 2, 4, false, false),
  maskedCase(3, 6, 1, 8, true, false),
  maskedCase(2, 35, 1, 4, false, true),
  maskedCase(3, 33, 2, 4, true, true),
  crossCase(1, [1, 1], 1, 4, 'starts'),
  crossCase(3, [5, 7], 2, 8, 'lengths'),
  crossCase(2, [9, 3], 3, 4, 'lengths'),
  crossCase(3, [3, 10], 1, 4, 'starts'),
  crossCase(2, [6, 34], 2, 4, 'mask'),
  crossCase(3, [7, 5], 1, 4, 'mask within lengths'),
];

/** Two attentions of the same tensor: the second adds to the gradients of the first. */
const twiceCase = (r: number, t: number, heads: number, size: number): OpCase => ({
  name: `attention ${r}×${t} ${heads} heads of ${size}, causal, used twice`,
  build: (b) => {
    const qkv = b.value('qkv', [r, t, 3 * heads * size]);
    const lengths = (name: string) => b.integers(name, [r], (prng) => 1 + prng.int(t));
    const [first, second] = ['first', 'second'].map((name) => attention(b.graph, qkv, lengths(name), heads, 'causal'));
    return gatedAdd(b.graph, first!, second!, b.floats('gate', [heads * size]));
  },
});

/** Several tiles of queries and keys, for the variants that have tiles, with the head sizes that decide how large these are. */
export const tiledCases: OpCase[] = [
  selfCase(2, 70, 2, 8, 'causal'),
  selfCase(1, 69, 2, 8, 'prefix'),
  selfCase(2, 37, 1, 64, 'causal'),
  maskedCase(2, 68, 1, 8, false, true),
  crossCase(2, [21, 67], 1, 4, 'starts'),
  crossCase(2, [35, 40], 2, 24, 'lengths'),
  crossCase(2, [5, 67], 1, 4, 'mask'),
  twiceCase(1, 70, 2, 8),
];

/** So many heads that each has one workgroup in the backward pass, which adds to the gradient of the queries in place. */
export const manyHeadsCase: OpCase = twiceCase(64, 66, 2, 8);
