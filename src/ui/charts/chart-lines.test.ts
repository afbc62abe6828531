import { describe, expect, it } from 'vitest';
import { digitsOf } from './chart-lines.ts';

describe('digits of an axis', () => {
  it.each([
    [1, 0],
    [2.5, 1],
    [25, 0],
    [0.5, 1],
    [0.25, 2],
    [0.005, 3],
    [0.1 + 0.2, 1],
  ])('with ticks %d apart: %i', (increment, digits) => expect(digitsOf(increment)).toBe(digits));
});
