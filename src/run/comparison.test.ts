import { describe, expect, it } from 'vitest';
import { compareResults } from './comparison.ts';
import { questionResult, sentenceResult } from './testing/results.ts';

describe('two runs on the same examples', () => {
  it('are compared pair by pair, in any order', () => {
    // A alone is right on one question, B alone on five: p = 2 (1 + 6) / 2^6 = .21875 by hand
    const ids = Array.from({ length: 8 }, (_, i) => `q${i}`);
    const a = ids.map((id, i) => questionResult(id, { subject: id, rank: i === 0 || i === 7 ? 1 : 3 }));
    const b = ids.map((id, i) => questionResult(id, { rank: i >= 1 && i <= 5 ? 1 : i === 7 ? 1 : null }));
    const runs = {
      corpus: '8-a 8-b',
      first: { questions: a, sentences: [] },
      second: { questions: [...b].reverse(), sentences: [] },
    };
    const { rows, unpaired } = compareResults([runs]);
    const first = rows.find(({ metric, part }) => metric === 'recallAt1' && part === 'all')!;
    expect(first).toMatchObject({ n: 8, first: 2 / 8, second: 6 / 8, difference: 4 / 8 });
    expect(first.tests).toEqual([{ onlyFirst: 1, onlySecond: 5, p: expect.closeTo(0.21875, 12) }]);
    // differences −1, five of 1, two of 0: of all 8^8 resamples a share of .0185 lies below 0 and .0489 at 0 or below; .9022 at 6 or below
    expect(first.low).toBe(0);
    expect([7 / 8, 1]).toContain(first.high);
    // the same pair of runs with another seed: two tests, and no narrower interval
    const twice = compareResults([runs, runs]).rows.find(
      ({ metric, part }) => metric === 'recallAt1' && part === 'all',
    )!;
    expect(twice).toEqual({ ...first, n: 16, tests: [first.tests![0], first.tests![0]] });
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

  it('are compared by the retriever beside them on questions that it ranked in both', () => {
    const a = [1, 1, 2].map((realmRank, i) => questionResult(`q${i}`, { subject: `s${i}`, realmRank }));
    const b = [questionResult('q0', { realmRank: null }), questionResult('q1', { realmRank: 1 }), questionResult('q2')];
    const pair = { corpus: '', first: { questions: a, sentences: [] }, second: { questions: b, sentences: [] } };
    const row = compareResults([pair]).rows.find(({ metric, part }) => metric === 'realmRecallAt1' && part === 'all')!;
    expect(row).toMatchObject({ n: 2, first: 1, second: 0.5, difference: -0.5 });
    expect(row.tests).toEqual([{ onlyFirst: 1, onlySecond: 0, p: 1 }]);
  });

  it('leave out what one of them lacks, and say how much', () => {
    const a = [sentenceResult('s0', { logLikelihood: -1 }), sentenceResult('s1')];
    const b = [sentenceResult('s0', { logLikelihood: -3 }), sentenceResult('s2'), sentenceResult('s3')];
    const { rows, unpaired } = compareResults([
      { corpus: '', first: { questions: [], sentences: a }, second: { questions: [], sentences: b } },
    ]);
    expect(unpaired).toBe(3);
    expect(rows.find(({ metric }) => metric === 'heldOutLogLikelihood')).toMatchObject({ n: 1, difference: -2 });
  });
});
