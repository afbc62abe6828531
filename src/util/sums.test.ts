import { expect, it } from 'vitest';
import { sumsOf } from './sums.ts';

it('adds values that follow each other', () => {
  expect(sumsOf([1, 2, 3, 4, 5, 6], [2, 0, 3])).toEqual([3, 0, 12]);
  expect(sumsOf(new Float32Array([0.5, -2]), [])).toEqual([]);
});
