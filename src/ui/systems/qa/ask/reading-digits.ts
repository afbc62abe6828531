/** How many digits the numbers of a reading have, so that those on the screen give each other. */
import type { DocumentView, ReadingView } from '../../../../systems/qa/probes.ts';
import { softmax } from '../../../../util/softmax.ts';
import { addUp, leastDecimals, leastScoreDecimals, mostDecimals, mostScoreDecimals } from '../../../shown-share.ts';

export interface ReadingDigits {
  /** Decimals of probabilities. */
  share: number;
  /** Decimals of f(x,z). */
  score: number;
}

const rounded = (value: number, decimals: number) => Math.round(value * 10 ** decimals);

/** The probability of all spans that are not shown, as the difference of numbers that are. */
export function restOf({ posteriorProbability, spans }: DocumentView, decimals: number): number {
  const shown = spans.reduce((sum, { probability }) => sum + rounded(probability, decimals), 0);
  return (rounded(posteriorProbability, decimals) - shown) / 10 ** decimals;
}

/**
 * The least digits with which, as they are shown, the softmax of the scores gives every p(z|x), these add up to 1, so do the probabilities of the
 * documents after reading, and no rest is negative. The most digits where none do.
 */
export function readingDigits({ documents }: Pick<ReadingView, 'documents'>): ReadingDigits {
  const priors = documents.map(({ priorProbability }) => priorProbability);
  const posteriors = documents.map(({ posteriorProbability }) => posteriorProbability);
  for (let share = leastDecimals; share <= mostDecimals && documents.length > 0; share++) {
    if (!addUp(priors, 1, share) || !addUp(posteriors, 1, share)) continue;
    if (documents.some((document) => restOf(document, share) < 0)) continue;
    for (let score = leastScoreDecimals; score <= mostScoreDecimals; score++) {
      const computed = softmax(documents.map((document) => Number(document.score.toFixed(score))));
      if (computed.every((value, i) => rounded(value, share) === rounded(priors[i]!, share))) return { share, score };
    }
  }
  return { share: mostDecimals, score: mostScoreDecimals };
}
