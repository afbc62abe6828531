/** What the results of a moment come to: each metric with its 95% interval and its number of examples, over all subjects and over each split. */
import { type Interval, meanInterval, wilson } from '../eval/intervals.ts';
import type { ExampleResults, QuestionResult, SentenceResult, Split } from './records.ts';

export type Part = 'all' | Split;

export interface SummaryRow extends Interval {
  /** The id of a metric. */
  metric: string;
  part: Part;
  value: number;
  /** Questions or sentences. */
  n: number;
}

type Estimate = Omit<SummaryRow, 'metric' | 'part'>;

export const parts: readonly Part[] = ['all', 'development', 'test'];

/** A share, with Wilson's interval. */
function shareOf(trials: readonly boolean[]): Estimate {
  const n = trials.length;
  const successes = trials.filter(Boolean).length;
  return { value: successes / n, n, ...wilson(successes, n) };
}

/** A mean, with Student's interval; its ends are NaN for one value. */
function meanOf(values: readonly number[]): Estimate {
  const { mean, low, high } = meanInterval(values);
  return { value: mean, n: values.length, low, high };
}

/** A question that the retriever beside the run has ranked, too. */
export const hasRealmRank = <Q extends QuestionResult>(question: Q): question is Q & { realmRank: number | null } =>
  question.realmRank !== undefined;

export const isWithin = (rank: number | null, k: number): boolean => rank !== null && rank <= k;

function ofQuestions(questions: readonly QuestionResult[]): [metric: string, Estimate][] {
  const heldOut = questions.filter((one) => one.heldOut);
  const answered = questions.filter(({ correct }) => correct !== undefined);
  const scored = questions.flatMap(({ f1 }) => f1 ?? []);
  const realm = questions.filter(hasRealmRank);
  const heldOutRealm = realm.filter((one) => one.heldOut);
  return [
    ['recallAt1', shareOf(questions.map(({ rank }) => isWithin(rank, 1)))],
    ['recallAt5', shareOf(questions.map(({ rank }) => isWithin(rank, 5)))],
    ['heldOutRecallAt1', shareOf(heldOut.map(({ rank }) => isWithin(rank, 1)))],
    ['heldOutRecallAt5', shareOf(heldOut.map(({ rank }) => isWithin(rank, 5)))],
    ['lexicalRecallAt1', shareOf(questions.map(({ lexicalRank }) => isWithin(lexicalRank, 1)))],
    ['lexicalRecallAt5', shareOf(questions.map(({ lexicalRank }) => isWithin(lexicalRank, 5)))],
    ['realmRecallAt1', shareOf(realm.map(({ realmRank }) => isWithin(realmRank, 1)))],
    ['realmRecallAt5', shareOf(realm.map(({ realmRank }) => isWithin(realmRank, 5)))],
    ['heldOutRealmRecallAt1', shareOf(heldOutRealm.map(({ realmRank }) => isWithin(realmRank, 1)))],
    ['heldOutRealmRecallAt5', shareOf(heldOutRealm.map(({ realmRank }) => isWithin(realmRank, 5)))],
    ['exactMatch', shareOf(answered.map(({ correct }) => correct!))],
    ['f1', meanOf(scored)],
  ];
}

function ofSentences(sentences: readonly SentenceResult[]): [metric: string, Estimate][] {
  const utilities = sentences.map(({ utility }) => utility).filter(Number.isFinite);
  return [
    ['heldOutAccuracy', shareOf(sentences.map(({ correct }) => correct))],
    ['heldOutLogLikelihood', meanOf(sentences.map(({ logLikelihood }) => logLikelihood))],
    ['retrievalUtility', meanOf(utilities)],
  ];
}

/** Metrics without any example are left out. */
export function summaryOf({ questions, sentences }: Pick<ExampleResults, 'questions' | 'sentences'>): SummaryRow[] {
  return parts.flatMap((part) => {
    const within = <T extends { split: Split }>(results: readonly T[]) =>
      results.filter(({ split }) => part === 'all' || split === part);
    return [...ofQuestions(within(questions)), ...ofSentences(within(sentences))]
      .filter(([, { n }]) => n > 0)
      .map(([metric, estimate]) => ({ metric, part, ...estimate }));
  });
}
