/**
 * BERT's corruption of a text (Devlin et al. 2019, §3.1; code: google-research/bert, `create_pretraining_data.py`): 15% of the tokens are chosen, and
 * are predicted. Of these 80% become [MASK], 10% a random token, and 10% stay as they are.
 */
import type { Prng } from '../../util/prng.ts';
import { roundHalfEven } from './round-half-even.ts';

export const treatments = ['mask', 'random', 'keep'] as const;
export type Treatment = (typeof treatments)[number];

/** A token that is predicted, and what stands in its place. */
export interface ChosenToken {
  /** Index of the token. */
  at: number;
  treatment: Treatment;
}

/** How many tokens of a text are to be predicted; the special tokens around it count in `length`. */
export const predictionCount = (length: number, share: number): number => Math.max(1, roundHalfEven(share * length));

/**
 * Chooses tokens, ascending. A unit, one token or all tokens of a word, is chosen as a whole; one with which there would be more than `count` tokens is
 * passed over, so there may be fewer, even none.
 *
 * @param units indices of the tokens that may be chosen; those of special tokens are not among them
 */
export function chooseTokens(units: readonly (readonly number[])[], count: number, prng: Prng): ChosenToken[] {
  const chosen: number[] = [];
  for (const unit of prng.shuffle([...units])) {
    if (chosen.length >= count) break;
    if (chosen.length + unit.length <= count) chosen.push(...unit);
  }
  return chosen.sort((a, b) => a - b).map((at) => ({ at, treatment: drawTreatment(prng) }));
}

function drawTreatment(prng: Prng): Treatment {
  if (prng.uniform() < 0.8) return 'mask';
  return prng.uniform() < 0.5 ? 'keep' : 'random';
}
