import { describe, expect, it } from 'vitest';
import { mcnemar } from './mcnemar.ts';

/** Results of two systems with so many questions of each kind. */
function results({ both = 0, onlyFirst = 0, onlySecond = 0, neither = 0 }) {
  const kinds: [number, boolean, boolean][] = [
    [both, true, true],
    [onlyFirst, true, false],
    [onlySecond, false, true],
    [neither, false, false],
  ];
  const pairs = kinds.flatMap(([count, a, b]) => Array.from({ length: count }, () => [a, b] as const));
  return [pairs.map(([a]) => a), pairs.map(([, b]) => b)] as const;
}

describe('mcnemar', () => {
  it('gives the published p of 9 against 2', () => {
    // Fay, vignette of the R package exact2x2: the table (21, 9, 2, 12) has p = 0.06543
    const test = mcnemar(...results({ both: 21, onlyFirst: 9, onlySecond: 2, neither: 12 }));
    expect(test).toMatchObject({ onlyFirst: 9, onlySecond: 2 });
    expect(test.p).toBeCloseTo(0.06543, 5);
  });

  it.each([
    // worked binomials: 2 · Σ C(n, i) / 2ⁿ
    [6, 0, 2 / 64],
    [0, 6, 2 / 64],
    [10, 3, (2 * (1 + 13 + 78 + 286)) / 8192],
    [1, 0, 1],
    // sums of exact fractions, made with Python
    [60, 40, 0.05688793364098079],
    [480, 520, 0.21744829320414094],
    [900, 700, 6.319484959450139e-7],
  ])('of %i against %i is exact', (onlyFirst, onlySecond, p) => {
    const test = mcnemar(...results({ both: 5, onlyFirst, onlySecond, neither: 7 }));
    expect(test).toMatchObject({ onlyFirst, onlySecond });
    expect(test.p / p).toBeCloseTo(1, 9);
  });

  it('finds no difference where there is none', () => {
    expect(mcnemar([], [])).toEqual({ onlyFirst: 0, onlySecond: 0, p: 1 });
    expect(mcnemar(...results({ both: 9, neither: 3 })).p).toBe(1);
    expect(mcnemar(...results({ onlyFirst: 8, onlySecond: 8 })).p).toBe(1);
  });

  it('refuses results without pairs', () => {
    expect(() => mcnemar([true], [])).toThrow('1 results have no pairs in 0');
  });
});
