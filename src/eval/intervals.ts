/** Intervals that cover the true value with a probability of 95%. */
import { RetrogradError } from '../util/errors.ts';

/** Both ends belong to it. */
export interface Interval {
  low: number;
  high: number;
}

/** The 97.5% quantile of the standard normal distribution. */
const z = 1.959963984540054;

/**
 * The interval of a share by the score test, without a correction for continuity (Wilson 1927; method 3 of Newcombe 1998): it stays within 0 … 1
 * and has a width where none or all succeed. Without any trial it is 0 … 1.
 */
export function wilson(successes: number, n: number): Interval {
  if (!(successes >= 0 && successes <= n)) throw new RetrogradError('internal', `${successes} of ${n} is no share.`);
  if (n === 0) return { low: 0, high: 1 };
  const p = successes / n;
  const scale = 1 + z ** 2 / n;
  const centre = (p + z ** 2 / (2 * n)) / scale;
  const half = (z / scale) * Math.sqrt((p * (1 - p)) / n + z ** 2 / (4 * n ** 2));
  return { low: successes === 0 ? 0 : centre - half, high: successes === n ? 1 : centre + half };
}

/**
 * The exact interval of a share (Clopper and Pearson 1934): with n trials each end leaves 2.5% of the binomial distribution beyond what was seen. It
 * covers the share with a probability of at least 95%, however few trials there are. Without any trial it is 0 … 1.
 */
export function clopperPearson(successes: number, n: number): Interval {
  const isCount = Number.isInteger(successes) && Number.isInteger(n) && successes >= 0 && successes <= n;
  if (!isCount) throw new RetrogradError('internal', `${successes} of ${n} is no share of trials.`);
  return {
    low: successes === 0 ? 0 : shareWhere((p) => 1 - binomialUpTo(successes - 1, n, p) < 0.025),
    high: successes === n ? 1 : shareWhere((p) => binomialUpTo(successes, n, p) > 0.025),
  };
}

/** The share up to which something holds, which it does from 0 on; by bisection. */
function shareWhere(holds: (p: number) => boolean): number {
  let low = 0;
  let high = 1;
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2;
    if (holds(middle)) low = middle;
    else high = middle;
  }
  return low;
}

/** P(X ≤ k) of n trials that succeed with probability p, 0 < p < 1. */
function binomialUpTo(k: number, n: number, p: number): number {
  let logTerm = n * Math.log1p(-p);
  let sum = 0;
  for (let i = 0; i <= k; i++) {
    sum += Math.exp(logTerm);
    logTerm += Math.log((n - i) / (i + 1)) + Math.log(p) - Math.log1p(-p);
  }
  return sum;
}

/**
 * The mean of independent values, such as one of each seed, with Student's interval: mean ± t · s / √n, s with n − 1 degrees of freedom. One value
 * has no interval: its ends are NaN, as is everything without values.
 */
export function meanInterval(values: readonly number[]): { mean: number } & Interval {
  const n = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  if (n < 2) return { mean, low: Number.NaN, high: Number.NaN };
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (n - 1);
  const half = studentT(n - 1) * Math.sqrt(variance / n);
  return { mean, low: mean - half, high: mean + half };
}

/** `meanInterval` of a − b, pair by pair: two settings measured on the same seeds, or two retrievers on the same questions. */
export function pairedInterval(a: readonly number[], b: readonly number[]): { mean: number } & Interval {
  if (a.length !== b.length) throw new RetrogradError('internal', `${a.length} values have no pairs in ${b.length}.`);
  return meanInterval(a.map((value, i) => value - b[i]!));
}

/** The 97.5% quantile of Student's t with `df` degrees of freedom, a whole number from 1. */
export function studentT(df: number): number {
  // bisection over θ = atan(t / √df), from 0 to π/2
  let low = 0;
  let high = Math.PI / 2;
  for (let i = 0; i < 60; i++) {
    const middle = (low + high) / 2;
    if (withinT(middle, df) < 0.95) low = middle;
    else high = middle;
  }
  return Math.sqrt(df) * Math.tan(low);
}

/** P(|T| ≤ √df · tan θ): Abramowitz and Stegun 26.7.3 for odd df, 26.7.4 for even. */
function withinT(theta: number, df: number): number {
  const odd = df % 2 === 1;
  const cosine = Math.cos(theta);
  // odd: cos + 2/3 cos³ + 2·4/(3·5) cos⁵ + …; even: 1 + 1/2 cos² + 1·3/(2·4) cos⁴ + …; both up to the power df − 2
  let sum = 0;
  let term = odd ? cosine : 1;
  for (let power = odd ? 1 : 0; power <= df - 2; power += 2) {
    sum += term;
    term *= (cosine ** 2 * (power + 1)) / (power + 2);
  }
  return odd ? (2 / Math.PI) * (theta + Math.sin(theta) * sum) : Math.sin(theta) * sum;
}
