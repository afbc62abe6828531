import { describe, expect, it } from 'vitest';
import { defaultConfig } from '../systems/realm/config.ts';
import { chooseCandidates } from './candidates.ts';
import type { PreparedCorpus } from './prepare.ts';

/** Blocks 0 … 9; 4 is a copy of 0, cut elsewhere out of another document, and 7 a copy of 5. */
const identities = ['a', 'b', 'c', 'd', 'a', 'e', 'f', 'e', 'g', 'h'];
const prepared = { blocks: identities.map((identity) => ({ identity })) } as unknown as PreparedCorpus;
const realm = { ...defaultConfig.realm, candidates: 4 };

describe('candidates of an example (REALM.md §2)', () => {
  it('are null and the k − 1 best, the source left out', () => {
    expect(chooseCandidates([2, 0, 1, 3, 5], 0, prepared, realm)).toEqual({ blocks: [2, 1, 3] });
  });

  it('leave out every block of the source’s identity, whatever its number', () => {
    expect(chooseCandidates([4, 0, 1, 2, 3], 0, prepared, realm)).toEqual({ blocks: [1, 2, 3] });
  });

  it('keep the source where trivial retrieval is allowed', () => {
    expect(chooseCandidates([0, 1, 2, 3], 0, prepared, { ...realm, allowTrivial: true })).toEqual({
      blocks: [0, 1, 2],
    });
  });

  it('are k blocks without a null document', () => {
    expect(chooseCandidates([1, 2, 3, 5, 6], 0, prepared, { ...realm, nullDocument: false })).toEqual({
      blocks: [1, 2, 3, 5],
    });
  });

  it('skip an example with two candidates of one identity', () => {
    expect(chooseCandidates([5, 1, 7, 2], 0, prepared, realm)).toEqual({ skipped: 'duplicate candidates' });
  });

  it('skip an example with none', () => {
    expect(chooseCandidates([0, -1, -1], 0, prepared, realm)).toEqual({ skipped: 'no candidates' });
  });
});
