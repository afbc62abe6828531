import { describe, expect, it } from 'vitest';
import { createFormats } from '../format.ts';
import { en } from '../i18n/en/en.ts';
import { intervalText, subjectsText, testsText } from './figures.ts';

const format = createFormats('en', en.units);

describe('figures of an experiment', () => {
  it.each([
    [0, '2 : 1,645, p <.001'],
    [0.0007, '2 : 1,645, p <.001'],
    [0.001, '2 : 1,645, p = .001'],
    [0.74, '2 : 1,645, p = .740'],
    [1, '2 : 1,645, p = 1.000'],
  ])('writes p of %s', (p, shown) => {
    expect(testsText({ tests: [{ seed: 1, onlyArm: 2, onlyControl: 1645, p }] }, format)).toBe(shown);
  });

  it('writes a test for each seed, and nothing where there is none', () => {
    const of = (seed: number) => ({ seed, onlyArm: seed, onlyControl: 5, p: 0.25 });
    expect(testsText({ tests: [of(1), of(2)] }, format)).toBe('1 : 5, p = .250; 2 : 5, p = .250');
    expect([testsText({}, format), subjectsText('accuracy', {}, format)]).toEqual(['', '']);
    expect(subjectsText('accuracy', { overSubjects: { low: -0.0031, high: 0.04 } }, format)).toBe('[−.003, +.040]');
  });

  it('does not cut off an interval that reaches beyond the values of a share', () => {
    expect(intervalText('accuracy', { mean: 0.9, low: 0.7, high: 1.1 }, format)).toBe('.900 [.700, 1.100]');
    expect(intervalText('accuracy', { mean: 0.05, low: -0.02, high: 0.12 }, format)).toBe('.050 [−.020, .120]');
  });
});
