import { expect, it } from 'vitest';
import { erf, exactGelu } from './gelu.ts';

// Abramowitz and Stegun, table 7.1
it.each([
  [0, 0],
  [0.1, 0.112462916],
  [0.5, 0.5204998778],
  [1, 0.8427007929],
  [1.5, 0.9661051465],
  [2, 0.995322265],
])('erf(%f) is as in the table', (x, value) => {
  expect(Math.abs(erf(x) - value)).toBeLessThan(6e-11);
  expect(erf(-x) + erf(x)).toBe(0);
});

// x Φ(x) with the tabulated Φ(1) = .8413447461, Φ(2) = .9772498681
it.each([
  [1, 0.8413447461],
  [-1, -0.1586552539],
  [2, 1.9544997361],
  [-30, 0],
  [30, 30],
])('GELU(%f), exactly', (x, value) => {
  expect(Math.abs(exactGelu(x) - value)).toBeLessThan(2e-10);
});
