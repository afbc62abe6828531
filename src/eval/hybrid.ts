/** Two retrievers as one, without training. */

/** (score − mean) / standard deviation, over all scores; 0 throughout where all are equal. */
export function zScores(scores: ArrayLike<number>): Float64Array {
  const all = Float64Array.from(scores);
  const mean = all.reduce((sum, score) => sum + score, 0) / all.length;
  const deviation = Math.sqrt(all.reduce((sum, score) => sum + (score - mean) ** 2, 0) / all.length);
  // equal scores differ from their mean by a rounding error at most
  const isFlat = deviation <= 1e-12 * Math.abs(mean);
  return all.map((score) => (isFlat ? 0 : (score - mean) / deviation));
}

/**
 * The sum of the z-scores of a learned retriever and of BM25, for one query (REALM §6): both count equally, whatever their scales.
 *
 * @param dense inner products with all passages
 * @param lexical scores of the same passages, 0 where no word is shared
 */
export function hybridScores(dense: ArrayLike<number>, lexical: ArrayLike<number>): Float64Array {
  const words = zScores(lexical);
  return zScores(dense).map((score, i) => score + words[i]!);
}
