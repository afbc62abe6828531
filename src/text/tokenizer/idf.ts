/** Inverse document frequency: how rare a token is, as a pooling weight. */

import { sequenceAt, sequenceCount, type TokenSequences } from './tokens.ts';

/**
 * Weight per token id (V): ln(1 + N / (1 + n)), N documents, n of them with the token. A token of every document gets
 * about ln 2, one of a single document ln(1 + N/2), so that no weight is zero or negative.
 *
 * `specialIds` get the weight of a token that stands in every document, ln(1 + N / (1 + N)): [CLS] and [SEP] do stand in
 * every one, and [MASK] and [UNK] tell of no document. It is small beside a rare word's and above zero, so that the
 * weights of a text never sum to zero, not even those of the null document.
 */
export function inverseDocumentFrequency(
  documents: TokenSequences,
  vocabularySize: number,
  specialIds: Iterable<number>,
): Float32Array {
  const count = sequenceCount(documents);
  const holding = new Int32Array(vocabularySize);
  /** The last document in which a token was seen, counted from 1. */
  const seen = new Int32Array(vocabularySize);
  for (let d = 0; d < count; d++) {
    for (const id of sequenceAt(documents, d)) {
      if (seen[id] === d + 1) continue;
      seen[id] = d + 1;
      holding[id]!++;
    }
  }
  for (const id of specialIds) holding[id] = count;
  return Float32Array.from(holding, (n) => Math.log(1 + count / (1 + n)));
}
