import { expect, it } from 'vitest';
import { levelOf, levelPaths } from './levels.ts';

it('rounds to tenths, without a negative zero', () => {
  expect([1, -1, 0.54, -0.04, 0.05].map(levelOf)).toEqual([1, -1, 0.5, 0, 0.1]);
  expect(Object.is(levelOf(-0.01), 0)).toBe(true);
});

it('draws squares of one shade together', () => {
  expect(
    levelPaths(
      [
        [0, 1],
        [1, -0.5],
      ],
      5,
    ),
  ).toEqual([
    { level: -0.5, path: 'M5 5h5v5h-5z' },
    { level: 1, path: 'M5 0h5v5h-5zM0 5h5v5h-5z' },
  ]);
});
