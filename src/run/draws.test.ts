import { describe, expect, it } from 'vitest';
import { Prng } from '../util/prng.ts';
import { Sampler } from './draws.ts';

const take = (sampler: Sampler, n: number) => Array.from({ length: n }, () => sampler.next());

describe('Sampler', () => {
  it('draws each item once an epoch, in another order each time', () => {
    const sampler = new Sampler([3, 5, 7, 9, 11, 13, 15, 17], new Prng(1));
    const [first, second] = [take(sampler, 8), take(sampler, 8)];
    expect([...first].sort((a, b) => a - b)).toEqual([3, 5, 7, 9, 11, 13, 15, 17]);
    expect([...second].sort((a, b) => a - b)).toEqual([3, 5, 7, 9, 11, 13, 15, 17]);
    expect(second).not.toEqual(first);
  });

  it('goes on from a saved state, over the end of an epoch too', () => {
    const items = Array.from({ length: 10 }, (_, i) => i);
    const sampler = new Sampler(items, new Prng(4));
    take(sampler, 17);
    const { state } = sampler;
    const expected = take(sampler, 25);
    const other = new Sampler(items, new Prng(99));
    other.state = JSON.parse(JSON.stringify(state));
    expect(take(other, 25)).toEqual(expected);
  });
});
