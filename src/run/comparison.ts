/** Pairs of runs on the same examples, example by example: the difference of each metric with its 95% interval, and McNemar's test where it is a share. */
import { clusterBootstrap, clustersOf } from '../eval/bootstrap.ts';
import type { Interval } from '../eval/intervals.ts';
import { type McNemar, mcnemar } from '../eval/mcnemar.ts';
import type { ExampleResults, QuestionResult, SentenceResult } from './records.ts';
import { hasRealmRank, isWithin, type Part, parts } from './summary.ts';

export interface PairedRow extends Interval {
  /** The id of a metric. */
  metric: string;
  part: Part;
  /** Examples, those of every pair of runs. */
  n: number;
  /** Values of the metric over them. */
  first: number;
  second: number;
  /** second − first; the interval is of the bootstrap over subjects. */
  difference: number;
  /** Of each pair of runs, in their order, where the metric is a share of right ones. */
  tests?: McNemar[];
}

export interface Comparison {
  rows: PairedRow[];
  /** Examples that one run of a pair alone has measured. */
  unpaired: number;
}

type Results = Pick<ExampleResults, 'questions' | 'sentences'>;
type Example = QuestionResult | SentenceResult;
type Pair<T> = readonly [first: T, second: T];

/** Two runs on the same corpus, whose fingerprint this is: an example is found again by its id. */
export interface RunPair {
  corpus: string;
  first: Results;
  second: Results;
}

/** Pairs of examples, of each pair of runs. */
type OfRuns<T> = { corpus: string; pairs: Pair<T>[] }[];

/** `runs`: one pair, or one for each seed. */
export function compareResults(runs: readonly RunPair[]): Comparison {
  const questions = runs.map(({ corpus, first, second }) => ({
    corpus,
    pairs: pairsOf(first.questions, second.questions),
  }));
  const sentences = runs.map(({ corpus, first, second }) => ({
    corpus,
    pairs: pairsOf(first.sentences, second.sentences),
  }));
  const within = (k: number) => (one: QuestionResult) => isWithin(one.rank, k);
  const realmWithin = (k: number) => (one: QuestionResult) => isWithin(one.realmRank ?? null, k);
  const rows = parts.flatMap((part) => {
    const isIn = ([{ split }]: Pair<Example>) => part === 'all' || split === part;
    const asked = those(questions, isIn);
    const heldOut = those(asked, ([one]) => one.heldOut);
    const answered = those(asked, ([a, b]) => a.correct !== undefined && b.correct !== undefined);
    const scored = those(asked, ([a, b]) => a.f1 !== undefined && b.f1 !== undefined);
    const realm = those(asked, ([a, b]) => hasRealmRank(a) && hasRealmRank(b));
    const heldOutRealm = those(realm, ([one]) => one.heldOut);
    const read = those(sentences, isIn);
    const useful = those(read, ([a, b]) => Number.isFinite(a.utility) && Number.isFinite(b.utility));
    return [
      share('recallAt1', part, asked, within(1)),
      share('recallAt5', part, asked, within(5)),
      share('heldOutRecallAt1', part, heldOut, within(1)),
      share('heldOutRecallAt5', part, heldOut, within(5)),
      share('realmRecallAt1', part, realm, realmWithin(1)),
      share('realmRecallAt5', part, realm, realmWithin(5)),
      share('heldOutRealmRecallAt1', part, heldOutRealm, realmWithin(1)),
      share('heldOutRealmRecallAt5', part, heldOutRealm, realmWithin(5)),
      share('exactMatch', part, answered, (one) => one.correct!),
      mean('f1', part, scored, (one) => one.f1!),
      share('heldOutAccuracy', part, read, (one) => one.correct),
      mean('heldOutLogLikelihood', part, read, (one) => one.logLikelihood),
      mean('retrievalUtility', part, useful, (one) => one.utility),
    ].filter(({ n }) => n > 0);
  });
  const measured = runs.flatMap(({ first, second }) =>
    [first, second].flatMap((one) => [one.questions.length, one.sentences.length]),
  );
  const paired = [...questions, ...sentences].map(({ pairs }) => 2 * pairs.length);
  const total = (counts: readonly number[]) => counts.reduce((sum, n) => sum + n, 0);
  return { rows, unpaired: total(measured) - total(paired) };
}

function pairsOf<T extends { id: string }>(first: readonly T[], second: readonly T[]): Pair<T>[] {
  const byId = new Map(second.map((one) => [one.id, one]));
  return first.flatMap((one) => {
    const other = byId.get(one.id);
    return other ? [[one, other] as const] : [];
  });
}

function those<T>(runs: OfRuns<T>, isIn: (pair: Pair<T>) => boolean): OfRuns<T> {
  return runs.map(({ corpus, pairs }) => ({ corpus, pairs: pairs.filter(isIn) }));
}

function mean<T extends Example>(metric: string, part: Part, runs: OfRuns<T>, numberOf: (one: T) => number): PairedRow {
  const pairs = runs.flatMap((run) => run.pairs);
  const average = (side: 0 | 1) => pairs.reduce((sum, pair) => sum + numberOf(pair[side]), 0) / pairs.length;
  const differences = runs.flatMap(({ corpus, pairs: own }) =>
    own.map(([a, b]) => [`${corpus}\0${a.subject}`, numberOf(b) - numberOf(a)] as const),
  );
  const { mean: difference, low, high } = clusterBootstrap(clustersOf(differences));
  return { metric, part, n: pairs.length, first: average(0), second: average(1), difference, low, high };
}

function share<T extends Example>(
  metric: string,
  part: Part,
  runs: OfRuns<T>,
  isRight: (one: T) => boolean,
): PairedRow {
  const row = mean(metric, part, runs, (one) => Number(isRight(one)));
  const tests = runs.map(({ pairs }) =>
    mcnemar(
      pairs.map(([one]) => isRight(one)),
      pairs.map(([, other]) => isRight(other)),
    ),
  );
  return { ...row, tests };
}
