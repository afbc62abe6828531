import { describe, expect, it } from 'vitest';
import { clopperPearson, meanInterval, pairedInterval, studentT, wilson } from './intervals.ts';

describe('wilson', () => {
  // Newcombe 1998, "Two-sided confidence intervals for the single proportion", table I, method 3.
  it.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])('gives the published interval of %i of %i', (successes, n, low, high) => {
    const interval = wilson(successes, n);
    expect(interval.low).toBeCloseTo(low, 4);
    expect(interval.high).toBeCloseTo(high, 4);
  });

  it('holds the shares that a score test does not reject', () => {
    // the definition: |p̂ − p| = 1.96 √(p (1 − p) / n) at both ends
    for (const [successes, n] of [
      [7, 10],
      [300, 2521],
    ] as const) {
      const { low, high } = wilson(successes, n);
      for (const p of [low, high])
        expect(Math.abs(successes / n - p) / Math.sqrt((p * (1 - p)) / n)).toBeCloseTo(1.959964, 6);
    }
  });

  it('stays within 0 … 1, and says nothing without trials', () => {
    expect(wilson(0, 20).low).toBe(0);
    expect(wilson(20, 20).high).toBe(1);
    expect(wilson(20, 20).low).toBeCloseTo(1 - 0.1611, 4);
    expect(wilson(0, 0)).toEqual({ low: 0, high: 1 });
  });

  it('refuses what is no share', () => {
    expect(() => wilson(3, 2)).toThrow('3 of 2 is no share');
    expect(() => wilson(-1, 2)).toThrow('no share');
    expect(() => wilson(Number.NaN, 2)).toThrow('no share');
  });
});

describe('clopperPearson', () => {
  // 0 and 10 of 10: 1 − .025^(1/10); the others are quantiles of the beta distribution, from published tables
  it.each([
    [0, 10, 0, 0.3085],
    [10, 10, 0.6915, 1],
    [5, 10, 0.1871, 0.8129],
    [9, 10, 0.555, 0.9975],
    [8, 10, 0.4439, 0.9748],
    [1, 20, 0.0013, 0.2487],
  ])('gives the published interval of %i of %i', (successes, n, low, high) => {
    const interval = clopperPearson(successes, n);
    expect(interval.low).toBeCloseTo(low, 4);
    expect(interval.high).toBeCloseTo(high, 4);
  });

  it('leaves 2.5% beyond what was seen at both ends', () => {
    const choose = (n: number, k: number): number => (k === 0 ? 1 : (choose(n, k - 1) * (n - k + 1)) / k);
    const probability = (n: number, from: number, to: number, p: number) => {
      let sum = 0;
      for (let k = from; k <= to; k++) sum += choose(n, k) * p ** k * (1 - p) ** (n - k);
      return sum;
    };
    for (const [k, n] of [
      [3, 7],
      [6, 6],
      [41, 60],
    ] as const) {
      const { low, high } = clopperPearson(k, n);
      expect(probability(n, k, n, low)).toBeCloseTo(0.025, 9);
      if (k < n) expect(probability(n, 0, k, high)).toBeCloseTo(0.025, 9);
    }
  });

  it('says nothing without trials, and refuses what is no count', () => {
    expect(clopperPearson(0, 0)).toEqual({ low: 0, high: 1 });
    for (const [k, n] of [
      [3, 2],
      [-1, 2],
      [0.5, 2],
      [Number.NaN, 2],
    ] as const)
      expect(() => clopperPearson(k, n)).toThrow('no share of trials');
  });
});

describe('studentT', () => {
  // The column t.975 of the usual tables, such as NIST's e-Handbook 1.3.6.7.2.
  it.each([
    [1, 12.706],
    [2, 4.303],
    [3, 3.182],
    [4, 2.776],
    [5, 2.571],
    [9, 2.262],
    [10, 2.228],
    [20, 2.086],
    [29, 2.045],
    [30, 2.042],
    [60, 2.0],
    [100, 1.984],
    [2520, 1.961],
    [1_000_000, 1.96],
  ])('with %i degrees of freedom is that of the table', (df, t) => {
    expect(studentT(df)).toBeCloseTo(t, 3);
  });

  it('has its closed form with 1 and 2 degrees of freedom', () => {
    expect(studentT(1)).toBeCloseTo(Math.tan(0.475 * Math.PI), 9);
    expect(studentT(2)).toBeCloseTo(0.95 * Math.sqrt(2 / (1 - 0.95 ** 2)), 9);
  });
});

describe('meanInterval', () => {
  it('is the mean with Student’s interval', () => {
    // by hand: mean 5, s² = (4 + 1 + 1 + 4) / 3, half = 3.182446 · √(10 / 3 / 4)
    const { mean, low, high } = meanInterval([3, 4, 6, 7]);
    expect(mean).toBe(5);
    expect(high - mean).toBeCloseTo(2.90516, 5);
    expect(mean - low).toBeCloseTo(2.90516, 5);
  });

  it('has no interval for one value, and nothing for none', () => {
    expect(meanInterval([2])).toEqual({ mean: 2, low: Number.NaN, high: Number.NaN });
    expect(meanInterval([])).toEqual({ mean: Number.NaN, low: Number.NaN, high: Number.NaN });
    expect(meanInterval([2, 2])).toEqual({ mean: 2, low: 2, high: 2 });
  });
});

describe('pairedInterval', () => {
  it('is the one of the differences', () => {
    // differences 1, 2, 3: mean 2, s = 1, half = 4.302653 / √3
    const { mean, low, high } = pairedInterval([1, 5, 10], [0, 3, 7]);
    expect(mean).toBe(2);
    expect(high - mean).toBeCloseTo(2.48414, 5);
    expect(mean - low).toBeCloseTo(2.48414, 5);
  });

  it('refuses values without pairs', () => {
    expect(() => pairedInterval([1, 2], [1])).toThrow('2 values have no pairs in 1');
  });
});
