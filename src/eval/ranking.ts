/**
 * Metrics of a ranking against judgements, as trec_eval (and so BEIR) defines them (PRETRAINING.md §4). A ranking is document
 * ids, best first; judgements are grades by document id, 0: judged and not relevant, absent: not judged and so not relevant.
 */
export type Judgements = ReadonlyMap<string, number>;

/** What a retriever says of a document. */
export interface Scored {
  id: string;
  score: number;
}

/** Document ids, best first. Ties as in trec_eval: score descending, then document id descending. */
export function ranked(scored: readonly Scored[]): string[] {
  return [...scored].sort((x, y) => y.score - x.score || (x.id < y.id ? 1 : x.id > y.id ? -1 : 0)).map(({ id }) => id);
}

/** Judgements for which only relevant documents are known, each of grade 1. */
export function relevant(ids: Iterable<string>): Judgements {
  return new Map([...ids].map((id) => [id, 1]));
}

const grade = (judgements: Judgements, id: string): number => Math.max(0, judgements.get(id) ?? 0);

const relevantCount = (judgements: Judgements): number => {
  let count = 0;
  for (const rel of judgements.values()) if (rel > 0) count++;
  return count;
};

const hits = (ranking: readonly string[], judgements: Judgements, k: number): number => {
  let count = 0;
  for (let i = 0; i < Math.min(k, ranking.length); i++) if (grade(judgements, ranking[i]!) > 0) count++;
  return count;
};

/** trec_eval's recall: share of all relevant documents that are among the first k, 0 … 1. */
export function recallAt(ranking: readonly string[], judgements: Judgements, k: number): number {
  const all = relevantCount(judgements);
  return all === 0 ? 0 : hits(ranking, judgements, k) / all;
}

/**
 * What open-domain QA calls recall@k (REALM, ORQA, DPR; also top-k accuracy or success@k): 1 where at least one of the first k
 * documents is relevant, else 0.
 */
export function successAt(ranking: readonly string[], judgements: Judgements, k: number): number {
  return hits(ranking, judgements, k) > 0 ? 1 : 0;
}

/** 1 / rank of the first relevant document among the first k, 0 where there is none; its mean over queries is MRR@k. */
export function reciprocalRank(ranking: readonly string[], judgements: Judgements, k = 10): number {
  for (let i = 0; i < Math.min(k, ranking.length); i++) if (grade(judgements, ranking[i]!) > 0) return 1 / (i + 1);
  return 0;
}

/** nDCG@k: gain grade / log2(rank + 1), divided by the gain of the best order of all judged documents. */
export function ndcg(ranking: readonly string[], judgements: Judgements, k = Number.POSITIVE_INFINITY): number {
  const gain = (grades: readonly number[]) =>
    grades.slice(0, k).reduce((sum, rel, i) => sum + rel / Math.log2(i + 2), 0);
  const ideal = gain([...judgements.values()].filter((rel) => rel > 0).sort((x, y) => y - x));
  return ideal === 0 ? 0 : gain(ranking.map((id) => grade(judgements, id))) / ideal;
}

/** Mean over all relevant documents of the precision at the rank of each, 0 for those not retrieved; its mean over queries is MAP. */
export function averagePrecision(ranking: readonly string[], judgements: Judgements): number {
  let found = 0;
  let sum = 0;
  ranking.forEach((id, i) => {
    if (grade(judgements, id) > 0) sum += ++found / (i + 1);
  });
  const all = relevantCount(judgements);
  return all === 0 ? 0 : sum / all;
}

/**
 * Mean of a metric over all queries with judgements, a query without a ranking counting 0 (trec_eval `-c`); NaN without queries.
 *
 * @param judgements by query id
 * @param rankings by query id
 */
export function meanOverQueries(
  judgements: ReadonlyMap<string, Judgements>,
  rankings: ReadonlyMap<string, readonly string[]>,
  metric: (ranking: readonly string[], judgements: Judgements) => number,
): number {
  let sum = 0;
  for (const [query, judged] of judgements) sum += metric(rankings.get(query) ?? [], judged);
  return sum / judgements.size;
}
