import { describe, expect, it } from 'vitest';
import { Prng } from './prng.ts';

describe('Prng', () => {
  it('continues from its saved state', () => {
    const prng = new Prng(7);
    prng.uint32();
    const copy = new Prng(prng.state);
    expect([copy.uint32(), copy.uniform(), copy.normal()]).toEqual([prng.uint32(), prng.uniform(), prng.normal()]);
  });

  it('draws uniformly: moments of 20,000 draws', () => {
    const prng = Prng.fork(3, 'moments');
    const draws = Array.from({ length: 20_000 }, () => prng.uniform());
    const mean = draws.reduce((a, b) => a + b) / draws.length;
    const variance = draws.reduce((a, b) => a + (b - mean) ** 2, 0) / draws.length;
    expect(mean).toBeCloseTo(0.5, 2);
    expect(variance).toBeCloseTo(1 / 12, 2);
  });

  it('draws normals with mean 0 and variance 1', () => {
    const prng = new Prng(11);
    const draws = Array.from({ length: 20_000 }, () => prng.normal());
    expect(Math.abs(draws.reduce((a, b) => a + b) / draws.length)).toBeLessThan(0.03);
    expect(Math.abs(draws.reduce((a, b) => a + b * b, 0) / draws.length - 1)).toBeLessThan(0.04);
  });

  it('shuffles into a permutation', () => {
    expect([...new Prng(5).shuffle([0, 1, 2, 3, 4, 5, 6, 7])].sort()).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  });
});
