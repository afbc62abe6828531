import { describe, expect, it } from 'vitest';
import { GpuClock } from '../src/gpu/clock.ts';
import { Deadline, LeftOut } from './limits.ts';
import { type Contender, firstLosses, median, requireSameLosses, sideBySide, slope } from './measure.ts';

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

/** Takes no time; its losses count its steps. With a clock each step occupies the GPU for 6 ms. */
function contender(name: Contender['name'], clock?: GpuClock): Contender & { taken: number } {
  return {
    name,
    clock,
    taken: 0,
    async step() {
      clock?.add({ label: name, begin: 100, end: 106 });
      return ++this.taken;
    },
    destroy() {},
  };
}

const counters = { reset() {}, perStep: () => ({ dispatches: 1, submits: 1, newBuffers: 0, newBindGroups: 0 }) };
/** A minute, of which so many seconds have passed. */
function minute(passed: number): Deadline {
  let now = 0;
  const deadline = new Deadline('infonce-step', () => now);
  now = passed * 1000;
  return deadline;
}

describe('measuring side by side', () => {
  const wanted = { rounds: 4, blockMs: 1, budgetMs: 1000 };

  it('has the GPU time of one repetition where there is a clock', async () => {
    const lanes = [contender('ours', new GpuClock()), contender('jax')];
    const entries = lanes.map((one) => ({ contender: one, firstMs: 0.01 }));
    const { outcomes, rounds } = await sideBySide(entries, counters, minute(0), wanted, 3);
    expect(rounds).toBe(4);
    expect(outcomes.map(({ contender: { name }, gpuMs }) => [name, gpuMs])).toEqual([
      ['ours', 2],
      ['jax', null],
    ]);
  });

  it('leaves out who would exceed the limit, without a further step', async () => {
    const [ours, slow] = [contender('ours'), contender('tfjs')];
    const entries = [
      { contender: ours, firstMs: 0.01 },
      { contender: slow, firstMs: 20_000 },
    ];
    const { outcomes } = await sideBySide(entries, counters, minute(50), wanted);
    expect(outcomes.map(({ contender: { name } }) => name)).toEqual(['ours']);
    expect(slow.taken).toBe(0);
  });

  it('compares five losses, or as many as are wanted, and gives up after one step if no time is left', async () => {
    expect((await firstLosses(contender('ours'), minute(0))).losses).toEqual([1, 2, 3, 4, 5]);
    expect((await firstLosses(contender('ours'), minute(0), 2)).losses).toEqual([1, 2]);
    const late = contender('ours');
    await expect(firstLosses(late, minute(61))).rejects.toThrow(LeftOut);
    expect(late.taken).toBe(1);
  });
});
