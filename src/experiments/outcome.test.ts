import { describe, expect, it } from 'vitest';
import type { QuestionResult } from '../run/records.ts';
import type { Experiment } from './experiment.ts';
import { type ArmRun, armResult, basisOf, differenceOf, outcomeOf, runValue } from './outcome.ts';
import { verdictsOf } from './verdict.ts';

const experiment: Experiment = {
  id: 'invented',
  title: '',
  claim: '',
  expectation: '',
  preset: 'bios',
  settings: {},
  measures: ['recallAt5', 'accuracy'],
  arms: [
    { id: 'control', title: '', settings: {}, paper: { recallAt5: 0.385, accuracy: 0.382 } },
    {
      id: 'arm',
      title: '',
      settings: {},
      control: 'control',
      paper: { recallAt5: 0.242, accuracy: 0.323 },
      expected: { accuracy: 'same' },
    },
  ],
};

/** A run whose last evaluation has this recall at 5, and an accuracy of one half. */
const run = (arm: string, seed: number, recallAt5: number): ArmRun => ({
  arm,
  seed,
  evaluations: [
    { phase: 'ict', step: 10, skipped: {}, metrics: { recallAt5: 0.1, heldOutAccuracy: null } },
    { phase: 'joint', step: 20, skipped: {}, metrics: { recallAt5, heldOutAccuracy: 0.5 } },
  ],
});
/** Runs of seeds 1, 2, … of both arms. */
const runs = (controls: readonly number[], arms: readonly number[]): ArmRun[] => [
  ...controls.map((value, i) => run('control', i + 1, value)),
  ...arms.map((value, i) => run('arm', i + 1, value)),
];
/** Runs with these accuracies. */
const withAccuracies = (controls: readonly number[], arms: readonly number[]): ArmRun[] =>
  runs(controls, arms).map(({ evaluations, ...rest }) => ({
    ...rest,
    evaluations: evaluations.map((one) => ({
      ...one,
      metrics: { ...one.metrics, heldOutAccuracy: one.metrics.recallAt5! },
    })),
  }));
const resultOf = (all: readonly ArmRun[]) => ({ arms: experiment.arms.map((arm) => armResult(experiment, arm, all)) });
const verdictOn = (measure: string, all: readonly ArmRun[]) =>
  verdictsOf(experiment, resultOf(all)).find((one) => one.measure === measure)!;

describe('the difference to the control', () => {
  it('is the mean over seeds with the interval of Student’s t', () => {
    // differences −.10, −.12, −.14: mean −.12, s = .02, t(2) = 4.302653, so ± 4.302653 · .02 / √3 = .0496828
    const { difference, seeds } = verdictOn('recallAt5', runs([0.5, 0.6, 0.7], [0.4, 0.48, 0.56]));
    expect(difference.mean).toBeCloseTo(-0.12, 10);
    expect(difference.low).toBeCloseTo(-0.1696828, 6);
    expect(difference.high).toBeCloseTo(-0.0703172, 6);
    expect(seeds).toBe(3);
  });

  it('is of the seeds that both have, in whatever order the runs came', () => {
    const all = [run('arm', 3, 0.3), run('control', 1, 0.5), run('arm', 1, 0.4), run('control', 2, 0.9)];
    const [, arm] = resultOf(all).arms;
    expect(arm!.seeds).toEqual([1, 3]);
    expect(arm!.differences.recallAt5!.mean).toBeCloseTo(-0.1, 10);
  });

  it('is absent where no seed is paired, or nothing was measured', () => {
    expect(resultOf([run('arm', 1, 0.4), run('control', 2, 0.4)]).arms[1]!.differences).toEqual({});
    const unmeasured = { ...run('arm', 1, 0), evaluations: [] };
    expect(differenceOf('recallAt5', [[unmeasured, run('control', 1, 0.5)]], 'evaluations')).toBeNull();
  });
});

describe('the verdict', () => {
  it('has three outcomes', () => {
    expect([outcomeOf({ low: 0.01, high: 0.2 }), outcomeOf({ low: -0.2, high: -0.01 })]).toEqual(['higher', 'lower']);
    expect([outcomeOf({ low: -0.1, high: 0.2 }), outcomeOf({ low: 0, high: 0 })]).toEqual(['not-shown', 'not-shown']);
    expect(outcomeOf({ low: Number.NaN, high: Number.NaN })).toBe('not-shown');
  });

  it('says that the order of the paper is shown, is not shown, or is turned round', () => {
    expect(verdictOn('recallAt5', runs([0.5, 0.6, 0.7], [0.4, 0.48, 0.56]))).toMatchObject({
      ...{ outcome: 'lower', paper: 'agrees', expected: null },
    });
    // differences −.1, +.1, −.3: the interval holds zero
    expect(verdictOn('recallAt5', runs([0.5, 0.6, 0.7], [0.4, 0.7, 0.4]))).toMatchObject({
      ...{ outcome: 'not-shown', paper: 'not-shown' },
    });
    expect(verdictOn('recallAt5', runs([0.4, 0.48, 0.56], [0.5, 0.6, 0.7]))).toMatchObject({
      ...{ outcome: 'higher', paper: 'opposite' },
    });
  });

  it('says that none is shown where no difference was expected, but not from one seed', () => {
    // the accuracy is one half in all runs
    expect(verdictOn('accuracy', runs([0.5, 0.6], [0.5, 0.6]))).toMatchObject({
      ...{ outcome: 'not-shown', paper: 'not-shown', expected: 'none-shown' },
    });
    // +.1, +.2: mean .15, s = .0707, t(1) = 12.7, so the interval reaches from −.49 to +.79, which no one would call the same
    expect(verdictOn('accuracy', withAccuracies([0.5, 0.5], [0.6, 0.7])).expected).toBe('none-shown');
    expect(verdictOn('accuracy', withAccuracies([0.5, 0.5], [0.6, 0.6])).expected).toBe('opposite');
    const one = verdictOn('accuracy', runs([0.5], [0.5]));
    expect(one).toMatchObject({ outcome: 'not-shown', expected: 'not-shown', seeds: 1 });
    expect([one.difference.low, one.difference.high]).toEqual([null, null]);
  });
});

describe('results of single examples', () => {
  const question = (id: string, rank: number | null, split: QuestionResult['split'] = 'test'): QuestionResult => ({
    ...{ id, subject: id, split, heldOut: true, rank, lexicalRank: null },
  });
  /** Ranks of questions q0, q1, … at the end; the evaluations say something else. */
  const ranked = (arm: string, seed: number, ranks: readonly (number | null)[]): ArmRun => ({
    ...run(arm, seed, 0.99),
    corpus: 'documents questions',
    results: [
      { phase: 'ict', step: 0, questions: ranks.map((_, i) => question(`q${i}`, 1)), sentences: [] },
      {
        phase: 'joint',
        step: 20,
        questions: [...ranks.map((rank, i) => question(`q${i}`, rank)), question('development', 1, 'development')],
        sentences: [],
      },
    ],
  });
  const all = [
    ranked('control', 1, [1, 5, 2, 3, 9, null]),
    ranked('arm', 1, [6, 7, 2, 3, null, 8]),
    ranked('control', 2, [1, 1, 1, 6, 1, 6]),
    ranked('arm', 2, [6, 1, 7, 1, 1, 9]),
  ];

  it('are preferred if every run has them, at its end and on the test split', () => {
    expect(basisOf(all)).toBe('examples');
    const [control, arm] = resultOf(all).arms;
    // 4 of 6 and 4 of 6; 2 of 6 and 3 of 6
    expect(control!.values.recallAt5!.ofSeeds).toEqual([4 / 6, 4 / 6]);
    expect(arm!.values.recallAt5!.ofSeeds).toEqual([2 / 6, 3 / 6]);
    const mixed = [...all, run('arm', 3, 0.3), run('control', 3, 0.3)];
    expect(basisOf(mixed)).toBe('evaluations');
    expect(resultOf(mixed).arms[0]!.values.recallAt5!.ofSeeds).toEqual([0.99, 0.99, 0.3]);
  });

  it('of an earlier moment are not taken for those of the end', () => {
    const early = { ...all[0]!, results: all[0]!.results!.slice(0, 1) };
    expect(basisOf([early, ...all.slice(1)])).toBe('evaluations');
  });

  it('are tested by McNemar within each pair of runs', () => {
    // seed 1: q0 and q1 only the control, p = 2 / 4; seed 2: q0 and q2 only the control, q3 only the arm, p = 2 · (1 + 3) / 8
    expect(resultOf(all).arms[1]!.differences.recallAt5!.tests).toEqual([
      { seed: 1, onlyArm: 0, onlyControl: 2, p: expect.closeTo(0.5, 10) },
      { seed: 2, onlyArm: 1, onlyControl: 2, p: expect.closeTo(1, 10) },
    ]);
  });

  it('have an interval over subjects, each with its examples of all seeds', () => {
    // sums over both seeds of q0 … q5: −2, −1, −1, 1, 0, 0. Of all 6^6 resamples a share of .0080 lies below −8 twelfths, .0674 at −7 or below;
    // .9326 at 0 or below, .9921 at 2 or below
    const { low, high } = resultOf(all).arms[1]!.differences.recallAt5!.overSubjects!;
    expect([-8 / 12, -7 / 12]).toContain(low);
    expect([1 / 12, 2 / 12]).toContain(high);
    // the same questions once more with two other seeds say nothing new
    const twice = [...all, ...all.map((one) => ({ ...one, seed: one.seed + 2 }))];
    expect(resultOf(twice).arms[1]!.differences.recallAt5!.overSubjects).toEqual({ low, high });
    // those of other corpora, as bios has one for each seed, do: 12 clusters in place of 6
    const apart = twice.map((one) => (one.seed > 2 ? { ...one, corpus: 'others' } : one));
    const narrower = resultOf(apart).arms[1]!.differences.recallAt5!.overSubjects!;
    expect(narrower.high - narrower.low).toBeLessThan(high - low);
  });

  it('are not paired with those of other documents', () => {
    const edited = all.map((one) => (one.arm === 'arm' ? { ...one, corpus: 'edited questions' } : one));
    const difference = resultOf(edited).arms[1]!.differences.recallAt5!;
    expect(difference.mean).toBeCloseTo(-0.25, 10);
    expect(Object.keys(difference).sort()).toEqual(['high', 'low', 'mean', 'outcome']);
  });
});

it('the curve of an arm is the mean of its runs at the evaluations that all of them have', () => {
  const longer = run('arm', 2, 0.6);
  longer.evaluations = [...longer.evaluations, { phase: 'joint', step: 30, skipped: {}, metrics: { recallAt5: 0.9 } }];
  const { curve } = armResult(experiment, experiment.arms[1]!, [run('arm', 1, 0.4), longer]);
  expect(curve).toEqual([
    { phase: 'ict', step: 10, values: { recallAt5: 0.1, accuracy: null } },
    { phase: 'joint', step: 20, values: { recallAt5: 0.5, accuracy: 0.5 } },
  ]);
});

describe('a measure of an earlier moment', () => {
  const questions = (ranks: readonly number[]): QuestionResult[] =>
    ranks.map((rank, i) => ({ id: `q${i}`, subject: `s${i}`, split: 'test', heldOut: false, rank, lexicalRank: null }));
  const moment = (phase: string, step: number, ranks: readonly number[]) => ({
    phase,
    step,
    questions: questions(ranks),
    sentences: [],
  });
  const evaluation = (phase: string, step: number, recallAt1: number) => ({
    ...{ phase, step, skipped: {}, metrics: { recallAt1 } },
  });

  it('is taken before the first step of its phase, from all examples', () => {
    const adapted: ArmRun = {
      arm: 'arm',
      seed: 1,
      evaluations: [evaluation('adapt', 5, 0.9), evaluation('tune', 5, 0.8)],
      results: [moment('adapt', 0, [2, 2, 2, 2]), moment('adapt', 5, [1, 2, 2, 2]), moment('tune', 5, [1, 1, 1, 2])],
    };
    expect(runValue('zeroShotRecallAt1', adapted, 'examples')).toBe(0.25);
    expect(runValue('recallAt1', adapted, 'examples')).toBe(0.75);
    expect(runValue('zeroShotRecallAt1', adapted, 'evaluations')).toBe(0.9);
  });

  it('is that of the start where a run begins with the phase', () => {
    const tuned: ArmRun = {
      ...{ arm: 'arm', seed: 1, evaluations: [evaluation('tune', 5, 0.8)] },
      results: [moment('tune', 0, [1, 2, 2, 1]), moment('tune', 5, [1, 1, 1, 1])],
    };
    expect(runValue('zeroShotRecallAt1', tuned, 'examples')).toBe(0.5);
    expect(runValue('zeroShotRecallAt1', tuned, 'evaluations')).toBeNull();
  });
});
