import { describe, expect, it } from 'vitest';
import { readQrels } from '../text/import/judgements.ts';
import { ranked, relevant } from './ranking.ts';
import { retrievalFigures } from './retrieval-figures.ts';
import { figures, qrels, run } from './testing/trec.ts';
import { readRun } from './trec-run.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const judgements = readQrels('qrels.txt', bytes(qrels));
const rankings = new Map(
  Array.from(readRun('run.txt', bytes(run)), ([query, documents]) => [query, ranked(documents)]),
);

describe('retrievalFigures', () => {
  const found = new Map(retrievalFigures(judgements, rankings).map((figure) => [figure.id, figure]));

  it.each(Object.entries(figures))('gives trec_eval’s %s', (id, expected) => {
    expect([...judgements.keys()]).toEqual(['301', '302', 'q-x', '304', '305']);
    const { values, mean } = found.get(id)!;
    expect(values).toHaveLength(5);
    [...values, mean].forEach((value, i) => {
      expect(value).toBeCloseTo(expected[i]!, 4);
    });
  });

  it('gives intervals: Wilson’s for shares, Student’s for means', () => {
    // 2 of 5: (.4 + 1.92 ∓ 1.96 √(.048 + .038)) / … = .1176 to .7693, as in the usual tables
    const share = found.get('success@5')!;
    expect(share.low).toBeCloseTo(0.1176, 4);
    expect(share.high).toBeCloseTo(0.7693, 4);
    // values 1, 1/3, 1/8, 0, 0: s = .4185, t = 2.776, half = 2.776 · .4185 / √5
    const mean = found.get('MRR@10')!;
    expect(mean.high - mean.mean).toBeCloseTo(0.5196, 3);
    // .2917 − .5196: no mean is below 0
    expect(mean.low).toBe(0);
  });

  it('leaves out what a short ranking cannot say', () => {
    const ids = (depth: number) => retrievalFigures(judgements, rankings, depth).map(({ id }) => id);
    expect(ids(5)).toEqual(['MAP', 'success@1', 'success@5']);
    expect(ids(10)).toEqual(['MRR@10', 'nDCG@10', 'MAP', 'recall@10', 'success@1', 'success@5']);
    expect(ids(100)).toHaveLength(9);
  });

  it('has one interval for one query, and none for none', () => {
    const one = retrievalFigures(new Map([['q', relevant(['a'])]]), new Map([['q', ['a']]]));
    expect(one.find(({ id }) => id === 'MAP')).toMatchObject({ mean: 1, low: Number.NaN });
    expect(one.find(({ id }) => id === 'success@1')).toMatchObject({ mean: 1, high: 1 });
    for (const { mean } of retrievalFigures(new Map(), new Map())) expect(mean).toBeNaN();
  });
});
