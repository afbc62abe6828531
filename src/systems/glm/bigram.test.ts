import { expect, it } from 'vitest';
import { BigramCounts } from './bigram.ts';

/** p(2|1) = 2/3, p(3|1) = 1/3, p(4|2) = 1/2, p(5|2) = 1/2, p(5|3) = 1. */
const counts = new BigramCounts([
  [1, 2, 4],
  [1, 2, 5],
  [1, 3, 5],
]);

it('takes the likeliest tokens between two others', () => {
  // 1 _ 5: by 2 with 2/3 · 1/2, by 3 with 1/3 · 1: equal, the lower id; 1 _ 4: by 2 alone
  expect(counts.fill(1, 5, 1)).toEqual([2]);
  expect(counts.fill(1, 4, 1)).toEqual([2]);
  // p(3|1) p(5|3) = 1/3, p(2|1) p(5|2) = 1/3, p(2|1) p(4|2) = 1/3: the lowest last token
  expect(counts.fill(1, undefined, 2)).toEqual([2, 4]);
});

it('prefers a path that leads to the token on the right, and does without where none does', () => {
  const more = new BigramCounts([...new Array<number[]>(8).fill([1, 2, 4]), [1, 3, 5]]);
  expect(more.fill(1, undefined, 1)).toEqual([2]);
  expect(more.fill(1, 5, 1)).toEqual([3]);
  expect(more.fill(1, 9, 1)).toEqual([2]);
});

it('finds nothing after a token that has no successor', () => {
  expect(counts.fill(5, 1, 2)).toEqual([]);
});
