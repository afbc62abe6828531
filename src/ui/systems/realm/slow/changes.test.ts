import { describe, expect, it } from 'vitest';
import type { RecordedMoment, Recording } from '../../../../state/recording.ts';
import { fakeExample } from '../../../../systems/realm/testing/fake-examples.ts';
import type { CandidateView, ExampleView } from '../../../../systems/realm/views.ts';
import { candidateChanges, comparable, curveChanges } from './changes.ts';

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

  it('is told for each curve: the newest value by then, of steps and of evaluations', () => {
    const recording = {
      run: { phases: [{ id: 'joint', steps: 9 }] },
      all: {
        history: {
          position: Float64Array.of(1, 2, 3),
          loss: Float64Array.of(5, 4, 3),
          entropy: Float64Array.of(1, Number.NaN, 2),
        },
        evaluations: [{ phase: 'joint', step: 2, metrics: { accuracy: 0.4 }, skipped: {} }],
        refreshes: [],
        views: {},
      },
    } as unknown as Recording;
    const curves = [
      { id: 'loss', lines: [{ metric: 'loss', at: 'step' as const }] },
      { id: 'entropy', lines: [{ metric: 'entropy', at: 'step' as const }] },
      { id: 'accuracy', lines: [{ metric: 'accuracy', at: 'evaluation' as const }] },
    ];
    expect(curveChanges(recording, curves, [moment(1, {}), moment(2, {})])).toEqual([
      { metric: 'loss', before: 5, after: 4 },
      { metric: 'entropy', before: 1, after: null },
      { metric: 'accuracy', before: null, after: 0.4 },
    ]);
  });
});
