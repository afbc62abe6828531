/**
 * How probabilities are written, so that a person who computes with the numbers on the screen gets the numbers on the screen. They have at least
 * three decimals and two significant digits: `.806`, `.0015`, `3.6e−4`.
 */
import type { Formats } from './format.ts';

export const leastDecimals = 3;
export const mostDecimals = 6;
export const leastScoreDecimals = 2;
export const mostScoreDecimals = 8;

/** A probability as the panel shows it. */
export function shownShare(value: number, format: Formats, decimals = leastDecimals): string {
  const significant = decimals - 1;
  // from here on so many decimals have enough significant digits
  return value === 0 || Number(value.toPrecision(significant)) >= 10 ** (significant - 1 - decimals)
    ? format.share(value, decimals)
    : format.significant(value, significant);
}

/** Whether a computed probability is written like this, whichever way a person rounds a five at the end. */
export function isShownAs(value: number, shown: string, format: Formats, decimals = leastDecimals): boolean {
  const near = 1e-9;
  return [1 - near, 1 + near].every((factor) => shownShare(value * factor, format, decimals) === shown);
}

/** A probability before and after something, with the digits of its table, or with more where only they tell the two apart. */
export function shownShares(
  [before, after]: readonly [number, number],
  format: Formats,
  decimals = leastDecimals,
): [string, string] {
  return apart(before, after, decimals, mostDecimals, (value, digits) => shownShare(value, format, digits));
}

/** Two values with so many digits that they do not look alike where they differ. */
export function apart(
  before: number,
  after: number,
  least: number,
  most: number,
  write: (value: number, digits: number) => string,
): [string, string] {
  const written = (digits: number): [string, string] => [write(before, digits), write(after, digits)];
  for (let digits = least; digits < most && before !== after; digits++) {
    const [a, b] = written(digits);
    if (a !== b) return [a, b];
  }
  return written(before === after ? least : most);
}

/** Whether numbers that are rounded to so many decimals add up to their rounded sum. */
export function addUp(parts: readonly number[], sum: number, decimals: number): boolean {
  const units = (value: number) => Math.round(value * 10 ** decimals);
  return parts.reduce((total, part) => total + units(part), 0) === units(sum);
}
