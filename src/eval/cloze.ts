/**
 * Cloze sentences with one right word, as LAMA measures what a language model knows (Petroni et al. 2019, "Language Models as Knowledge Bases?", §4): every
 * word of the vocabulary is ranked by its probability at the blank. Only answers of a single token are asked for, as there.
 *
 *   P@k = share of the facts whose answer is among the first k words     MRR = mean of 1 / rank of the answer
 *
 * LAMA's P@k is a mean over the relations of such shares; here every fact counts the same.
 */

/** Facts that were measured, and the means over them; null without any. */
export interface ClozeFigures {
  facts: number;
  p1: number | null;
  p10: number | null;
  mrr: number | null;
}

/**
 * The rank, from 1, of entry `answer` of `scores`, (V), when the largest comes first. Equal entries are ordered as in `ranked`: the larger index is
 * before the smaller one. A score that is no number is behind all others: the rank is the last.
 */
export function answerRank(scores: ArrayLike<number>, answer: number): number {
  const own = scores[answer]!;
  if (Number.isNaN(own)) return scores.length;
  let rank = 1;
  for (let i = 0; i < scores.length; i++) if (scores[i]! > own || (scores[i] === own && i > answer)) rank++;
  return rank;
}

/** Of the rank of each fact's answer. */
export function clozeFigures(ranks: readonly number[]): ClozeFigures {
  const facts = ranks.length;
  const mean = (score: (rank: number) => number) =>
    facts === 0 ? null : ranks.reduce((sum, rank) => sum + score(rank), 0) / facts;
  return {
    facts,
    p1: mean((rank) => Number(rank <= 1)),
    p10: mean((rank) => Number(rank <= 10)),
    mrr: mean((rank) => 1 / rank),
  };
}
