/** How good the rankings of many queries are: the usual figures with their intervals. */
import { type Interval, meanInterval, wilson } from './intervals.ts';
import { averagePrecision, type Judgements, ndcg, ofQueries, recallAt, reciprocalRank, successAt } from './ranking.ts';

/** Rankings that end at a depth below `depth` cannot say what this figure is. */
interface Measure {
  id: string;
  depth: number;
  measure(ranking: ArrayLike<string>, judgements: Judgements<string>): number;
  /** It is 0 or 1, so its mean is a share. */
  isShare?: boolean;
}

const recall = (k: number): Measure => ({ id: `recall@${k}`, depth: k, measure: (r, j) => recallAt(r, j, k) });
const success = (k: number): Measure => ({
  id: `success@${k}`,
  depth: k,
  measure: (r, j) => successAt(r, j, k),
  isShare: true,
});

const measures: readonly Measure[] = [
  { id: 'MRR@10', depth: 10, measure: (r, j) => reciprocalRank(r, j, 10) },
  { id: 'nDCG@10', depth: 10, measure: (r, j) => ndcg(r, j, 10) },
  { id: 'MAP', depth: 1, measure: averagePrecision },
  recall(10),
  recall(100),
  success(1),
  success(5),
  success(20),
  success(100),
];

/** The mean over all judged queries and its 95% interval: Wilson's for a share, Student's, within 0 … 1, for other means. */
export interface RetrievalFigure extends Interval {
  id: string;
  mean: number;
  /** Of each query, in the order of the judgements. */
  values: number[];
}

/**
 * The figures of trec_eval (`-c`): MRR@10 is its recip_rank of the first ten (`-M 10`), nDCG@10 its ndcg_cut_10 with grades as gains, MAP its map of
 * the whole rankings, recall@k and success@k its recall_k and success_k.
 *
 * @param depth how many documents a ranking may have; figures that need more are left out
 */
export function retrievalFigures(
  judgements: ReadonlyMap<string, Judgements<string>>,
  rankings: ReadonlyMap<string, ArrayLike<string>>,
  depth = Number.POSITIVE_INFINITY,
): RetrievalFigure[] {
  return measures
    .filter((measure) => measure.depth <= depth)
    .map(({ id, measure, isShare }) => {
      const values = ofQueries(judgements, rankings, measure);
      const { mean, low, high } = meanInterval(values);
      const interval = { low: Math.max(0, low), high: Math.min(1, high) };
      const successes = values.reduce((sum, value) => sum + value, 0);
      return { id, mean, ...(isShare ? wilson(successes, values.length) : interval), values };
    });
}
