import { describe, expect, it } from 'vitest';
import { Prng } from '../util/prng.ts';
import { Draw, Sampler } from './draws.ts';

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

  it.each([
    ['fewer', 4],
    ['more', 20],
  ])('begins an epoch where a state is of %s items, and repeats it', (_, count) => {
    const items = (n: number) => Array.from({ length: n }, (_, i) => i);
    const sampler = new Sampler(items(10), new Prng(4));
    take(sampler, 7);
    const others = [1, 2].map((seed) => {
      const other = new Sampler(items(count), new Prng(seed));
      other.state = JSON.parse(JSON.stringify(sampler.state));
      return take(other, 3 * count);
    });
    const epoch = (i: number) => others[0]!.slice(i * count, (i + 1) * count).sort((a, b) => a - b);
    expect([epoch(0), epoch(1), epoch(2)]).toEqual([items(count), items(count), items(count)]);
    expect(others[1]).toEqual(others[0]);
  });
});

describe('a saved draw', () => {
  const saved = () => {
    const draw = new Draw([0, 1, 2, 3, 4, 5, 6, 7], 1, 'format');
    for (let i = 0; i < 6; i++) draw.next();
    return draw.state;
  };
  const few = new Draw([0, 1], 1, 'format');

  it('is read by a draw of fewer items, e.g. after a setting has changed', () => {
    expect(few.read(saved())).toEqual(saved());
  });

  it.each([
    ['a position beyond its items', (state: ReturnType<typeof saved>) => void (state.sampler.cursor = 9)],
    ['no number of items, and a position beyond those of now', ({ sampler }) => void delete sampler.items],
    ['a negative number of items', ({ sampler }) => void (sampler.items = -1)],
  ] as [string, (state: ReturnType<typeof saved>) => void][])('is refused with %s', (_, damage) => {
    const state = saved();
    damage(state);
    expect(() => few.read(state)).toThrow('the draws of format are damaged');
  });
});
