import { describe, expect, it } from 'vitest';
import { presetNames, resolvePreset } from '../systems/presets.ts';
import { pairTasks } from '../text/corpus/pairs.ts';
import {
  type AlignmentState,
  alignedSymbols,
  alignmentLab,
  exactByLength,
  failingLength,
  type MeasuredAlignment,
  presetOfTask,
  shownWeights,
  type WrittenPair,
} from './alignment.ts';
import { measuredOf, trainedOf } from './alignment-run.ts';

const { start, exercises } = alignmentLab;
const measured: MeasuredAlignment = {
  ...{ task: 'reversal', model: 'dot', exact: 0.9, byLength: [], aligned: 0.95, alignedHead: null },
};
const check = (name: string, change: Partial<AlignmentState>) => exercises[name]!({ ...start, ...change });

describe('the exercises', () => {
  it('a sequence of twelve symbols is right only if it is ended, of that length, reversed, and written with attention', () => {
    const source = 'abcdefghijkl';
    const right = {
      task: 'reversal',
      source,
      output: 'lkjihgfedcba',
      target: 'lkjihgfedcba',
      isEnded: true,
      alignedSymbols: [12],
    } as const;
    expect(check('twelve', { written: right })).toBe(true);
    expect(check('twelve', { written: { ...right, isEnded: false } })).toBe(false);
    expect(check('twelve', { written: { ...right, output: 'lkjihgfedcbb' } })).toBe(false);
    // a fixed vector, of which the exercise does not speak, has no weights
    expect(check('twelve', { written: { ...right, alignedSymbols: [] } })).toBe(false);
    expect(check('twelve', { written: { ...right, source: 'ab', output: 'ba', target: 'ba' } })).toBe(false);
  });

  it('the anti-diagonal is found at .9, in a run with attention that reverses', () => {
    expect(check('diagonal', { measured })).toBe(true);
    expect(check('diagonal', { measured: { ...measured, aligned: 0.89 } })).toBe(false);
    expect(check('diagonal', { measured: { ...measured, model: 'none', aligned: null } })).toBe(false);
    expect(check('diagonal', { measured: { ...measured, task: 'dates', aligned: null } })).toBe(false);
  });

  it('the limit of a fixed vector is the first length with less than half right', () => {
    const byLength = [
      { length: 2, exact: 1 },
      { length: 4, exact: 0.5 },
      { length: 6, exact: 0.49 },
    ];
    const fixed: MeasuredAlignment = { ...measured, model: 'none', aligned: null, byLength };
    expect(check('limit', { measured: fixed, limit: 6 })).toBe(true);
    expect(check('limit', { measured: fixed, limit: 4 })).toBe(false);
    expect(check('limit', { measured: { ...fixed, model: 'dot' }, limit: 6 })).toBe(false);
    // nothing is learned yet: no length fails for being long
    expect(failingLength([{ length: 2, exact: 0.1 }])).toBeNull();
    expect(failingLength([{ length: 2, exact: 0.9 }])).toBeNull();
  });

  it('the mean of the heads is as a person said, once a transformer writes half of the sequences', () => {
    const transformer: MeasuredAlignment = { ...measured, model: 'transformer', aligned: 0.89 };
    expect(check('mean', { measured: transformer, guess: 'less' })).toBe(true);
    expect(check('mean', { measured: transformer, guess: 'nearly' })).toBe(false);
    expect(check('mean', { measured: { ...transformer, aligned: 0.9 }, guess: 'nearly' })).toBe(true);
    expect(check('mean', { measured: { ...transformer, exact: 0.49 }, guess: 'less' })).toBe(false);
    expect(check('mean', { measured: { ...measured, aligned: 0.1 }, guess: 'less' })).toBe(false);
  });

  it('the head that is shown aligns best, in eight symbols or more without a mistake', () => {
    const source = 'abcdefgh';
    const written: WrittenPair = {
      ...{ task: 'reversal' as const, source, output: 'hgfedcba', target: 'hgfedcba', isEnded: true },
      alignedSymbols: [3, 7, 0, 7],
    };
    expect([0, 1, 2, 3, 4, null].map((head) => check('head', { written, head }))).toEqual([
      ...[false, true, false, true, false, false],
    ]);
    expect(check('head', { written: { ...written, output: 'hgfedcbb' }, head: 1 })).toBe(false);
    expect(check('head', { written: { ...written, alignedSymbols: [7] }, head: 0 })).toBe(false);
    expect(check('head', { written: { ...written, source: 'abc', output: 'cba', target: 'cba' }, head: 1 })).toBe(
      false,
    );
  });
});

describe('weights of several heads', () => {
  // two output symbols of “ab”, and the end
  const heads = [
    [
      [0.2, 0.8],
      [0.4, 0.6],
      [0.5, 0.5],
    ],
    [
      [0.6, 0.4],
      [0.8, 0.2],
      [0.5, 0.5],
    ],
  ];

  it('are shown head by head, or as their mean', () => {
    expect(shownWeights(heads, 1)).toEqual(heads[1]);
    const mean = [
      [0.4, 0.6],
      [0.6, 0.4],
      [0.5, 0.5],
    ];
    for (const head of [null, 2]) {
      shownWeights(heads, head).forEach((row, i) => {
        row.forEach((weight, j) => void expect(weight).toBeCloseTo(mean[i]![j]!, 12));
      });
    }
  });

  it('look at the symbol that is copied where its weight is the largest; the end copies none', () => {
    expect(heads.map(alignedSymbols)).toEqual([1, 1]);
    expect(alignedSymbols(shownWeights(heads, null))).toBe(2);
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
  expect(trained).toEqual({ task: 'dates', model: 'dot', longest: 12 });
  expect(trainedOf(resolvePreset('seq2seq-transformer'))).toEqual({
    task: 'reversal',
    model: 'transformer',
    longest: 12,
  });
  expect(measuredOf(trained, [])).toBeNull();
  const metrics = { exact: 0.5, exactOf4: null, alignedArgmax: Number.NaN };
  expect(measuredOf(trained, [{ metrics: { exact: 0 } }, { metrics }])).toEqual({
    ...{ task: 'dates', model: 'dot', exact: 0.5, byLength: [], aligned: null, alignedHead: null },
  });
});

it('every task has a preset', () => {
  for (const task of pairTasks) expect(presetNames).toContain(presetOfTask[task]);
});
