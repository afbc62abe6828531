import { describe, expect, it } from 'vitest';
import { compareResults } from './comparison.ts';
import { questionResult, sentenceResult } from './testing/results.ts';

describe('two runs on the same examples', () => {
  it('are compared pair by pair, in any order', () => {
    // A alone is right on one question, B alone on five: p = 2 (1 + 6) / 2^6 = .21875 by hand
    const ids = Array.from({ length: 8 }, (_, i) => `q${i}`);
    const a = ids.map((id, i) => questionResult(id, { rank: i === 0 || i === 7 ? 1 : 3 }));
    const b = ids.map((id, i) => questionResult(id, { rank: i >= 1 && i <= 5 ? 1 : i === 7 ? 1 : null }));
    const { rows, unpaired } = compareResults(
      { questions: a, sentences: [] },
      { questions: [...b].reverse(), sentences: [] },
    );
    const first = rows.find(({ metric, part }) => metric === 'recallAt1' && part === 'all')!;
    expect(first).toMatchObject({ n: 8, first: 2 / 8, second: 6 / 8, difference: 4 / 8 });
    expect(first.test).toMatchObject({ onlyFirst: 1, onlySecond: 5 });
    expect(first.test!.p).toBeCloseTo(0.21875, 12);
    // differences −1, five of 1, two of 0: mean .5, s² = (1 · 2.25 + 5 · .25 + 2 · .25) / 7, t(7) = 2.3646
    const half = 2.364624 * Math.sqrt(4 / 7 / 8);
    expect(first.low).toBeCloseTo(0.5 - half, 5);
    expect(first.high).toBeCloseTo(0.5 + half, 5);
    expect(rows.find(({ metric, part }) => metric === 'recallAt5' && part === 'test')).toMatchObject({
      first: 1,
      second: 6 / 8,
    });
    expect(unpaired).toBe(0);
    // no question is about a held-out subject or of the development split
    expect(rows.map(({ metric, part }) => `${metric} ${part}`)).toEqual([
      'recallAt1 all',
      'recallAt5 all',
      'recallAt1 test',
      'recallAt5 test',
    ]);
  });

  it('leave out what one of them lacks, and say how much', () => {
    const a = [sentenceResult('s0', { logLikelihood: -1 }), sentenceResult('s1')];
    const b = [sentenceResult('s0', { logLikelihood: -3 }), sentenceResult('s2'), sentenceResult('s3')];
    const { rows, unpaired } = compareResults({ questions: [], sentences: a }, { questions: [], sentences: b });
    expect(unpaired).toBe(3);
    expect(rows.find(({ metric }) => metric === 'heldOutLogLikelihood')).toMatchObject({ n: 1, difference: -2 });
  });
});
