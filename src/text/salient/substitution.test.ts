import { describe, expect, it } from 'vitest';
import { Prng } from '../../util/prng.ts';
import { inverse, permuteValues, substitute, type TokenisedText, valueTokens } from './substitution.ts';

/** Tokens of one character each at even places; the salient ones are given by position. */
function text(ids: number[], salient: number[]): TokenisedText {
  return {
    ids: [2, ...ids],
    ranges: [{ start: 0, end: 0 }, ...ids.map((_, i) => ({ start: 2 * i, end: 2 * i + 1 }))],
    spans: salient.map((i) => ({ start: 2 * i, end: 2 * i + 1, kind: 'other' as const })),
  };
}

describe('valueTokens', () => {
  it('are the ids with at least half of their occurrences inside salient spans', () => {
    const texts = [
      text([10, 11, 12], [0]),
      text([10, 11, 13], [0, 1]),
      text([11, 13, 10], [1]),
      text([12, 11, 12], [2]),
    ];
    // Inside / total: 10 2/3, 11 1/4, 12 1/3, 13 1/2.
    expect(valueTokens(texts)).toEqual([10, 13]);
    expect(valueTokens(texts, 0.3)).toEqual([10, 12, 13]);
    expect(valueTokens(texts, 1)).toEqual([]);
    expect(valueTokens([])).toEqual([]);
    // [UNK] stands inside a span, and is no value.
    expect(valueTokens([text([1, 10], [0, 1])])).toEqual([10]);
  });
});

describe('permuteValues', () => {
  const values = [7, 9, 12, 15];

  it('permutes the values and leaves the rest of the vocabulary alone', () => {
    const prng = new Prng(1);
    const seen = new Set<string>();
    for (let i = 0; i < 500; i++) {
      const map = permuteValues(prng, values, 20);
      expect(map).toHaveLength(20);
      expect(values.map((id) => map[id]!).sort((a, b) => a - b)).toEqual(values);
      for (let id = 0; id < 20; id++) if (!values.includes(id)) expect(map[id]).toBe(id);
      seen.add(String(map));
    }
    expect(seen.size).toBe(24);
  });

  it('is taken back by its inverse', () => {
    const map = permuteValues(new Prng(3), values, 20);
    const ids = Int32Array.of(7, 15, 1, 9, 12);
    const there = ids.slice();
    substitute(there, map);
    expect(there).not.toEqual(ids);
    substitute(there, inverse(map));
    expect(there).toEqual(ids);
  });

  it('applied to x, z and y alike keeps equal tokens equal', () => {
    const map = permuteValues(new Prng(5), values, 20);
    const x = Int32Array.of(1, 7, 3);
    const z = Int32Array.of(7, 9);
    substitute(x, map);
    substitute(z, map);
    expect(x[1]).toBe(z[0]);
    expect(x[1]).not.toBe(z[1]);
    expect([x[0], x[2]]).toEqual([1, 3]);
  });
});
