import { describe, expect, it } from 'vitest';
import { measuredOf, rightOnes } from './measured.ts';
import { handResults, questionResult } from './testing/results.ts';

describe('what the page keeps of results', () => {
  it('is whether each example was right, in the order of ids, in a bit each', () => {
    const { phase, step, corpus, paired } = measuredOf(handResults(), 'c');
    expect({ phase, step, corpus }).toEqual({ phase: 'joint', step: 60, corpus: 'c' });
    expect(Object.keys(paired).sort()).toEqual(['heldOutAccuracy', 'recallAt1']);
    // bits 0, 1, 2 of the first byte, none of the second
    expect(paired.recallAt1).toMatchObject({ n: 10, right: btoa('\x07\x00') });
    expect(rightOnes(paired.recallAt1!)).toEqual([true, true, true, ...new Array(7).fill(false)]);
    expect(rightOnes(paired.heldOutAccuracy!)).toEqual([true, false, false, false]);
  });

  it('fingerprints the examples: their order says nothing, another one does', () => {
    const of = (ids: string[]) =>
      measuredOf({ ...handResults(), questions: ids.map((id) => questionResult(id)) }, 'c').paired.recallAt1!.of;
    expect(of(['q1', 'q0'])).toBe(of(['q0', 'q1']));
    expect(of(['q0', 'q2'])).not.toBe(of(['q0', 'q1']));
  });
});
