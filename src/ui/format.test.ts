import { describe, expect, it } from 'vitest';
import { signedLimit } from './charts/bars.tsx';
import {
  formatGradient,
  formatLimit,
  formatNumber,
  formatProbability,
  formatResidue,
  formatSigned,
  shownSign,
} from './format.ts';

describe('numbers on the page', () => {
  it.each([
    [0, '.000'],
    [0.0004, '<.001'],
    [0.4237, '.424'],
    [1, '1.000'],
    [null, '–'],
    [Number.NaN, '–'],
  ])('probability %s', (value, shown) => expect(formatProbability(value)).toBe(shown));

  it.each([
    [0.2839, '+.284'],
    [-0.093, '−.093'],
    [-0.0001, '.000'],
    [-1, '−1.000'],
  ])('signed %s', (value, shown) => expect(formatSigned(value)).toBe(shown));

  it('shows tiny gradients by their power of ten', () => {
    expect(formatGradient(-0.00031, 5e-4)).toBe('−3.1e−4');
    expect(formatGradient(0.284, 0.5)).toBe('+.284');
    expect(formatLimit(5e-4)).toBe('5e−4');
    expect(formatLimit(0.25)).toBe('.25');
  });

  it('points nowhere with what rounds to nothing', () => {
    expect([-0.093, 0.2839, -0.0001, 0].map((value) => shownSign(formatSigned(value)))).toEqual([
      'negative',
      'positive',
      undefined,
      undefined,
    ]);
    expect(shownSign(formatGradient(-0.00031, 5e-4))).toBe('negative');
  });

  it('uses a true minus sign, and none for what rounds to nothing', () => {
    expect([formatNumber(-1.25), formatNumber(-0.001), formatResidue(-1.2e-8)]).toEqual(['−1.25', '0.00', '−1.2e−8']);
  });
});

describe('signedLimit', () => {
  it.each([
    [[0.58, -0.14], 0.75],
    [[0.9], 1],
    [[3.1e-4], 5e-4],
    [[], 1e-6],
    [[-0.25], 0.25],
  ])('%j', (values, limit) => expect(signedLimit(values)).toBe(limit));
});
