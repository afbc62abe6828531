import { describe, expect, it } from 'vitest';
import { summaryOf } from './summary.ts';
import { handResults } from './testing/results.ts';

const rows = summaryOf(handResults());
const row = (metric: string, part = 'all') => rows.find((one) => one.metric === metric && one.part === part);

describe('the summary of results', () => {
  it('counts questions right at once and among five, with Wilson’s interval', () => {
    // 3 of 10: Wilson’s 95% interval is .108 … .603 (e.g. R: prop.test(3, 10, correct = FALSE))
    expect(row('recallAt1')).toMatchObject({ value: 0.3, n: 10 });
    expect(row('recallAt1')!.low).toBeCloseTo(0.1078, 4);
    expect(row('recallAt1')!.high).toBeCloseTo(0.6032, 4);
    expect(row('recallAt5')).toMatchObject({ value: 0.4, n: 10 });
    expect(row('lexicalRecallAt1')).toMatchObject({ value: 0.1, n: 10 });
    expect(row('lexicalRecallAt5')).toMatchObject({ value: 1, n: 10, high: 1 });
  });

  it('keeps held-out subjects and the splits apart', () => {
    expect(row('heldOutRecallAt1')).toMatchObject({ value: 1, n: 2 });
    // questions 0, 2, 4, 6, 8 and 1, 3, 5, 7, 9
    expect(row('recallAt1', 'development')).toMatchObject({ value: 0.4, n: 5 });
    expect(row('recallAt1', 'test')).toMatchObject({ value: 0.2, n: 5 });
    expect(row('heldOutRecallAt1', 'test')).toMatchObject({ value: 1, n: 1 });
  });

  it('averages what sentences measure, with Student’s interval', () => {
    expect(row('heldOutAccuracy')).toMatchObject({ value: 0.25, n: 4 });
    // −1, −2, −3, −6: mean −3, s = √(14 / 3), t(3) = 3.1824
    const half = (3.182446 * Math.sqrt(14 / 3)) / 2;
    expect(row('heldOutLogLikelihood')).toMatchObject({ value: -3, n: 4 });
    expect(row('heldOutLogLikelihood')!.low).toBeCloseTo(-3 - half, 5);
    expect(row('heldOutLogLikelihood')!.high).toBeCloseTo(-3 + half, 5);
    expect(row('retrievalUtility')).toMatchObject({ value: 1, n: 3 });
  });

  it('has the ranks of a retriever beside the run with the same intervals, where it stood there', () => {
    expect(row('realmRecallAt1')).toBeUndefined();
    const { questions, sentences } = handResults();
    // the own ranks, turned round: 3 of 10 are right at once, 4 among five, none of the two about held-out subjects
    const beside = questions.map((one, i) => ({ ...one, rank: null, realmRank: questions[9 - i]!.rank }));
    const besideRow = (metric: string) =>
      summaryOf({ questions: beside, sentences }).find((one) => one.metric === metric && one.part === 'all')!;
    expect(besideRow('realmRecallAt1')).toMatchObject({ value: 0.3, n: 10 });
    expect(besideRow('realmRecallAt1').low).toBeCloseTo(0.1078, 4);
    expect(besideRow('realmRecallAt1').high).toBeCloseTo(0.6032, 4);
    expect(besideRow('realmRecallAt5')).toMatchObject({ value: 0.4, n: 10 });
    expect(besideRow('heldOutRealmRecallAt1')).toMatchObject({ value: 0, n: 2, low: 0 });
    expect(besideRow('recallAt1')).toMatchObject({ value: 0 });
  });

  it('leaves out what was not measured', () => {
    expect(row('exactMatch')).toBeUndefined();
    expect(row('heldOutAccuracy', 'development')).toBeUndefined();
    expect(summaryOf({ questions: [], sentences: [] })).toEqual([]);
  });
});
