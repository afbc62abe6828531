import { describe, expect, it } from 'vitest';
import { createFormats, metricFormat } from './format.ts';
import { en } from './i18n/en/en.ts';

const format = createFormats('en', en.units);

describe('numbers on the page', () => {
  it.each([
    [0, '.000'],
    [0.0004, '<.001'],
    [0.4237, '.424'],
    [1, '1.000'],
    [null, '–'],
    [Number.NaN, '–'],
  ])('probability %s', (value, shown) => expect(format.probability(value)).toBe(shown));

  it.each([
    [0.2839, '+.284'],
    [-0.093, '−.093'],
    [-0.0001, '.000'],
    [-1, '−1.000'],
  ])('signed %s', (value, shown) => expect(format.signed(value)).toBe(shown));

  it.each([
    [0.015234, 3, '.0152'],
    [0.2089, 3, '.209'],
    [1.02418, 4, '1.024'],
    [12345.6, 3, '12346'],
    [0.000015234, 3, '1.52e−5'],
    [0.00099996, 3, '.00100'],
    [-0.5, 3, '−.500'],
    [0, 3, '0'],
  ])('%s with %i significant digits', (value, digits, shown) => expect(format.significant(value, digits)).toBe(shown));

  it('uses a true minus sign, and none for what rounds to nothing', () => {
    expect([format.number(-1.25), format.number(-0.001)]).toEqual(['−1.25', '0.00']);
  });
});

describe('a sum that should be zero', () => {
  it.each([
    [0, '0'],
    [1.1e-8, '0 (rounding 1e−8)'],
    [-2.4e-7, '0 (rounding 2e−7)'],
    [-1.2e-4, '−1.2e−4'],
    [0.25, '2.5e−1'],
  ])('%s', (value, shown) => expect(format.residue(value)).toBe(shown));
});

describe('a metric', () => {
  it.each([
    [{ format: 'share' }, 0.4237, '.424'],
    [{ format: 'number' }, -1.2345, '−1.23'],
    [{ format: 'number', digits: 3 }, -1.2346, '−1.235'],
    [{ format: 'count' }, 1234, '1,234'],
    [{ format: 'count' }, null, '–'],
  ] as const)('%j %s', (metric, value, shown) => expect(metricFormat(metric, format)(value)).toBe(shown));
});

describe('dates and durations', () => {
  const now = Date.UTC(2026, 2, 4, 12);

  it.each([
    [20_000, 'a moment ago'],
    [5 * 60_000, '5 min ago'],
    [3 * 3_600_000, '3 h ago'],
    [72 * 3_600_000, '3 days ago'],
  ])('%s ms before now', (ms, shown) => expect(format.ago(now - ms, now)).toBe(shown));

  it('have their units', () => {
    expect([format.duration(640), format.duration(2440)]).toEqual(['640 ms', '2.4 s']);
    expect(format.date(now)).toBe('Mar 4, 2026');
  });
});

describe('another language', () => {
  const german = createFormats('de', en.units);

  it('has its own separators', () => {
    expect([german.count(12345), german.number(-1.25), german.probability(0.4237)]).toEqual([
      '12.345',
      '−1,25',
      ',424',
    ]);
    expect([german.significant(-0.00031, 2), german.share(0.25, 2), german.share(0.5, 1)]).toEqual([
      '−3,1e−4',
      ',25',
      ',5',
    ]);
    expect(german.date(Date.UTC(2026, 2, 4, 12))).toBe('04.03.2026');
  });
});
