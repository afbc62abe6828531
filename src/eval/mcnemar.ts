/** Whether two systems differ on the same questions. */
import { RetrogradError } from '../util/errors.ts';
import { logSumExp } from '../util/log-sum-exp.ts';

export interface McNemar {
  /** Questions that the first alone answers rightly. */
  onlyFirst: number;
  /** Questions that the second alone answers rightly. */
  onlySecond: number;
  /** Probability of so uneven a division, or a more uneven one, if both were equally good. */
  p: number;
}

/**
 * McNemar's test (1947), exact and two-sided: of the questions on which two systems differ, each is as likely to be answered rightly by the one as by
 * the other, so p = 2 · P(X ≤ min) for X of the binomial distribution with probability ½, 1 at most.
 *
 * @param first whether the first system is right, by question
 * @param second the same of the second, in the same order
 */
export function mcnemar(first: readonly boolean[], second: readonly boolean[]): McNemar {
  if (first.length !== second.length)
    throw new RetrogradError('internal', `${first.length} results have no pairs in ${second.length}.`);
  let onlyFirst = 0;
  let onlySecond = 0;
  first.forEach((right, i) => {
    if (right && !second[i]) onlyFirst++;
    if (!right && second[i]) onlySecond++;
  });
  return { onlyFirst, onlySecond, p: twoSided(Math.min(onlyFirst, onlySecond), onlyFirst + onlySecond) };
}

/** min(1, 2 · Σ_{i ≤ fewer} C(n, i) / 2ⁿ), over logarithms: 2ⁿ overflows from n = 1024 on. */
function twoSided(fewer: number, n: number): number {
  const terms = [-n * Math.LN2];
  for (let i = 1; i <= fewer; i++) terms.push(terms[i - 1]! + Math.log((n - i + 1) / i));
  return Math.min(1, 2 * Math.exp(logSumExp(terms)));
}
