import { expect, it } from 'vitest';
import { Prng } from '../../util/prng.ts';
import { chooseTokens, predictionCount, type Treatment } from './masked-tokens.ts';

it('chooses 15% of the tokens, one at least, halves to even', () => {
  // 1.5, 3, 4.5, .3
  expect([10, 20, 30, 2].map((length) => predictionCount(length, 0.15))).toEqual([2, 3, 4, 1]);
});

it('treats .80 / .10 / .10 of 10,000 chosen tokens, and every token is chosen as often as the others', () => {
  const prng = new Prng(7);
  const units = Array.from({ length: 18 }, (_, i) => [i + 1]);
  const counts: Record<Treatment, number> = { mask: 0, random: 0, keep: 0 };
  const places = new Map<number, number>();
  let chosen = 0;
  for (; chosen < 10_000; chosen += 4) {
    const drawn = chooseTokens(units, 4, prng);
    expect(new Set(drawn.map(({ at }) => at)).size).toBe(4);
    for (const { at, treatment } of drawn) {
      counts[treatment]++;
      places.set(at, (places.get(at) ?? 0) + 1);
    }
  }
  expect(Math.abs(counts.mask / chosen - 0.8)).toBeLessThan(0.02);
  expect(Math.abs(counts.random / chosen - 0.1)).toBeLessThan(0.02);
  expect(Math.abs(counts.keep / chosen - 0.1)).toBeLessThan(0.02);
  expect([...places.keys()].sort((a, b) => a - b)).toEqual(units.flat());
  // 10,000 / 18 = 556, with a standard deviation of 20
  for (const count of places.values()) expect(Math.abs(count - 556)).toBeLessThan(100);
});

it('takes whole words, never more tokens than asked for', () => {
  const prng = new Prng(3);
  const words = [[1], [2, 3], [4, 5, 6], [7]];
  const seen = new Set<string>();
  for (let i = 0; i < 200; i++)
    seen.add(
      chooseTokens(words, 3, prng)
        .map(({ at }) => at)
        .join(),
    );
  expect([...seen].sort()).toEqual(['1,2,3', '1,7', '2,3,7', '4,5,6']);
  expect(chooseTokens([[1, 2]], 1, prng)).toEqual([]);
});
