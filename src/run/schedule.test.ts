import { describe, expect, it } from 'vitest';
import { rateFactor } from './schedule.ts';

const factors = (
  schedule: { steps: number; warmupSteps: number; linearDecay: boolean; floor?: number },
  count: number,
) => Array.from({ length: count }, (_, step) => rateFactor(schedule, step));

describe('rateFactor', () => {
  it('rises over the warm-up and stays', () => {
    expect(factors({ steps: 10, warmupSteps: 4, linearDecay: false }, 12)).toEqual([
      0.25, 0.5, 0.75, 1, 1, 1, 1, 1, 1, 1, 1, 1,
    ]);
  });

  it('falls linearly to zero at the last step, and stays there', () => {
    const rates = factors({ steps: 10, warmupSteps: 4, linearDecay: true }, 12);
    expect(rates.map((rate) => Math.round(rate * 6000) / 6000)).toEqual(
      [1500, 3000, 4500, 6000, 6000, 5000, 4000, 3000, 2000, 1000, 0, 0].map((n) => n / 6000),
    );
  });

  it('rises over half of a run that is shorter than its warm-up, and still falls to zero', () => {
    expect(factors({ steps: 4, warmupSteps: 100, linearDecay: true }, 5)).toEqual([0.5, 1, 1, 0.5, 0]);
    expect(factors({ steps: 1, warmupSteps: 100, linearDecay: true }, 2)).toEqual([1, 0]);
  });

  it('falls to a share of the peak, if there is a floor', () => {
    const rates = factors({ steps: 6, warmupSteps: 2, linearDecay: true, floor: 0.2 }, 8);
    expect(rates.map((rate) => Math.round(rate * 1000) / 1000)).toEqual([0.5, 1, 1, 0.8, 0.6, 0.4, 0.2, 0.2]);
  });

  it('needs no warm-up', () => {
    expect(rateFactor({ steps: 10, warmupSteps: 0, linearDecay: true }, 0)).toBe(1);
  });
});
