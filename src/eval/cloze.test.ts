import { describe, expect, it } from 'vitest';
import { Prng } from '../util/prng.ts';
import { answerRank, clozeFigures } from './cloze.ts';
import { ranked, reciprocalRank, relevant, successAt } from './ranking.ts';

describe('the rank of an answer', () => {
  it('is its place from 1, and of equals the larger index comes first', () => {
    const scores = [0.2, 0.3, 0.3, 0.2];
    expect([0, 1, 2, 3].map((answer) => answerRank(scores, answer))).toEqual([4, 2, 1, 3]);
  });

  it('is the last one where its score is no number, also among others that are none', () => {
    expect(answerRank([0.2, Number.NaN, 0.1], 1)).toBe(3);
    expect(clozeFigures([answerRank([Number.NaN, Number.NaN], 1)]).p1).toBe(0);
    // none of them is before a number
    expect(answerRank([Number.NaN, 0.1, 0.3], 2)).toBe(1);
  });

  it('gives what success and reciprocal rank of the whole ranking give, with ties', () => {
    const prng = Prng.fork(3, 'cloze');
    const facts = Array.from({ length: 40 }, () => ({
      scores: Array.from({ length: 30 }, () => prng.int(6)),
      answer: prng.int(30),
    }));
    const rankings = facts.map(({ scores, answer }) => ({
      ranking: ranked(scores.map((score, id) => ({ id, score }))),
      judged: relevant([answer]),
    }));
    const mean = (values: readonly number[]) => values.reduce((a, b) => a + b) / values.length;
    const figures = clozeFigures(facts.map(({ scores, answer }) => answerRank(scores, answer)));
    expect(figures.facts).toBe(40);
    expect(figures.p1).toBeCloseTo(mean(rankings.map(({ ranking, judged }) => successAt(ranking, judged, 1))), 12);
    expect(figures.p10).toBeCloseTo(mean(rankings.map(({ ranking, judged }) => successAt(ranking, judged, 10))), 12);
    const whole = Number.POSITIVE_INFINITY;
    expect(figures.mrr).toBeCloseTo(
      mean(rankings.map(({ ranking, judged }) => reciprocalRank(ranking, judged, whole))),
      12,
    );
  });
});

it('P@1, P@10 and MRR of ranks 1, 2, 4 and 20: 1/4, 3/4 and (1 + 1/2 + 1/4 + 1/20) / 4', () => {
  expect(clozeFigures([1, 2, 4, 20])).toEqual({ facts: 4, p1: 0.25, p10: 0.75, mrr: 0.45 });
  expect(clozeFigures([10, 11])).toMatchObject({ p1: 0, p10: 0.5 });
  expect(clozeFigures([])).toEqual({ facts: 0, p1: null, p10: null, mrr: null });
});
