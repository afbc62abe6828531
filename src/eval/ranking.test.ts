import { describe, expect, it } from 'vitest';
import {
  averagePrecision,
  bestPassages,
  meanOverQueries,
  ndcg,
  ranked,
  recallAt,
  reciprocalRank,
  relevant,
  successAt,
} from './ranking.ts';

describe('ranking metrics', () => {
  // The expected values come from an independent implementation.
  const judgements = new Map([
    ['d1', 3],
    ['d2', 2],
    ['d3', 0],
    ['d4', 1],
    ['d5', 2],
  ]);
  const run = ['d2', 'd3', 'd1', 'u1', 'd4'];

  it('reproduces the worked example with grades', () => {
    expect(ndcg(run, judgements)).toBeCloseTo(0.682798, 6);
    expect(ndcg(run, judgements, 3)).toBeCloseTo(0.6652, 4);
    expect(recallAt(run, judgements, 3)).toBe(0.5);
    expect(averagePrecision(run, judgements)).toBeCloseTo(0.5667, 4);
  });

  it('reproduces the worked example with ties', () => {
    const ranking = ranked([
      { id: 'a', score: 1 },
      { id: 'c', score: 1 },
      { id: 'b', score: 0.5 },
    ]);
    expect(ranking).toEqual(['c', 'a', 'b']);
    expect(reciprocalRank(ranking, relevant(['a', 'b']))).toBe(0.5);
    expect(ndcg(ranking, relevant(['a', 'b']))).toBeCloseTo(0.6934, 4);
  });

  it('compares ids by code unit, as trec_eval does by byte', () => {
    expect(ranked(['d10', 'd9', 'D9', 'd1'].map((id) => ({ id, score: 0 })))).toEqual(['d9', 'd10', 'd1', 'D9']);
  });

  it('ranks and measures numbers as it does strings', () => {
    // The same two examples with d1 … d5 → 1 … 5 and u1 → 9; an index fills a short answer up with −1.
    const grades = new Map([
      [1, 3],
      [2, 2],
      [3, 0],
      [4, 1],
      [5, 2],
    ]);
    const answer = Int32Array.of(2, 3, 1, 9, 4, -1, -1);
    expect(ndcg(answer, grades)).toBeCloseTo(0.682798, 6);
    expect(averagePrecision(answer, grades)).toBeCloseTo(0.5667, 4);
    expect(recallAt(answer, grades, 3)).toBe(0.5);
    expect(ranked([10, 9, 1, 2].map((id) => ({ id, score: id === 1 ? 1 : 0 })))).toEqual([1, 10, 9, 2]);
    const judged = [new Set([4]), new Set([7])].map((gold, query) => [query, relevant(gold)] as const);
    const rankings = new Map([[0, answer]]);
    expect(meanOverQueries(new Map(judged), rankings, reciprocalRank)).toBe(0.2 / 2);
    expect(meanOverQueries(new Map(judged), rankings, (ranking, j) => successAt(ranking, j, 5))).toBe(0.5);
  });

  it('cuts at k', () => {
    expect(reciprocalRank(run, relevant(['d4']), 5)).toBe(0.2);
    expect(reciprocalRank(run, relevant(['d4']), 4)).toBe(0);
    expect(reciprocalRank([...Array(10).keys()].map(String).concat('x'), relevant(['x']))).toBe(0);
    expect(successAt(run, relevant(['d1', 'd9']), 2)).toBe(0);
    expect(successAt(run, relevant(['d1', 'd9']), 3)).toBe(1);
    expect(recallAt(run, relevant(['d1', 'd9']), 3)).toBe(0.5);
  });

  it('gives 0 where nothing is relevant or nothing was retrieved', () => {
    for (const metric of [
      averagePrecision,
      ndcg,
      reciprocalRank,
      (r: string[], j: Map<string, number>) => recallAt(r, j, 5),
    ]) {
      expect(metric(run, new Map([['d2', 0]]))).toBe(0);
      expect(metric([], new Map([['d2', 1]]))).toBe(0);
    }
  });

  it('averages over all judged queries, those without a ranking as 0', () => {
    const judged = new Map([
      ['q1', relevant(['a'])],
      ['q2', relevant(['b'])],
      ['q3', relevant(['b'])],
      ['q4', relevant(['b'])],
    ]);
    const rankings = new Map([
      ['q1', ['a']],
      ['q2', ['a', 'b']],
      ['q3', ['a']],
      ['unjudged', ['a']],
    ]);
    expect(meanOverQueries(judged, rankings, reciprocalRank)).toBe((1 + 0.5) / 4);
    expect(meanOverQueries(new Map(), rankings, reciprocalRank)).toBeNaN();
  });

  it('gives a document the score of its best passage', () => {
    const passages = [
      { id: 0, score: 2 },
      { id: 1, score: -5 },
      { id: 2, score: 7 },
      { id: 3, score: -3 },
      { id: 4, score: 9 },
    ];
    const documentOf = (passage: number) => (passage === 4 ? null : ['a', 'b', 'a', 'b'][passage]!);
    expect(bestPassages(passages, documentOf)).toEqual([
      { id: 'a', score: 7 },
      { id: 'b', score: -3 },
    ]);
  });
});
