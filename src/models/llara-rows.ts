/** Texts with prompts as the inputs of LLaRA's graphs: rows of tokens, padded on the right. */
import { allowJoint, jointRow, type Prompts, promptedRow, type Side } from './llara-prompt.ts';

/** The inputs `ids`, `positions`, `mask` and `only` of `jointGraph`. */
export interface JointArrays {
  ids: Uint32Array;
  positions: Uint32Array;
  mask: Uint32Array;
  only: Uint32Array;
}

/**
 * Writes R texts with both prompts. A text that is too long for a row is cut. `lmPositions`: positions of the language model's loss, as indices into
 * R·T; there are as many as `only` has room for.
 *
 * @param length tokens of a padded row
 */
export function writeJointRows(
  out: JointArrays,
  texts: readonly ArrayLike<number>[],
  prompts: Prompts,
  length: number,
  lmPositions: ArrayLike<number> = [],
): void {
  const prompt = prompts.self.words.length + prompts.self.slots.length;
  const slots = prompts.self.slots.length;
  const rows = out.ids.length / length;
  out.ids.fill(0);
  out.positions.fill(0);
  out.mask.fill(0);
  texts.forEach((text, r) => {
    const kept = Array.from(text).slice(0, length - 2 * prompt);
    const row = jointRow(kept, prompts);
    out.ids.set(row.ids, r * length);
    out.positions.set(row.positions, r * length);
    allowJoint(out.mask, length, r * length, kept.length, prompt);
    row.slots.self!.forEach((at, s) => {
      out.only[r * slots + s] = r * length + at;
    });
    row.slots.next!.forEach((at, s) => {
      out.only[(rows + r) * slots + s] = r * length + at;
    });
  });
  out.only.set(lmPositions, 2 * rows * slots);
}

/** The inputs of `embedTexts`. */
export interface TextArrays {
  ids: Uint32Array;
  lengths: Uint32Array;
  slots: Uint32Array;
}

/** Writes R texts with one prompt each. A text that is too long for a row is cut. */
export function writeTextRows(
  out: TextArrays,
  texts: readonly ArrayLike<number>[],
  prompts: Prompts,
  side: Side,
): void {
  const length = out.ids.length / out.lengths.length;
  const { words, slots } = prompts[side];
  out.ids.fill(0);
  texts.forEach((text, r) => {
    const kept = Array.from(text).slice(0, length - words.length - slots.length);
    const row = promptedRow(kept, prompts, side);
    out.ids.set(row.ids, r * length);
    out.lengths[r] = row.ids.length;
    row.slots[side]!.forEach((at, s) => {
      out.slots[r * slots.length + s] = r * length + at;
    });
  });
}

/** The distinct tokens of a text that a bag of words is made of, ascending. */
export function bagTargets(text: ArrayLike<number>, excluded: ReadonlySet<number>): number[] {
  return [...new Set(Array.from(text))].filter((id) => !excluded.has(id)).sort((a, b) => a - b);
}

/**
 * The inputs `targets` (R, U) and `weights` (R) of a bag of words: equal weights for the texts that have any target, 0 for the others. Of more than U
 * targets the first are used.
 */
export function writeTargets(
  targets: Uint32Array,
  weights: Float32Array,
  bags: readonly (readonly number[])[],
  vocabularySize: number,
): void {
  const width = targets.length / weights.length;
  const present = bags.filter(({ length }) => length > 0).length;
  targets.fill(vocabularySize);
  weights.fill(0);
  bags.forEach((bag, r) => {
    targets.set(bag.slice(0, width), r * width);
    if (bag.length > 0) weights[r] = 1 / present;
  });
}
