import { expect, it } from 'vitest';
import { exactLoss } from './phase.ts';

it('the least loss is 0 for the answers of one known task, and that of random orders for the letters', () => {
  const one = [[1, 2, 3, 4, 5, 6, 7, 0]];
  expect(exactLoss(one, 'answers')).toBe(0);
  // the seven letters after the first: all 7! orders are equally likely; 15 tokens are predicted
  expect(exactLoss(one, 'all')).toBeCloseTo(Math.log(5040) / 15, 12);
});
