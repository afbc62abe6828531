/** Test cases of the ops of recurrent sequence models. */
import type { OpCase } from './case-builder.ts';
import { dotAttention } from './dot-attention.ts';
import { gatedAdd } from './elementwise.ts';
import { gru } from './gru.ts';
import { linear } from './linear.ts';

/** Row i has the length i mod (T + 1) if `padded`; one of them is 0. */
const gruCase = (
  [r, t, d]: [number, number, number],
  { reverse, initial, padded }: { reverse?: boolean; initial?: boolean; padded?: boolean },
): OpCase => ({
  name: `gru ${r}×${t}×${d}${reverse ? ' in reverse' : ''}${initial ? ' from a state' : ''}${padded ? ', padded' : ''}`,
  build: (b) => {
    const lengths = b.integers('lengths', [r], (_, i) => (padded ? i % (t + 1) : t));
    return gru(b.graph, b.value('products', [r, t, 3 * d]), b.value('weight', [d, 3 * d], 0.5), lengths, {
      reverse,
      ...(initial && { initial: b.value('initial', [r, d]) }),
    });
  },
});

const alignmentCase = (r: number, tq: number, tk: number, d: number): OpCase => ({
  name: `dotAttention ${r}×${tq} to ${tk} of ${d}`,
  build: (b) => {
    const lengths = b.integers('lengths', [r], (_, i) => 1 + (i % tk));
    return dotAttention(b.graph, b.value('queries', [r, tq, d]), b.value('memory', [r, tk, d]), lengths).contexts;
  },
});

export const sequenceCases: OpCase[] = [
  gruCase([1, 1, 4], {}),
  gruCase([3, 5, 4], { initial: true }),
  gruCase([5, 4, 8], { reverse: true, padded: true }),
  gruCase([6, 3, 12], { initial: true, padded: true }),
  {
    name: 'two directions of products that are shared, the second begins with the states of the first',
    build: (b) => {
      const [r, t, d] = [3, 3, 4];
      const lengths = b.integers('lengths', [r], (prng) => 1 + prng.int(t));
      const products = linear(b.graph, b.value('x', [r, t, d]), b.value('w', [d, 3 * d]));
      const weight = b.value('weight', [d, 3 * d], 0.5);
      const there = gru(b.graph, products, weight, lengths);
      const back = gru(b.graph, products, weight, lengths, { reverse: true, initial: b.value('initial', [r, d]) });
      return gatedAdd(b.graph, there, back, b.value('gate', [d]));
    },
  },
  alignmentCase(1, 1, 1, 4),
  alignmentCase(3, 5, 4, 8),
  {
    name: 'dotAttention of states to themselves',
    build: (b) => {
      const states = b.value('states', [2, 3, 4]);
      const lengths = b.integers('lengths', [2], () => 2);
      // queries and memory come from one tensor, whose gradient both add to
      const queries = linear(b.graph, states, b.value('w', [4, 4]));
      return dotAttention(b.graph, queries, states, lengths).contexts;
    },
  },
];
