import { describe, expect, it } from 'vitest';
import { median, requireSameLosses, slope } from './measure.ts';

describe('what the benchmarks make of their samples', () => {
  it('takes the middle value, or the mean of the two in the middle', () => {
    expect(median([9, 1, 4])).toBe(4);
    expect(median([9, 1, 4, 6])).toBe(5);
  });

  it('finds the exponent of a power law as the slope of its logarithms', () => {
    const sizes = [1, 2, 4, 8];
    const times = sizes.map((size) => 3 * size ** 1.5);
    expect(slope(sizes.map(Math.log), times.map(Math.log))).toBeCloseTo(1.5, 12);
    expect(slope([0, 1, 2], [5, 5, 5])).toBe(0);
    // by hand: x̄ = 1, ȳ = 2; Σ(x−x̄)(y−ȳ) = 3, Σ(x−x̄)² = 2
    expect(slope([0, 1, 2], [0, 3, 3])).toBe(1.5);
  });

  it('refuses to compare other work', () => {
    expect(() => requireSameLosses([5.5, 5.4], [5.5, 5.401], 'a peer')).not.toThrow();
    expect(() => requireSameLosses([5.5, 5.4], [5.5, 5.3], 'a peer')).toThrow(/unfair: the loss of step 2/);
    // one of them had no time for a second step
    expect(() => requireSameLosses([5.5, 5.4], [5.5], 'a peer')).not.toThrow();
    expect(() => requireSameLosses([5.5], [Number.NaN], 'a peer')).toThrow(/unfair/);
  });
});
