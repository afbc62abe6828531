import { describe, expect, it } from 'vitest';
import { cpuTime, expectLinear } from './linear.ts';

/** Work that takes this many steps. */
function spin(steps: number): number {
  let sum = 0;
  for (let i = 0; i < steps; i++) sum += Math.sqrt(i);
  return sum;
}

describe('expectLinear', () => {
  it('takes linear work, also with a logarithm', () => {
    expectLinear((size) => void spin(size * 1000), 2000);
    expectLinear((size) => void spin(size * 100 * Math.log2(size)), 2000);
  });

  it('refuses what grows with the square', () => {
    expect(() => expectLinear((size) => void spin(size ** 2), 2000)).toThrow(/^Work of size 2000 takes .* more than/);
  });

  it('stops at work that grows without bound', () => {
    expect(() => expectLinear((size) => void spin(2 ** Math.min(size, 26)), 20)).toThrow('more than');
  });
});

it('cpuTime counts work, not waiting', () => {
  expect(cpuTime(() => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200))).toBeLessThan(
    cpuTime(() => void spin(1e8)),
  );
});
