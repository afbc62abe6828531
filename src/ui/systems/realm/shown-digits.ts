/**
 * How many digits the numbers of an example have, so that a person who computes with the numbers on the screen gets the numbers on the screen.
 */
import type { CandidateView } from '../../../systems/realm/views.ts';
import { softmax } from '../../../util/softmax.ts';
import type { Formats } from '../../format.ts';
import {
  apart,
  isShownAs,
  leastDecimals,
  leastScoreDecimals,
  mostDecimals,
  mostScoreDecimals,
  shownShare,
} from '../../shown-share.ts';

export interface ShownDigits {
  /** Decimals of probabilities; small ones have one significant digit less than that. */
  share: number;
  /** Decimals of p(y|x), likewise. */
  marginal: number;
  /** Decimals of f(x,z). */
  score: number;
}

/** One unit of the last digit of r(z) as it is shown. */
const gradientUnit = 0.001;

type Shown = Pick<CandidateView, 'score' | 'prior' | 'likelihood' | 'gradient'>;

/** The number that `shownShare` writes. */
function roundedShare(value: number, decimals: number): number {
  const significant = Number(value.toPrecision(decimals - 1));
  return significant >= 10 ** -2 ? Number(value.toFixed(decimals)) : significant;
}

/** The least decimals of p(y|x) with which (p(y|z,x) / p(y|x) − 1) · p(z|x) gives every r(z) to one unit of its last digit; null: there are none. */
function marginalDecimals(candidates: readonly Shown[], marginal: number, share: number): number | null {
  const rows = candidates.map(({ prior, likelihood, gradient }) => ({
    prior: roundedShare(prior, share),
    likelihood: roundedShare(likelihood, share),
    gradient: Number(gradient.toFixed(3)),
  }));
  for (let decimals = share; decimals <= mostDecimals; decimals++) {
    const m = roundedShare(marginal, decimals);
    // a p(y|x) of zero cannot be divided by
    if (rows.every((row) => !(Math.abs((row.likelihood / m - 1) * row.prior - row.gradient) >= gradientUnit)))
      return decimals;
  }
  return null;
}

/**
 * The least digits with which the numbers on the screen give the others: the softmax of the scores every p(z|x), and p(y|z,x), p(y|x) and p(z|x) every
 * r(z) to one unit of its last digit. Under the objective per token r(z) is a mean over the tokens, which an opened row shows.
 */
export function shownDigits(
  { candidates, logMarginal }: { candidates: readonly Shown[]; logMarginal: number },
  objective: 'sequence' | 'token',
  format: Formats,
): ShownDigits {
  for (let share = leastDecimals; share <= mostDecimals; share++) {
    const marginal = objective === 'token' ? leastDecimals : marginalDecimals(candidates, Math.exp(logMarginal), share);
    if (marginal === null) continue;
    const shown = candidates.map(({ prior }) => shownShare(prior, format, share));
    for (let score = leastScoreDecimals; score <= mostScoreDecimals; score++) {
      const computed = softmax(candidates.map((candidate) => Number(candidate.score.toFixed(score))));
      if (computed.every((value, i) => isShownAs(value, shown[i]!, format, share))) return { share, marginal, score };
    }
  }
  return { share: mostDecimals, marginal: mostDecimals, score: 3 };
}

/** r(z) before and after something: with three decimals as in every table, or as a probability and a sign where they look alike. */
export function shownGradients([before, after]: readonly [number, number], format: Formats): [string, string] {
  const inTable: [string, string] = [format.signed(before), format.signed(after)];
  if (before === after || inTable[0] !== inTable[1]) return inTable;
  const sign = (value: number) => format.signed(Math.sign(value), 0).slice(0, -1);
  return apart(before, after, leastDecimals, mostDecimals, (value, digits) =>
    value === 0 ? format.signed(0) : `${sign(value)}${shownShare(Math.abs(value), format, digits)}`,
  );
}
