/**
 * The one scale on which r(z) is drawn, for every example. r(z) = p(z|y,x) − p(z|x) lies between −1 and 1, so the scale ends there. Values of
 * less than `gradientBand` are too small to matter: knowing the answer moves the probability of that document by less than two hundredths. Models
 * that have learned nothing yet show about a thousandth.
 */
import type { CandidateView } from '../../../systems/realm/views.ts';

export const gradientLimit = 1;
export const gradientBand = 0.02;

export type GradientSign = 'positive' | 'negative';

/** Which way r(z) points; undefined inside the band, where it points nowhere. */
export function gradientSign(gradient: number): GradientSign | undefined {
  if (Math.abs(gradient) < gradientBand) return undefined;
  return gradient < 0 ? 'negative' : 'positive';
}

/**
 * What the r(z) of an example say together. `learns`: at least one of them matters. Otherwise why none does: the reader finds the answer with any
 * candidate (`answered`), the retriever is sure of one candidate already (`decided`), or nothing has been learned yet (`nothing`).
 */
export type SignalState = 'learns' | 'answered' | 'decided' | 'nothing';

/** From this probability on, the answer counts as found, or a candidate as chosen. */
const almostSure = 0.9;

export function signalState(
  candidates: readonly Pick<CandidateView, 'gradient' | 'prior'>[],
  logMarginal: number,
): SignalState {
  if (candidates.some(({ gradient }) => gradientSign(gradient))) return 'learns';
  if (Math.exp(logMarginal) >= almostSure) return 'answered';
  return candidates.some(({ prior }) => prior >= almostSure) ? 'decided' : 'nothing';
}
