/**
 * Consistent substitution: while the reader warms up, the tokens of facts are permuted, in x, z and y in the same way. So
 * the reader cannot use facts that its parameters have memorised, and has to copy from z.
 */

import type { Prng } from '../../util/prng.ts';
import { type MaskableSentence, spanTokens } from './masking.ts';

/** A sentence or document with its tokens. */
export interface TokenisedText extends MaskableSentence {
  ids: readonly number[];
}

/**
 * Ids, ascending, of the tokens that occur mostly inside salient spans: at least `minimumShare` of their occurrences. The special tokens of
 * `excluded` are never among them: an unknown word often is a name, but [UNK] is not. The default fits every tokenizer that is trained here.
 */
export function valueTokens(
  texts: Iterable<TokenisedText>,
  minimumShare = 0.5,
  excluded: readonly number[] = [0, 1, 2, 3, 4],
): number[] {
  const inside = new Map<number, number>();
  const total = new Map<number, number>();
  for (const text of texts) {
    text.ids.forEach((id, i) => {
      const range = text.ranges[i]!;
      if (range.start < range.end) total.set(id, (total.get(id) ?? 0) + 1);
    });
    for (const span of text.spans) {
      const tokens = spanTokens(text.ranges, span);
      if (!tokens) continue;
      for (let i = tokens[0]; i < tokens[1]; i++) inside.set(text.ids[i]!, (inside.get(text.ids[i]!) ?? 0) + 1);
    }
  }
  return [...inside]
    .filter(([id, count]) => count >= minimumShare * total.get(id)! && !excluded.includes(id))
    .map(([id]) => id)
    .sort((a, b) => a - b);
}

/**
 * A map over the whole vocabulary (V): a random permutation (uniform) of the value tokens, and the identity for other tokens. A token may be
 * mapped to itself.
 */
export function permuteValues(prng: Prng, valueIds: readonly number[], vocabularySize: number): Int32Array {
  const map = Int32Array.from({ length: vocabularySize }, (_, id) => id);
  const shuffled = prng.shuffle([...valueIds]);
  valueIds.forEach((id, i) => {
    map[id] = shuffled[i]!;
  });
  return map;
}

/** Replaces `ids` in place; call it with the same map on x, z and y. */
export function substitute(ids: Int32Array, map: Int32Array): void {
  for (let i = 0; i < ids.length; i++) ids[i] = map[ids[i]!]!;
}

/** The inverse of a permutation: turns the reader's answer back into the names of the text. */
export function inverse(map: Int32Array): Int32Array {
  const back = new Int32Array(map.length);
  map.forEach((to, from) => {
    back[to] = from;
  });
  return back;
}
