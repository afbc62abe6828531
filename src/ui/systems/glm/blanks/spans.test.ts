import { describe, expect, it } from 'vitest';
import { blankAfter, fillSteps } from './filled.ts';
import { blankedText, sourceParts, spanOfMask, spansOfB } from './spans.ts';
import { whyInBlanks } from './two-parts.tsx';

/** The worked example of section 2: spans [x5 x6] and [x3] in this order. */
const sample = {
  source: ['x1', 'x2', 'x3', 'x4', 'x5', 'x6'],
  spans: [
    { start: 4, end: 6 },
    { start: 2, end: 3 },
  ],
  tokens: ['x1', 'x2', '[MASK]', 'x4', '[MASK]', '[sop]', 'x5', 'x6', '[sop]', 'x3'],
  partB: 5,
  first: [0, 1, 2, 3, 4, 4, 4, 4, 2, 2],
  second: [0, 0, 0, 0, 0, 1, 2, 3, 1, 2],
};

describe('the parts of a corrupted text', () => {
  it('are the source with its spans, numbered in their shuffled order', () => {
    expect(sourceParts(sample)).toEqual([
      { tokens: ['x1', 'x2'], span: null },
      { tokens: ['x3'], span: 1 },
      { tokens: ['x4'], span: null },
      { tokens: ['x5', 'x6'], span: 0 },
    ]);
    expect(blankedText(sample)).toBe('x1 x2 ___ x4 ___');
  });

  it('are spans of Part B, and the mask of each', () => {
    expect(spansOfB(sample)).toEqual([
      { first: 5, end: 8 },
      { first: 8, end: 10 },
    ]);
    expect(spanOfMask(sample)).toEqual([null, null, 1, null, 0]);
  });

  it('are explained where the mask follows the rule, and only there', () => {
    const why = (row: number, column: number, isSeen: boolean) => whyInBlanks({ row, column }, isSeen, 5);
    expect([why(0, 3, true), why(6, 3, true), why(0, 7, false)]).toEqual(['all', 'all', 'blind']);
    expect([why(8, 6, true), why(6, 8, false), why(6, 6, true)]).toEqual(['earlierB', 'laterB', 'itself']);
    expect([why(0, 7, true), why(8, 6, false)]).toEqual([null, null]);
  });
});

describe('a filling', () => {
  const step = (token: string) => ({ token, probability: 0.5, others: [] });
  const filled = {
    pieces: ['a ', { blank: 0 }, ' b ', { blank: 1 }],
    blanks: [
      { text: 'x y', isEnded: true, steps: [step('x'), step('y'), step('[eop]')] },
      { text: 'z', isEnded: true, steps: [step('z'), step('[eop]')] },
    ],
  };

  it('is a list of steps, blank after blank', () => {
    expect(fillSteps(filled).map(({ blank, token }) => `${blank} ${token}`)).toEqual([
      '0 x',
      '0 y',
      '0 [eop]',
      '1 z',
      '1 [eop]',
    ]);
  });

  it('is shown as far as its steps', () => {
    const after = (shown: number) => [blankAfter(filled, 0, shown), blankAfter(filled, 1, shown)];
    expect([0, 1, 2, 3, 4].map(after)).toEqual([
      ['', ''],
      ['x', ''],
      ['x y', ''],
      ['x y', ''],
      ['x y', 'z'],
    ]);
  });
});
