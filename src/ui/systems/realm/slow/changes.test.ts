import { describe, expect, it } from 'vitest';
import type { RecordedMoment, Recording } from '../../../../state/recording.ts';
import { fakeExample } from '../../../../systems/realm/testing/fake-examples.ts';
import type { CandidateView, ExampleView } from '../../../../systems/realm/views.ts';
import { candidateChanges, comparable, curveChanges, withAfter, withBefore } from './changes.ts';

const moment = (step: number, views: RecordedMoment['views']): RecordedMoment => ({ phase: 'joint', step, views });
const example = (index: number, step: number) => fakeExample(index, 0.5, { phase: 'joint', step });

describe('which moments can be compared', () => {
  it('are those with the example of the last one: the held-out one where it is kept, otherwise the current one', () => {
    const moments = [
      moment(1, {}),
      moment(2, { example: example(2, 2), heldOut: example(1, 2) }),
      moment(3, { example: example(1, 3) }),
      moment(4, { example: example(1, 4), heldOut: example(2, 4) }),
      moment(5, { example: example(3, 5), heldOut: example(1, 5) }),
      moment(6, {}),
    ];
    expect(comparable(moments)).toEqual([1, 2, 4]);
    expect(comparable([moment(1, {})])).toEqual([]);
  });
});

describe('what changed', () => {
  const candidate = (document: string | null, prior: number): CandidateView =>
    ({ document, text: `${document}.`, prior, likelihood: 2 * prior, gradient: prior - 0.25 }) as CandidateView;
  const view = (...candidates: CandidateView[]) => ({ candidates }) as ExampleView;

  it('is told for each document: its rank and its numbers at both moments, and whether it came or went', () => {
    const before = view(candidate(null, 0.2), candidate('a', 0.5), candidate('b', 0.3));
    const after = view(candidate(null, 0.1), candidate('b', 0.6), candidate('c', 0.3));
    const changes = candidateChanges(before, after);
    const of = (c: (typeof changes)[number]) => [c.candidate.document, c.before?.rank ?? null, c.after?.rank ?? null];
    expect(changes.map(of)).toEqual([
      ['b', 2, 1],
      ['c', null, 2],
      [null, 3, 3],
      ['a', 1, null],
    ]);
    expect(changes[0]).toMatchObject({
      before: { prior: 0.3, likelihood: 0.6 },
      after: { prior: 0.6, likelihood: 1.2, gradient: 0.6 - 0.25 },
    });
  });

  it('takes two blocks of one document for two', () => {
    const one = { ...candidate('a', 0.5), text: 'One.' };
    const two = { ...candidate('a', 0.4), text: 'Two.' };
    expect(candidateChanges(view(one), view(two)).map(({ before, after }) => [before?.rank, after?.rank])).toEqual([
      [undefined, 1],
      [1, undefined],
    ]);
  });

  const recording = {
    run: {
      phases: [
        { id: 'warmup', steps: 3 },
        { id: 'joint', steps: 9 },
      ],
    },
    all: {
      history: {
        position: Float64Array.of(1, 2, 3, 4, 5, 6),
        phase: Float64Array.of(0, 0, 0, 1, 1, 1),
        loss: Float64Array.of(50, 40, 30, 5, 4, 3),
        entropy: Float64Array.of(Number.NaN, Number.NaN, Number.NaN, 1, 2, Number.NaN),
      },
      evaluations: [
        { phase: 'warmup', step: 3, metrics: { accuracy: 0.1 }, skipped: {} },
        { phase: 'joint', step: 2, metrics: { accuracy: 0.4 }, skipped: {} },
        { phase: 'joint', step: 3, metrics: {}, skipped: {} },
      ],
      refreshes: [],
      views: {},
    },
  } as unknown as Recording;
  const curves = [
    { id: 'loss', lines: [{ metric: 'loss', at: 'step' as const }] },
    { id: 'entropy', lines: [{ metric: 'entropy', at: 'step' as const }] },
    { id: 'accuracy', lines: [{ metric: 'accuracy', at: 'evaluation' as const }] },
  ];
  // the curve is an average over 12 steps that begins anew with each phase
  const second = (11 * 5 + 4) / 12;
  const third = (11 * second + 3) / 12;

  it('is told for each curve: the average of the steps as the curve shows it, and the newest evaluation', () => {
    const [loss, entropy, accuracy] = curveChanges(recording, curves, [moment(1, {}), moment(3, {})]);
    expect(loss).toMatchObject({ metric: 'loss', before: 5 });
    expect(loss!.after).toBeCloseTo(third, 12);
    expect(entropy).toMatchObject({ metric: 'entropy', before: 1 });
    expect(entropy!.after).toBeCloseTo((11 * 1 + 2) / 12, 12);
    expect(accuracy).toEqual({ metric: 'accuracy', before: 0.1, after: 0.4 });
  });

  it('compares no loss of one phase with that of another, but what only one of them measures, and evaluations', () => {
    const warmup: RecordedMoment = { phase: 'warmup', step: 2, views: {} };
    const [loss, entropy, accuracy] = curveChanges(recording, curves, [warmup, moment(2, {})]);
    expect(loss).toEqual({ metric: 'loss', before: null, after: null });
    expect(entropy).toMatchObject({ before: null });
    expect(entropy!.after).toBeCloseTo(13 / 12, 12);
    expect(accuracy).toEqual({ metric: 'accuracy', before: null, after: 0.4 });
    // the first moment of a phase has the loss of the last step before it
    expect(curveChanges(recording, curves, [warmup, moment(0, {})])[0]!.after).toBeCloseTo(
      (11 * ((11 * 50 + 40) / 12) + 30) / 12,
      12,
    );
  });
});

describe('the two moments', () => {
  it('stay in their order: the one that is chosen moves the other', () => {
    expect(withBefore(2, [0, 5], 6)).toEqual([2, 5]);
    expect(withBefore(5, [0, 3], 6)).toEqual([5, 6]);
    expect(withBefore(6, [0, 3], 6)).toEqual([5, 6]);
    expect(withAfter(4, [1, 6])).toEqual([1, 4]);
    expect(withAfter(1, [3, 6])).toEqual([0, 1]);
    expect(withAfter(0, [3, 6])).toEqual([0, 1]);
  });
});
