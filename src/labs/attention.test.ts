import { describe, expect, it } from 'vitest';
import { attentionForward, partOf } from '../graph/ops/attention-reference.ts';
import { Prng } from '../util/prng.ts';
import { type AttentionState, attentionByHand, attentionLab, headCounts, maskKinds, seesKey } from './attention.ts';

const { start } = attentionLab;

describe('attention by hand', () => {
  it('is the worked example: q = (1, 0), K = (1 0; 0 1; 1 1), V = (1 0; 0 1; 2 2)', () => {
    const [head] = attentionByHand(start);
    expect(head!.scores[0]).toEqual([1, 0, 1]);
    expect(head!.scaled[0]![0]).toBeCloseTo(Math.SQRT1_2, 12);
    [0.401112, 0.197776, 0.401112].forEach((weight, j) => {
      expect(head!.weights[0]![j]).toBeCloseTo(weight, 6);
    });
    [1.203336, 1].forEach((out, c) => {
      expect(head!.out[0]![c]).toBeCloseTo(out, 6);
    });
  });

  const prng = new Prng(5);
  const numbers = () => [0, 1, 2].map(() => [prng.normal(), 3 * prng.normal()]);
  const [queries, keys, values] = [numbers(), numbers(), numbers()];
  const visible = {
    none: ['111', '111', '111'],
    causal: ['100', '110', '111'],
    prefix: ['110', '110', '111'],
  };

  it.each(maskKinds.flatMap((mask) => headCounts.map((heads) => ({ mask, heads }))))(
    'is what the models compute: mask $mask, $heads heads',
    ({ mask, heads }) => {
      const packed = {
        shape: [1, 3, 6],
        data: new Float64Array(queries.flatMap((q, i) => [...q, ...keys[i]!, ...values[i]!])),
      };
      const [q, k, v] = [0, 1, 2].map((part) => partOf(packed as never, 2, part));
      const out = new Float64Array(6);
      attentionForward(
        {
          ...{ rows: 1, heads, queryCount: 3, keyCount: 3, size: 2 / heads, queries: q!, keys: k!, values: v! },
          sees: (_row, i, j) => visible[mask][i]![j] === '1',
        },
        out,
        new Float64Array(3 * heads),
      );
      const steps = attentionByHand({ queries, keys, values, mask, heads });
      [0, 1, 2].forEach((i) => {
        const row = steps.flatMap((head) => head.out[i]!);
        for (const [c, x] of row.entries()) expect(x).toBeCloseTo(out[2 * i + c]!, 12);
      });
    },
  );

  it('shows a mask in every step after it', () => {
    const [head] = attentionByHand({ ...start, mask: 'causal' });
    expect(head!.masked[0]).toEqual([head!.scaled[0]![0], -Infinity, -Infinity]);
    expect(head!.weights[0]).toEqual([1, 0, 0]);
    expect(head!.out[0]).toEqual(start.values[0]);
  });

  it('sees the keys of its mask', () => {
    for (const mask of maskKinds) {
      expect([0, 1, 2].map((i) => [0, 1, 2].map((j) => Number(seesKey(mask, i, j))).join(''))).toEqual(visible[mask]);
    }
  });

  it('takes large numbers without overflow', () => {
    const large = { ...start, queries: start.queries.map(() => [100, 100]), keys: start.keys.map(() => [100, 100]) };
    expect(attentionByHand(large)[0]!.weights[0]).toEqual([1 / 3, 1 / 3, 1 / 3]);
  });
});

describe('its exercises', () => {
  const { alone, alike, prefix } = attentionLab.exercises;
  const at = (change: Partial<AttentionState>): AttentionState => ({ ...start, ...change });
  const row = (matrix: AttentionState['keys'], i: number, values: number[]) =>
    matrix.map((one, at) => (at === i ? values : one));

  it('token 3 looks at token 1 alone', () => {
    // scores 10, 1, 2: weight 1 / (1 + e^(−9/√2) + e^(−8/√2)) = .9948
    expect(alone!(at({ keys: row(start.keys, 0, [5, 5]) }))).toBe(true);
    // scores 3, 1, 2: .576
    expect(alone!(at({ keys: row(start.keys, 0, [2, 1]) }))).toBe(false);
    // one of two heads is not enough
    expect(alone!(at({ heads: 2, keys: row(start.keys, 0, [9, 0]) }))).toBe(false);
  });

  it('token 1 looks at all alike', () => {
    expect(alike!(at({ queries: row(start.queries, 0, [0, 0]) }))).toBe(true);
    expect(alike!(at({ keys: start.keys.map(() => [1, 1]) }))).toBe(false);
    expect(alike!(start)).toBe(false);
  });

  it('the prefix sees itself, and nothing behind it', () => {
    expect(prefix!(at({ mask: 'prefix' }))).toBe(true);
    expect(prefix!(at({ mask: 'causal' }))).toBe(false);
    expect(prefix!(start)).toBe(false);
    // whatever the scores are: token 1 sees token 2 with a weight of 1 / (1 + e^(5/√2)) = .028
    expect(prefix!(at({ mask: 'prefix', keys: row(start.keys, 0, [5, 0]) }))).toBe(true);
    // without a mask a weight of exactly 0 is a number too small for float64, and token 3 is seen
    const far = { queries: row(start.queries, 0, [15, 0]), keys: row(row(start.keys, 2, [-100, 0]), 0, [0, 0]) };
    expect(attentionByHand(at(far))[0]!.weights[0]).toEqual([0.5, 0.5, 0]);
    expect(prefix!(at(far))).toBe(false);
  });
});
