/** Two runs on the same examples, example by example: the difference of each metric with its 95% interval, and McNemar's test where it is a share. */
import { type Interval, pairedInterval } from '../eval/intervals.ts';
import { type McNemar, mcnemar } from '../eval/mcnemar.ts';
import type { ExampleResults, QuestionResult, SentenceResult } from './records.ts';
import { type Part, parts } from './summary.ts';

export interface PairedRow extends Interval {
  /** The id of a metric. */
  metric: string;
  part: Part;
  /** Pairs. */
  n: number;
  /** Values of the metric over the pairs. */
  first: number;
  second: number;
  /** second − first; the interval is Student's, of the differences. */
  difference: number;
  /** Where the metric is a share of right ones. */
  test?: McNemar;
}

export interface Comparison {
  rows: PairedRow[];
  /** Examples that one of the runs alone has measured. */
  unpaired: number;
}

type Results = Pick<ExampleResults, 'questions' | 'sentences'>;
type Pair<T> = readonly [first: T, second: T];

/** The runs must have the same corpus: an example is found again by its id. */
export function compareResults(first: Results, second: Results): Comparison {
  const questions = pairsOf(first.questions, second.questions);
  const sentences = pairsOf(first.sentences, second.sentences);
  const within = (k: number) => (one: QuestionResult) => one.rank !== null && one.rank <= k;
  const rows = parts.flatMap((part) => {
    const isIn = ([{ split }]: Pair<QuestionResult | SentenceResult>) => part === 'all' || split === part;
    const asked = questions.filter(isIn);
    const heldOut = asked.filter(([one]) => one.heldOut);
    const answered = asked.filter(([a, b]) => a.correct !== undefined && b.correct !== undefined);
    const scored = asked.filter(([a, b]) => a.f1 !== undefined && b.f1 !== undefined);
    const read = sentences.filter(isIn);
    const useful = read.filter(([a, b]) => Number.isFinite(a.utility) && Number.isFinite(b.utility));
    return [
      share('recallAt1', part, asked, within(1)),
      share('recallAt5', part, asked, within(5)),
      share('heldOutRecallAt1', part, heldOut, within(1)),
      share('heldOutRecallAt5', part, heldOut, within(5)),
      share('exactMatch', part, answered, (one) => one.correct!),
      mean('f1', part, scored, (one) => one.f1!),
      share('heldOutAccuracy', part, read, (one) => one.correct),
      mean('heldOutLogLikelihood', part, read, (one) => one.logLikelihood),
      mean('retrievalUtility', part, useful, (one) => one.utility),
    ].filter(({ n }) => n > 0);
  });
  const measured = [first, second].flatMap((one) => [one.questions.length, one.sentences.length]);
  const all = measured.reduce((sum, n) => sum + n, 0);
  return { rows, unpaired: all - 2 * (questions.length + sentences.length) };
}

function pairsOf<T extends { id: string }>(first: readonly T[], second: readonly T[]): Pair<T>[] {
  const byId = new Map(second.map((one) => [one.id, one]));
  return first.flatMap((one) => {
    const other = byId.get(one.id);
    return other ? [[one, other] as const] : [];
  });
}

function mean<T>(metric: string, part: Part, pairs: readonly Pair<T>[], numberOf: (one: T) => number): PairedRow {
  const first = pairs.map(([one]) => numberOf(one));
  const second = pairs.map(([, other]) => numberOf(other));
  const average = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const { mean: difference, low, high } = pairedInterval(second, first);
  return { metric, part, n: pairs.length, first: average(first), second: average(second), difference, low, high };
}

function share<T>(metric: string, part: Part, pairs: readonly Pair<T>[], isRight: (one: T) => boolean): PairedRow {
  const row = mean(metric, part, pairs, (one) => Number(isRight(one)));
  const sides = [0, 1].map((side) => pairs.map((pair) => isRight(pair[side]!)));
  return { ...row, test: mcnemar(sides[0]!, sides[1]!) };
}
