/**
 * The rules by which blanks are filled, on the page and in evaluation: which tokens may be written, when a blank has ended, and when it is right.
 */
import type { Rules } from '../../run/generation.ts';
import { argmax } from '../../util/largest.ts';
import { type BlankMode, blankModes } from './probes.ts';
import { type GlmRunConfig, modeShares } from './settings.ts';
import type { GlmVocabulary } from './vocabulary.ts';

/** Blanks have a mask that training knows: of the modes that are trained the first, in the order of their lengths. */
export function trainedMode(settings: GlmRunConfig['glm']): BlankMode {
  const shares = modeShares(settings);
  return blankModes.find((mode) => shares[mode] > 0)!;
}

/** `partA`: tokens of Part A. A blank is cut at `maxTokens`, its `eop` included. */
export const fillingRules = (
  { end, barred }: Pick<GlmVocabulary, 'end' | 'barred'>,
  partA: number,
  maxTokens: number,
): Rules => ({ prefix: partA, end, barred, maxTokens });

/** Whether what was written ends with `eop`; otherwise it was cut. */
export const isEnded = (written: readonly { id: number }[], end: number): boolean => written.at(-1)?.id === end;

/** The likeliest token that may be written: of logits (V) the index of the largest that is not barred, the first of equals. */
export function likeliestAllowed(logits: Float32Array, barred: readonly number[]): number {
  const allowed = logits.slice();
  for (const id of barred) allowed[id] = Number.NEGATIVE_INFINITY;
  return argmax(allowed);
}

/** `unended`: the text is right, but in place of `eop` comes another token. */
export type Outcome = 'right' | 'unended' | 'wrong';

/**
 * How greedy filling gets on: `likeliest` are the likeliest tokens that may be written given the right ones before, `targets` the right ones. Greedy filling has read the right
 * tokens up to its first mistake, so it writes exactly these up to there. It may write as many tokens as there are targets: a blank whose text is right and that does
 * not end is cut there. Masked LM and causal LM are given the length: their targets have no `end`.
 */
export function outcomeOf(likeliest: readonly number[], targets: readonly number[], end: number): Outcome {
  const mistake = targets.findIndex((target, i) => likeliest[i] !== target);
  if (mistake < 0) return 'right';
  return targets[mistake] === end ? 'unended' : 'wrong';
}
