import { describe, expect, it } from 'vitest';
import type { PreparedCorpus } from '../../run/prepare.ts';
import { readerLengths } from './model-shapes.ts';

/** A corpus of which only lengths are known: of sentences and of bodies, each as often as the other. */
const corpus = (sentences: number[], bodies: number[]): PreparedCorpus =>
  ({
    sentences: sentences.map((length) => ({ ids: { length } })),
    blocks: bodies.map((length) => ({ body: { length } })),
    lengths: { joined: Math.ceil((Math.max(...sentences) + Math.max(...bodies) + 3) / 4) * 4 },
  }) as unknown as PreparedCorpus;

describe('lengths of the reader’s plans', () => {
  it('are one where every row is about as long', () => {
    expect(readerLengths(corpus([10, 11], [24, 24]), 64)).toEqual([40]);
  });

  it('are two where the longest row is rare, the shorter with the least expected length', () => {
    // one sentence in a hundred is long: of four rows all are short with probability .99⁴ = .96
    const lengths = [...new Array(99).fill(7), 27];
    expect(readerLengths(corpus(lengths, [30]), 4)).toEqual([40, 60]);
    // of 256 rows hardly ever
    expect(readerLengths(corpus(lengths, [30]), 256)).toEqual([60]);
  });
});
