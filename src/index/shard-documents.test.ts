import { describe, expect, it } from 'vitest';
import { packSequences, type TokenSequences } from '../text/tokenizer/tokens.ts';
import { Prng } from '../util/prng.ts';
import { sliceSequences, splitByTokens } from './shard-documents.ts';

const documentsOf = (lengths: number[]): TokenSequences =>
  packSequences(lengths.map((length) => Array(length).fill(1)));

describe('splitByTokens', () => {
  it('counts tokens, not documents', () => {
    expect(splitByTokens(documentsOf([10, 1, 1, 1, 1, 1, 1, 1, 1, 2]), 2)).toEqual([0, 1, 10]);
    expect(splitByTokens(documentsOf([1, 1, 1, 1, 6, 5, 5]), 4)).toEqual([0, 4, 5, 6, 7]);
  });

  it.each([1, 2, 3, 5, 8])('%i runs: all documents in order, none empty, none a document over its share', (runs) => {
    const prng = new Prng(runs);
    const lengths = Array.from({ length: 90 }, () => 1 + prng.int(40));
    const bounds = splitByTokens(documentsOf(lengths), runs);
    expect([bounds.length, bounds[0], bounds.at(-1)]).toEqual([runs + 1, 0, 90]);
    const total = (from: number, to: number) => lengths.slice(from, to).reduce((a, b) => a + b, 0);
    for (let i = 0; i < runs; i++) {
      expect(bounds[i + 1]).toBeGreaterThan(bounds[i]!);
      expect(Math.abs(total(bounds[i]!, bounds[i + 1]!) - total(0, 90) / runs)).toBeLessThanOrEqual(40);
    }
  });

  it('makes no more runs than there are documents', () => {
    expect(splitByTokens(documentsOf([9, 1]), 8)).toEqual([0, 1, 2]);
    expect(splitByTokens(documentsOf([]), 8)).toEqual([0, 0]);
  });
});

describe('sliceSequences', () => {
  it('copies documents with a buffer of their own', () => {
    const sequences = packSequences([[1, 2, 3], [4], [5, 6], [7, 8, 9, 10]]);
    const middle = sliceSequences(sequences, 1, 3);
    expect(middle).toEqual(packSequences([[4], [5, 6]]));
    expect(middle.tokens.buffer.byteLength).toBe(12); // a view would be sent with all ten tokens
    expect(sliceSequences(sequences, 4, 4)).toEqual(packSequences([]));
  });
});
