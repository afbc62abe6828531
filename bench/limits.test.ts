import { describe, expect, it } from 'vitest';
import {
  comparedSteps,
  Deadline,
  describeLimits,
  LeftOut,
  limitOf,
  limits,
  planRounds,
  raised,
  requireTime,
} from './limits.ts';

const wanted = { rounds: 7, blockMs: 400, budgetMs: 20_000 };

describe('limits of the cases', () => {
  it('are found by name or by family', () => {
    expect(limitOf('lm-step-large')).toBe(limits['lm-step-large']);
    expect(limitOf('matmul-5120x64x256')).toBe(limits['matmul-*']);
    expect(limitOf('index-100000')).toBe(limits['index-*']);
    expect(() => limitOf('tea')).toThrow(/no limit for tea/);
  });

  it('are listed for the cases of a command', () => {
    const text = describeLimits((name) => name === 'growth' || name.startsWith('matmul-'));
    expect(text).toMatch(/matmul-\* +60\n +growth +300$/);
    expect(text).not.toContain('index');
  });

  it('run from the beginning of a case', () => {
    let now = 5000;
    const deadline = new Deadline('infonce-step', () => now);
    now += 45_000;
    expect(deadline.leftMs).toBe(15_000);
  });
});

describe('what a case estimates', () => {
  it('leaves a step out that is too long at the best rate of a product', () => {
    // 300 GFLOP at 5 GFLOP/s: 60 s a step, 180 s for three
    expect(() => requireTime(300e9, 5, 179_000)).toThrow(LeftOut);
    expect(() => requireTime(300e9, 5, 179_000)).toThrow(/300 GFLOP .* 5\.0 GFLOP\/s, take at least 60 s/);
    expect(() => requireTime(300e9, 5, 181_000)).not.toThrow();
    expect(() => requireTime(300e9, undefined, 1)).not.toThrow();
  });

  it('remembers the best rate of each contender', () => {
    const counts = { dispatches: 1, submits: 1, newBuffers: 0, newBindGroups: 0 };
    const ours = { ms: 10, jsMs: null, gpuMs: null, gflops: 1, ...counts };
    const rates = raised({ ours: 2 }, { flops: 10e6, ours, peers: { tfjs: { ms: 2 } } });
    expect(rates).toEqual({ ours: 2, tfjs: 5 });
    expect(raised(rates, { flops: 40e6, ours, peers: {} })).toEqual({ ours: 4, tfjs: 5 });
  });

  it('compares fewer losses of slow steps, but two', () => {
    expect(comparedSteps(10, 60_000)).toBe(5);
    expect(comparedSteps(2000, 60_000)).toBe(3);
    expect(comparedSteps(60_000, 60_000)).toBe(2);
  });
});

describe('planRounds', () => {
  it('measures all rounds where there is time', () => {
    expect(planRounds([1, 20], 60_000, wanted)).toEqual({ kept: [0, 1], steps: [400, 20], rounds: 7 });
  });

  it('measures three rounds beyond the budget, fewer beyond the limit', () => {
    // a round is 600 · 2 + 4000 · 1 ms
    expect(planRounds([600, 4000], 120_000, wanted)).toEqual({ kept: [0, 1], steps: [2, 1], rounds: 3 });
    expect(planRounds([600, 4000], 120_000, { ...wanted, budgetMs: 26_000 }).rounds).toBe(5);
    expect(planRounds([600, 4000], 11_000, wanted).rounds).toBe(2);
  });

  it('leaves out the slowest first, and never ours', () => {
    expect(planRounds([6000, 12_000, 70_000], 40_000, wanted)).toEqual({ kept: [0, 1], steps: [1, 1], rounds: 2 });
    expect(planRounds([6000, 70_000, 12_000], 40_000, wanted).kept).toEqual([0, 2]);
    expect(planRounds([60_000, 100], 10_000, wanted)).toEqual({ kept: [0], steps: [1], rounds: 1 });
  });
});
