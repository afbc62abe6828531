/** Inverse document frequency: how rare a token is, as a pooling weight. */

import { sequenceAt, sequenceCount, type TokenSequences } from './tokens.ts';

/**
 * Weight per token id (V): ln(1 + N / (1 + n)) for N documents, of which n contain the token. A token in every document gets about ln 2, one in a
 * single document ln(1 + N/2); so no weight is zero or negative.
 *
 * `specialIds` get the weight of a token in every document, ln(1 + N / (1 + N)): [CLS] and [SEP] are in every document, and [MASK] and [UNK]
 * identify none. The weight is small compared with that of a rare word, but above zero, so that the weights of a text never sum to zero, not even
 * those of the null document.
 */
export function inverseDocumentFrequency(
  documents: TokenSequences,
  vocabularySize: number,
  specialIds: Iterable<number>,
): Float32Array {
  const count = sequenceCount(documents);
  const holding = new Int32Array(vocabularySize);
  /** The last document that contained the token, counted from 1. */
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
