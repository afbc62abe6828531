import { describe, expect, it } from 'vitest';
import { presetNames, resolvePreset } from '../systems/presets.ts';
import { pairTasks } from '../text/corpus/pairs.ts';
import {
  type AlignmentState,
  alignmentLab,
  exactByLength,
  failingLength,
  type MeasuredAlignment,
  presetOfTask,
} from './alignment.ts';
import { measuredOf, trainedOf } from './alignment-run.ts';

const { start, exercises } = alignmentLab;
const measured: MeasuredAlignment = { task: 'reversal', attention: 'dot', exact: 0.9, byLength: [], aligned: 0.95 };
const check = (name: string, change: Partial<AlignmentState>) => exercises[name]!({ ...start, ...change });

describe('the exercises', () => {
  it('a sequence of twelve symbols is right only if it is ended, of that length, and reversed', () => {
    const source = 'abcdefghijkl';
    const right = { task: 'reversal', source, output: 'lkjihgfedcba', target: 'lkjihgfedcba', isEnded: true } as const;
    expect(check('twelve', { written: right })).toBe(true);
    expect(check('twelve', { written: { ...right, isEnded: false } })).toBe(false);
    expect(check('twelve', { written: { ...right, output: 'lkjihgfedcbb' } })).toBe(false);
    expect(check('twelve', { written: { ...right, source: 'ab', output: 'ba', target: 'ba' } })).toBe(false);
  });

  it('the anti-diagonal is found at .9, in a run with attention that reverses', () => {
    expect(check('diagonal', { measured })).toBe(true);
    expect(check('diagonal', { measured: { ...measured, aligned: 0.89 } })).toBe(false);
    expect(check('diagonal', { measured: { ...measured, attention: 'none', aligned: null } })).toBe(false);
    expect(check('diagonal', { measured: { ...measured, task: 'dates', aligned: null } })).toBe(false);
  });

  it('the limit of a fixed vector is the first length with less than half right', () => {
    const byLength = [
      { length: 2, exact: 1 },
      { length: 4, exact: 0.5 },
      { length: 6, exact: 0.49 },
    ];
    const fixed: MeasuredAlignment = { ...measured, attention: 'none', aligned: null, byLength };
    expect(check('limit', { measured: fixed, limit: 6 })).toBe(true);
    expect(check('limit', { measured: fixed, limit: 4 })).toBe(false);
    expect(check('limit', { measured: { ...fixed, attention: 'dot' }, limit: 6 })).toBe(false);
    // nothing is learned yet: no length fails for being long
    expect(failingLength([{ length: 2, exact: 0.1 }])).toBeNull();
    expect(failingLength([{ length: 2, exact: 0.9 }])).toBeNull();
  });
});

it('reads the measured lengths from metrics', () => {
  expect(exactByLength({ exact: 0.3, exactOf2: 1, exactOf4: null, exactOf8: 0.25 })).toEqual([
    { length: 2, exact: 1 },
    { length: 8, exact: 0.25 },
  ]);
});

it('reads a run: what it trains, and its newest evaluation', () => {
  expect(trainedOf(resolvePreset('bios'))).toBeNull();
  const trained = trainedOf(resolvePreset('seq2seq-dates'))!;
  expect(trained).toEqual({ task: 'dates', attention: 'dot', longest: 12 });
  expect(measuredOf(trained, [])).toBeNull();
  const metrics = { exact: 0.5, exactOf4: null, alignedArgmax: Number.NaN };
  expect(measuredOf(trained, [{ metrics: { exact: 0 } }, { metrics }])).toEqual({
    ...{ task: 'dates', attention: 'dot', exact: 0.5, byLength: [], aligned: null },
  });
});

it('every task has a preset', () => {
  for (const task of pairTasks) expect(presetNames).toContain(presetOfTask[task]);
});
