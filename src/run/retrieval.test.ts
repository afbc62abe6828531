import { describe, expect, it } from 'vitest';
import type { Block } from './prepare.ts';
import { chooseCandidates, distinctRanking } from './retrieval.ts';

/** Blocks 0 … 9; 4 is a copy of 0, cut elsewhere out of another document, and 7 a copy of 5. */
const identities = ['a', 'b', 'c', 'd', 'a', 'e', 'f', 'e', 'g', 'h'];
const blocks = identities.map((identity) => ({ identity })) as unknown as Block[];
const realm = { candidates: 4, nullDocument: true, allowTrivial: false };

describe('candidates of an example', () => {
  it('are null and the k − 1 best, the source left out', () => {
    expect(chooseCandidates([2, 0, 1, 3, 5], 0, blocks, realm)).toEqual({ blocks: [2, 1, 3] });
  });

  it('leave out every block of the source’s identity, whatever its number', () => {
    expect(chooseCandidates([4, 0, 1, 2, 3], 0, blocks, realm)).toEqual({ blocks: [1, 2, 3] });
  });

  it('keep the source where trivial retrieval is allowed', () => {
    expect(chooseCandidates([0, 1, 2, 3], 0, blocks, { ...realm, allowTrivial: true })).toEqual({
      blocks: [0, 1, 2],
    });
  });

  it('are k blocks without a null document', () => {
    expect(chooseCandidates([1, 2, 3, 5, 6], 0, blocks, { ...realm, nullDocument: false })).toEqual({
      blocks: [1, 2, 3, 5],
    });
  });

  it('skip an example with two candidates of one identity', () => {
    expect(chooseCandidates([5, 1, 7, 2], 0, blocks, realm)).toEqual({ skipped: 'duplicate-candidates' });
  });

  it('skip an example with none', () => {
    expect(chooseCandidates([0, -1, -1], 0, blocks, realm)).toEqual({ skipped: 'no-candidates' });
  });
});

describe('a ranking in which copies count once', () => {
  it('keeps the first of equal blocks, whoever ranked them, and leaves out what is barred', () => {
    expect(distinctRanking([4, 0, 5, 7, 1, 2], blocks, 3)).toEqual([4, 5, 1]);
    expect(distinctRanking([4, 0, 5, 7, 1, 2], blocks, 3, 'a')).toEqual([5, 1, 2]);
    expect(distinctRanking([3, -1, 2], blocks, 3)).toEqual([3]);
  });
});
