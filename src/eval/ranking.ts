/**
 * Metrics of a ranking, as trec_eval (and so BEIR) defines them.
 *
 * A ranking is a list (or typed array) of document ids, best first, each at most once. Ids are strings, or numbers as an index gives them;
 * the −1 at the end of a short answer of an index is the id of no document, so it may stay in a ranking. Judgements are grades by document
 * id: 0 means judged and not relevant; a document without a grade counts as not relevant. Each metric is of one query, 0 … 1, and 0 if the
 * query has no relevant document; `meanOverQueries` averages it.
 */

/** Grades by document id. */
export type Judgements<Id = unknown> = ReadonlyMap<Id, number>;

/** A document with the score that a retriever gave it. */
export interface Scored<Id> {
  id: Id;
  score: number;
}

/**
 * Document ids, best first. Ties as in trec_eval: score descending, then document id descending; strings are compared by code unit, numbers
 * by value.
 */
export function ranked<Id extends string | number>(scored: readonly Scored<Id>[]): Id[] {
  return [...scored].sort((x, y) => y.score - x.score || (x.id < y.id ? 1 : x.id > y.id ? -1 : 0)).map(({ id }) => id);
}

/** Judgements for which only relevant documents are known, each of grade 1. */
export function relevant<Id>(ids: Iterable<Id>): Judgements<Id> {
  return new Map(Array.from(ids, (id) => [id, 1]));
}

function grade<Id>(judgements: Judgements<Id>, id: Id): number {
  return Math.max(0, judgements.get(id) ?? 0);
}

function relevantCount(judgements: Judgements): number {
  let count = 0;
  for (const rel of judgements.values()) if (rel > 0) count++;
  return count;
}

/** How many of the first k documents are relevant. */
function hits<Id>(ranking: ArrayLike<Id>, judgements: Judgements<Id>, k: number): number {
  let count = 0;
  for (let i = 0; i < Math.min(k, ranking.length); i++) if (grade(judgements, ranking[i]!) > 0) count++;
  return count;
}

/** trec_eval's recall@k: the share of all relevant documents that are among the first k. */
export function recallAt<Id>(ranking: ArrayLike<Id>, judgements: Judgements<Id>, k: number): number {
  const all = relevantCount(judgements);
  return all === 0 ? 0 : hits(ranking, judgements, k) / all;
}

/**
 * trec_eval's success@k: 1 if at least one of the first k documents is relevant, else 0. Papers on open-domain QA (REALM, ORQA, DPR) call it
 * recall@k or top-k accuracy.
 */
export function successAt<Id>(ranking: ArrayLike<Id>, judgements: Judgements<Id>, k: number): number {
  return hits(ranking, judgements, k) > 0 ? 1 : 0;
}

/** 1 / rank of the first relevant document, or 0 if it is not among the first k. Its mean over queries is MRR@k. */
export function reciprocalRank<Id>(ranking: ArrayLike<Id>, judgements: Judgements<Id>, k = 10): number {
  for (let i = 0; i < Math.min(k, ranking.length); i++) if (grade(judgements, ranking[i]!) > 0) return 1 / (i + 1);
  return 0;
}

/** nDCG@k: the sum of grade / log2(rank + 1) over the first k, divided by that of the best order of all judged documents. */
export function ndcg<Id>(ranking: ArrayLike<Id>, judgements: Judgements<Id>, k = Number.POSITIVE_INFINITY): number {
  const gain = (grades: readonly number[]) =>
    grades.slice(0, k).reduce((sum, rel, i) => sum + rel / Math.log2(i + 2), 0);
  const ideal = gain([...judgements.values()].filter((rel) => rel > 0).sort((x, y) => y - x));
  return ideal === 0 ? 0 : gain(Array.from(ranking, (id) => grade(judgements, id))) / ideal;
}

/**
 * The sum of the precision at the rank of each relevant document, divided by the number of relevant documents; those that were not retrieved
 * add 0. Its mean over queries is MAP.
 */
export function averagePrecision<Id>(ranking: ArrayLike<Id>, judgements: Judgements<Id>): number {
  let found = 0;
  let sum = 0;
  for (let i = 0; i < ranking.length; i++) if (grade(judgements, ranking[i]!) > 0) sum += ++found / (i + 1);
  const all = relevantCount(judgements);
  return all === 0 ? 0 : sum / all;
}

/**
 * A metric of every query with judgements, in their order. A query without a ranking counts as 0 (trec_eval `-c`), a ranking without judgements does
 * not count.
 *
 * @param judgements by query id
 * @param rankings by query id
 */
export function ofQueries<Query, Id>(
  judgements: ReadonlyMap<Query, Judgements<Id>>,
  rankings: ReadonlyMap<Query, ArrayLike<Id>>,
  metric: (ranking: ArrayLike<Id>, judgements: Judgements<Id>) => number,
): number[] {
  return Array.from(judgements, ([query, judged]) => metric(rankings.get(query) ?? [], judged));
}

/** The mean of `ofQueries`; NaN if there are no judgements. */
export function meanOverQueries<Query, Id>(
  judgements: ReadonlyMap<Query, Judgements<Id>>,
  rankings: ReadonlyMap<Query, ArrayLike<Id>>,
  metric: (ranking: ArrayLike<Id>, judgements: Judgements<Id>) => number,
): number {
  return ofQueries(judgements, rankings, metric).reduce((sum, value) => sum + value, 0) / judgements.size;
}

/**
 * Documents with the score of their best passage (MaxP, Dai and Callan 2019), in the order in which they first occur.
 *
 * @param documentOf the document of a passage; null leaves it out
 */
export function bestPassages<Passage, Id>(
  passages: Iterable<Scored<Passage>>,
  documentOf: (passage: Passage) => Id | null,
): Scored<Id>[] {
  const best = new Map<Id, number>();
  for (const { id: passage, score } of passages) {
    const id = documentOf(passage);
    if (id !== null) best.set(id, Math.max(score, best.get(id) ?? Number.NEGATIVE_INFINITY));
  }
  return Array.from(best, ([id, score]) => ({ id, score }));
}
