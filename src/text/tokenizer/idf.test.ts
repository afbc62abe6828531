import { describe, expect, it } from 'vitest';
import { inverseDocumentFrequency } from './idf.ts';
import { packSequences } from './tokens.ts';

describe('inverseDocumentFrequency', () => {
  // Four documents; 5 stands in all, 6 in two (twice in one of them), 7 in one, 8 in none.
  const documents = packSequences([
    [2, 5, 6, 6, 3],
    [2, 5, 6, 3],
    [2, 5, 7, 3],
    [2, 5, 3],
  ]);
  const idf = inverseDocumentFrequency(documents, 9, [0, 1, 2, 3, 4]);

  it('is ln(1 + N / (1 + n)), counting a document once', () => {
    expect(idf[5]).toBeCloseTo(Math.log(1 + 4 / 5), 6);
    expect(idf[6]).toBeCloseTo(Math.log(1 + 4 / 3), 6);
    expect(idf[7]).toBeCloseTo(Math.log(1 + 4 / 2), 6);
    expect(idf[8]).toBeCloseTo(Math.log(1 + 4), 6);
  });

  it('gives the special tokens the least weight, but some, so that the null document has a mean', () => {
    for (const id of [0, 1, 2, 3, 4]) expect(idf[id]).toBeCloseTo(Math.log(1 + 4 / 5), 6);
    expect(Math.min(...idf)).toBeGreaterThan(0);
  });

  it('stands an empty corpus', () => {
    expect([...inverseDocumentFrequency(packSequences([]), 3, [0])]).toEqual([0, 0, 0]);
  });
});
