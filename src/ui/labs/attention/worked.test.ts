import { describe, expect, it } from 'vitest';
import { type AttentionStep, attentionByHand, attentionLab, attentionSteps } from '../../../labs/attention.ts';
import { createFormats } from '../../format.ts';
import { en } from '../../i18n/en/en.ts';
import { inStep, isLit, type MatrixName, subscript, workedCell } from './worked.ts';

const format = createFormats('en', en.units);
const { start } = attentionLab;
const heads = attentionByHand(start);
const worked = (step: AttentionStep, row: number, column: number, state = start) =>
  workedCell({ step, head: 0, row, column }, attentionByHand(state), state, format);

it('is the arithmetic of a cell', () => {
  expect(worked('scores', 0, 2)).toBe('q₁ · k₃ = 1 × 1 + 0 × 1 = 1');
  expect(worked('scaled', 0, 2)).toBe('1 / √2 = .707');
  expect(worked('masked', 0, 2, { ...start, mask: 'causal' })).toBe('.707 → −∞');
  expect(worked('weights', 0, 1)).toBe('exp(0) / (exp(.707) + exp(0) + exp(.707)) = .198');
  expect(worked('out', 0, 0)).toBe('.401 × 1 + .198 × 0 + .401 × 2 = 1.203');
  const negative = { ...start, queries: [[-1, 0.5], ...start.queries.slice(1)] };
  expect(worked('scores', 0, 2, negative)).toBe('q₁ · k₃ = (−1) × 1 + .500 × 1 = −.500');
});

it('of one of two heads has its own columns', () => {
  const state = { ...start, heads: 2 as const };
  const cell = { step: 'scores', head: 1, row: 1, column: 0 } as const;
  expect(workedCell(cell, attentionByHand(state), state, format)).toBe('q₂ · k₁ = 1 × 0 = 0');
});

describe('lit', () => {
  /** The cells of a matrix that are lit, as rows of 0 and 1. */
  const lit = (step: AttentionStep, matrix: MatrixName, columns: number) =>
    [0, 1, 2].map((row) =>
      Array.from({ length: columns }, (_, column) =>
        Number(isLit({ step, head: 0, row: 0, column: 1 }, heads, matrix, { row, column, head: 0 })),
      ).join(''),
    );

  it('are the numbers from which a cell is computed', () => {
    expect(lit('scores', 'queries', 2)).toEqual(['11', '00', '00']);
    expect(lit('scores', 'keys', 2)).toEqual(['00', '11', '00']);
    expect(lit('scores', 'values', 2)).toEqual(['00', '00', '00']);
    expect(lit('scaled', 'scores', 3)).toEqual(['010', '000', '000']);
    expect(lit('masked', 'scaled', 3)).toEqual(['010', '000', '000']);
    expect(lit('weights', 'masked', 3)).toEqual(['111', '000', '000']);
    expect(lit('out', 'weights', 3)).toEqual(['111', '000', '000']);
    expect(lit('out', 'values', 2)).toEqual(['01', '01', '01']);
  });

  it('are none while nobody looks', () => {
    expect(isLit(null, heads, 'queries', { row: 0, column: 0 })).toBe(false);
  });
});

it('stays within a step with fewer columns', () => {
  const cell = { step: 'weights', head: 1, row: 2, column: 2 } as const;
  expect(inStep(cell, 'out', heads)).toEqual({ step: 'out', head: 0, row: 2, column: 1 });
  for (const step of attentionSteps) expect(inStep({ ...cell, column: 0 }, step, heads).column).toBe(0);
});

it('writes small digits', () => expect(subscript(12)).toBe('₁₂'));
