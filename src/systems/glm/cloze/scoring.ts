/** How well a label fits: the logit of its word, or the likelihood of its words (Du et al. 2022, §2.3; code: THUDM/GLM, `GLMForMultiTokenCloze`). */

/** Scores of labels with one token each: the logits at `sop` of their ids, unchanged. */
export const singleTokenScores = (logits: ArrayLike<number>, ids: readonly number[]): number[] =>
  ids.map((id) => logits[id]!);

/**
 * The score of a label with several tokens: Σ log p over them and `eop`, in nats, divided by length^penalty.
 *
 * @param logProbabilities one a token, `eop` last
 * @param lengthPenalty 0: the sum; 1: the mean
 */
export function multiTokenScore(logProbabilities: readonly number[], lengthPenalty = 0): number {
  const sum = logProbabilities.reduce((a, b) => a + b, 0);
  return sum / logProbabilities.length ** lengthPenalty;
}

/** The index of the largest score; of equal ones the first. */
export function bestLabel(scores: readonly number[]): number {
  return scores.reduce((best, score, i) => (score > scores[best]! ? i : best), 0);
}
