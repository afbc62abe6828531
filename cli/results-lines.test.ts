import { expect, it } from 'vitest';
import { handResults, questionResult } from '../src/run/testing/results.ts';
import { realmMetrics } from '../src/systems/realm/metrics.ts';
import { resultsLines } from './results-lines.ts';

const cells = (lines: readonly string[], name: string) =>
  lines.find((line) => line.startsWith(`${name} `))?.split(/ {2,}/);

it('the last table of a run has value and interval at its start and its end, and the number of examples', () => {
  const end = handResults();
  const start = {
    phase: 'ict',
    step: 0,
    questions: end.questions.map(({ id }) => questionResult(id)),
    sentences: [],
  };
  const lines = resultsLines([start, { ...end, step: 30, questions: [] }, end], realmMetrics);
  expect(lines[0]!.split(/ {2,}/)).toEqual(['All examples, 95% intervals', 'ict 0', 'joint 60', 'n']);
  // Wilson’s intervals of 0 and of 3 out of 10
  expect(cells(lines, 'R@1')).toEqual(['R@1', '0.000 [0.000, 0.278]', '0.300 [0.108, 0.603]', '10']);
  expect(cells(lines, 'held-out accuracy')).toMatchObject({ 1: '–', 3: '4' });
  expect(cells(lines, 'held-out R@1, test')).toMatchObject({ 2: '1.000 [0.207, 1.000]', 3: '1' });
  expect(resultsLines([], realmMetrics)).toEqual([]);
});
