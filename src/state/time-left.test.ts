import { describe, expect, it } from 'vitest';
import { PhaseClock, roughly } from './time-left.ts';

function measured() {
  let now = 0;
  const clock = new PhaseClock(() => now);
  /** Takes steps of one phase, each so many ms; returns what is left after the last. */
  const take = (phase: string, from: number, to: number, ms: number, of = 1000) => {
    let left: number | null = null;
    for (let step = from; step <= to; step++) {
      now += ms;
      left = clock.left(phase, step, of);
    }
    return left;
  };
  const wait = (ms: number) => {
    now += ms;
  };
  return { clock, take, wait };
}

describe('the time that is left', () => {
  it('is not told before it is known', () => {
    const { take } = measured();
    expect(take('joint', 1, 80, 100)).toBeNull();
    expect(take('joint', 81, 82, 100)).not.toBeNull();
    // few steps, however long they take
    expect(measured().take('joint', 1, 8, 5000)).toBeNull();
  });

  it('is the rest of the steps at the measured rate', () => {
    expect(measured().take('joint', 1, 200, 100, 1000)).toBeCloseTo(80_000);
    expect(measured().take('joint', 1, 200, 100, 200)).toBe(0);
  });

  it('follows the rate of the last minute', () => {
    const { take } = measured();
    take('joint', 1, 100, 100);
    expect(take('joint', 101, 400, 400)).toBeCloseTo(600 * 400);
  });

  it('leaves pauses out, and begins anew in another phase', () => {
    const { clock, take, wait } = measured();
    take('ict', 1, 100, 100);
    clock.pause();
    wait(3_600_000);
    expect(take('ict', 101, 150, 100)).toBeNull();
    expect(take('ict', 151, 250, 100)).toBeCloseTo(75_000);
    expect(take('joint', 1, 20, 100)).toBeNull();
  });

  it('begins anew where a run was reset', () => {
    const { take } = measured();
    take('ict', 1, 200, 100);
    expect(take('ict', 1, 20, 100)).toBeNull();
  });
});

describe('a rough time', () => {
  it.each([
    [2000, null],
    [7000, 10_000],
    [34_000, 30_000],
    [52_000, 60_000],
    [100_000, 120_000],
    [11 * 60_000, 10 * 60_000],
    [83 * 60_000, 85 * 60_000],
    [100 * 60_000, 90 * 60_000],
  ])('%d ms is about %s', (ms, rough) => expect(roughly(ms)).toBe(rough));
});
