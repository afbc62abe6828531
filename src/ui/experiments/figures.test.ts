import { describe, expect, it } from 'vitest';
import { createFormats } from '../format.ts';
import { en } from '../i18n/en/en.ts';
import { intervalText, mcnemarText } from './figures.ts';

const format = createFormats('en', en.units);

describe('figures of an experiment', () => {
  it.each([
    [0, '2 : 1,645, p <.001'],
    [0.0007, '2 : 1,645, p <.001'],
    [0.001, '2 : 1,645, p = .001'],
    [0.74, '2 : 1,645, p = .740'],
    [1, '2 : 1,645, p = 1.000'],
  ])('writes p of %s', (p, shown) => {
    expect(mcnemarText({ mcnemar: { onlyArm: 2, onlyControl: 1645, p } }, format)).toBe(shown);
  });

  it('does not cut off an interval that reaches beyond the values of a share', () => {
    expect(intervalText('accuracy', { mean: 0.9, low: 0.7, high: 1.1 }, format)).toBe('.900 [.700, 1.100]');
    expect(intervalText('accuracy', { mean: 0.05, low: -0.02, high: 0.12 }, format)).toBe('.050 [−.020, .120]');
  });
});
