import { expect, it } from 'vitest';
import { RetrogradError } from '../../util/errors.ts';
import { Measurement } from './measurement.ts';

/** A question that a test answers, refuses, or lets progress. */
function asked() {
  const questions: {
    query: string;
    onProgress(done: number, total: number): void;
    signal: AbortSignal;
    answer(answer: number): void;
    refuse(error: unknown): void;
  }[] = [];
  const measurement = new Measurement<string, number>(
    (query, onProgress, signal) =>
      new Promise((answer, refuse) => questions.push({ query, onProgress, signal: signal!, answer, refuse })),
  );
  const answers: number[] = [];
  const begin = (query: string) => measurement.begin(query, (answer) => answers.push(answer));
  return { questions, measurement, answers, begin };
}

it('tells what is done, and receives the answer', async () => {
  const { questions, measurement, answers, begin } = asked();
  const done = begin('a');
  expect(measurement.store.getState()).toEqual({ progress: { done: 0, total: 1 }, problem: null });
  questions[0]!.onProgress(3, 8);
  expect(measurement.store.getState().progress).toEqual({ done: 3, total: 8 });
  questions[0]!.answer(5);
  await done;
  expect(answers).toEqual([5]);
  expect(measurement.store.getState()).toEqual({ progress: null, problem: null });
});

it('tells what went wrong until it is begun again, or ended', async () => {
  const { questions, measurement, begin } = asked();
  const refused = async () => {
    const done = begin('a');
    questions.at(-1)!.refuse(new RetrogradError('not-finite', 'The loss is not finite.'));
    await done;
    expect(measurement.store.getState()).toMatchObject({ progress: null, problem: { code: 'not-finite' } });
  };
  await refused();
  void begin('b');
  expect(measurement.store.getState().problem).toBeNull();
  await refused();
  measurement.end();
  expect(measurement.store.getState().problem).toBeNull();
});

it('ends without a word where the run goes, and what was asked of it is cancelled', async () => {
  const { questions, measurement, answers, begin } = asked();
  const done = begin('a');
  questions[0]!.refuse(new RetrogradError('cancelled', 'The question was cancelled.'));
  await done;
  expect(measurement.store.getState()).toEqual({ progress: null, problem: null });
  expect(answers).toEqual([]);
});

it('stops the worker when it is ended, and hears nothing of it any more', async () => {
  const { questions, measurement, answers, begin } = asked();
  const first = begin('a');
  measurement.end();
  const [question] = questions;
  expect(question!.signal.aborted).toBe(true);
  expect(measurement.store.getState().progress).toBeNull();
  question!.onProgress(1, 2);
  question!.refuse(new RetrogradError('cancelled', 'The question was cancelled.'));
  await first;
  expect(measurement.store.getState()).toEqual({ progress: null, problem: null });
  const second = begin('b');
  void begin('c');
  expect(questions.map(({ signal }) => signal.aborted)).toEqual([true, true, false]);
  questions[1]!.answer(2);
  await second;
  expect(answers).toEqual([]);
  expect(measurement.store.getState().progress).not.toBeNull();
});
