/** What the table of an experiment shows of each run: results of single examples where a run reports them, otherwise the means of its last evaluation. */
import type { Measured } from '../run/measured.ts';
import type { Evaluation, ExampleResults, MetricInfo, Moment, QuestionResult, SentenceResult } from '../run/records.ts';

interface Measure {
  /** In a few characters. */
  label: string;
  /** The metric of the evaluations that is closest to it. */
  metric: string;
  format: MetricInfo['format'];
  digits: number;
  /** The phase before whose first step it is measured; absent: at the end of the run. */
  before?: string;
  /** What one question or sentence contributes; null: nothing. Absent: only evaluations measure it. */
  question?: (result: QuestionResult) => boolean | number | null;
  sentence?: (result: SentenceResult) => boolean | number | null;
}

const within = (rank: number | null, k: number) => rank !== null && rank <= k;
const finite = (value: number | null) => (value !== null && Number.isFinite(value) ? value : null);

export const measures = {
  recallAt1: {
    label: 'R@1',
    metric: 'recallAt1',
    format: 'share',
    digits: 3,
    question: ({ rank }) => within(rank, 1),
  },
  recallAt5: {
    label: 'R@5',
    metric: 'recallAt5',
    format: 'share',
    digits: 3,
    question: ({ rank }) => within(rank, 5),
  },
  heldOutRecallAt1: {
    label: 'R@1 held out',
    metric: 'heldOutRecallAt1',
    format: 'share',
    digits: 3,
    question: ({ rank, heldOut }) => (heldOut ? within(rank, 1) : null),
  },
  heldOutRecallAt5: {
    label: 'R@5 held out',
    metric: 'heldOutRecallAt5',
    format: 'share',
    digits: 3,
    question: ({ rank, heldOut }) => (heldOut ? within(rank, 5) : null),
  },
  /** Of LLaRA, whose fine-tuning is the first phase that sees a question. */
  zeroShotRecallAt1: {
    label: 'R@1 zero-shot',
    metric: 'recallAt1',
    format: 'share',
    digits: 3,
    before: 'tune',
    question: ({ rank }) => within(rank, 1),
  },
  zeroShotRecallAt5: {
    label: 'R@5 zero-shot',
    metric: 'recallAt5',
    format: 'share',
    digits: 3,
    before: 'tune',
    question: ({ rank }) => within(rank, 5),
  },
  accuracy: {
    label: 'accuracy',
    metric: 'heldOutAccuracy',
    format: 'share',
    digits: 3,
    sentence: ({ correct }) => correct,
  },
  logLikelihood: {
    label: 'log p(y|x)',
    metric: 'heldOutLogLikelihood',
    format: 'number',
    digits: 2,
    sentence: ({ logLikelihood }) => finite(logLikelihood),
  },
  utility: {
    label: 'RU',
    metric: 'retrievalUtility',
    format: 'number',
    digits: 2,
    sentence: ({ utility }) => finite(utility),
  },
  lexicalRecallAt1: {
    label: 'R@1 of BM25',
    metric: 'lexicalRecallAt1',
    format: 'share',
    digits: 3,
    question: ({ lexicalRank }) => within(lexicalRank, 1),
  },
  exactMatch: {
    label: 'EM',
    metric: 'exactMatch',
    format: 'share',
    digits: 3,
    question: ({ correct, heldOut }) => (heldOut ? (correct ?? null) : null),
  },
  answerF1: {
    label: 'F1',
    metric: 'f1',
    format: 'share',
    digits: 3,
    question: ({ f1, heldOut }) => (heldOut ? (f1 ?? null) : null),
  },
  crossLanguageRecall: { label: 'across languages', metric: 'crossLanguageRecall', format: 'share', digits: 3 },
  nullProbability: { label: 'p(null)', metric: 'nullProbability', format: 'share', digits: 3 },
  freshRecall: { label: 'fresh recall', metric: 'freshRecall', format: 'share', digits: 3 },
  indexRecall: { label: 'index recall', metric: 'indexRecall', format: 'share', digits: 3 },
  blanksOf1: { label: 'blanks of 1 token', metric: 'blanksOf1', format: 'share', digits: 3 },
  blanksOf2: { label: 'blanks of 2 tokens', metric: 'blanksOf2', format: 'share', digits: 3 },
  blanksOf3to5: { label: 'blanks of 3 to 5', metric: 'blanksOf3to5', format: 'share', digits: 3 },
  bigramOf1: { label: 'bigrams, 1 token', metric: 'bigramOf1', format: 'share', digits: 3 },
  exactOf12: { label: 'exact at 12', metric: 'exactOf12', format: 'share', digits: 3 },
  exactOf8: { label: 'exact at 8', metric: 'exactOf8', format: 'share', digits: 3 },
  exactOf4: { label: 'exact at 4', metric: 'exactOf4', format: 'share', digits: 3 },
  exact: { label: 'exact, all lengths', metric: 'exact', format: 'share', digits: 3 },
  alignedArgmax: { label: 'aligned', metric: 'alignedArgmax', format: 'share', digits: 3 },
  plant: { label: 'r with the plant', metric: 'plant', format: 'number', digits: 3 },
  traces: { label: 'probe, other traces', metric: 'traces', format: 'share', digits: 3 },
  tracesAfter: { label: 'other traces, debiased', metric: 'tracesAfter', format: 'share', digits: 3 },
  sides: { label: 'probe, sides alone', metric: 'sides', format: 'share', digits: 3 },
  sidesAfter: { label: 'sides alone, debiased', metric: 'sidesAfter', format: 'share', digits: 3 },
  analogies: { label: 'analogies', metric: 'analogies', format: 'share', digits: 3 },
  /** Accuracy after so many examples in the context. */
  contextAt0: { label: 'k = 0', metric: 'accuracyAt0', format: 'share', digits: 3 },
  contextAt1: { label: 'k = 1', metric: 'accuracyAt1', format: 'share', digits: 3 },
  contextAt3: { label: 'k = 3', metric: 'accuracyAt3', format: 'share', digits: 3 },
  contextAt7: { label: 'k = 7', metric: 'accuracyAt7', format: 'share', digits: 3 },
  /** Squared error after so many pairs of a function that is new, over the variance of y. */
  regressionAt0: { label: 'error, k = 0', metric: 'errorAt0', format: 'number', digits: 3 },
  regressionAt1: { label: 'k = 1', metric: 'errorAt1', format: 'number', digits: 3 },
  regressionAt2: { label: 'k = 2', metric: 'errorAt2', format: 'number', digits: 3 },
  regressionAt3: { label: 'k = 3', metric: 'errorAt3', format: 'number', digits: 3 },
  regressionAt8: { label: 'error, k = 8', metric: 'errorAt8', format: 'number', digits: 3 },
  beyondAt8: { label: 'k = 8, x doubled', metric: 'wideAt8', format: 'number', digits: 3 },
  clozeAccuracy: { label: 'classified', metric: 'clozeAccuracy', format: 'share', digits: 3 },
  /** Of the toy system of the tests. */
  entropy: { label: 'entropy', metric: 'entropy', format: 'number', digits: 3 },
} as const satisfies Record<string, Measure>;

export type MeasureId = keyof typeof measures;

/** In a few characters of English. */
export const measureLabels = Object.fromEntries(
  Object.entries(measures).map(([id, { label }]) => [id, label]),
) as Readonly<Record<MeasureId, string>>;

export const measureOf = (id: MeasureId): Measure => measures[id];

/** Whether it is made of single examples, where a run reports them; otherwise evaluations alone measure it. */
export function hasExamples(id: MeasureId): boolean {
  const { question, sentence } = measureOf(id);
  return question !== undefined || sentence !== undefined;
}

/** A measure of the end of a run is drawn over the steps; one of an earlier moment is a point of such a curve. */
export const hasCurve = (id: MeasureId): boolean => measureOf(id).before === undefined;

/** What a run reported: its evaluations and, at some of these moments, results of single examples, both in order. */
export interface Reported {
  evaluations: readonly Evaluation[];
  results?: readonly ExampleResults[];
  /** What the page keeps of results of single examples: what they come to. */
  measured?: readonly Measured[];
}

/** What a run had reported when a measure is due: all of it, or what came before the first step of `Measure.before`. */
export function reportedUntil<T extends Reported>(id: MeasureId, run: T): T {
  const { before } = measureOf(id);
  if (before === undefined) return run;
  const isBefore = ({ phase, step }: { phase: string; step: number }) => phase !== before || step === 0;
  const { evaluations, results, measured } = run;
  return {
    ...run,
    evaluations: evaluations.filter(isBefore),
    ...(results && { results: results.filter(isBefore) }),
    ...(measured && { measured: measured.filter(isBefore) }),
  };
}

/** The last of some reports; null if there is a later evaluation. Before the first step there are results and no evaluation. */
function lastOf<T extends Moment>(reports: readonly T[], evaluations: readonly Evaluation[]): T | null {
  const last = reports.at(-1);
  const end = evaluations.at(-1);
  return last && (!end || (last.phase === end.phase && last.step === end.step)) ? last : null;
}

/** What all examples of the test split come to at the end of a run, by metric; null where it reports none of that moment. */
export function summaryAtEnd({ evaluations, measured = [] }: Reported): ReadonlyMap<string, number> | null {
  const last = lastOf(measured, evaluations);
  if (!last) return null;
  return new Map(
    last.summary.flatMap(({ metric, part, value }) => (part === 'test' ? [[metric, value] as const] : [])),
  );
}

/** The results of single examples at the end of a run; null where it reports none of that moment. */
export const resultsAtEnd = ({ evaluations, results = [] }: Reported): ExampleResults | null =>
  lastOf(results, evaluations);

export interface ExampleValue {
  value: boolean | number;
  subject: string;
}

/** Values of single examples of the test split when the measure is due, by their id; null where there are none. */
export function examplesOf(id: MeasureId, run: Reported): Map<string, ExampleValue> | null {
  const { question, sentence } = measureOf(id);
  const last = resultsAtEnd(reportedUntil(id, run));
  if (!last) return null;
  const values = question
    ? last.questions.map((one) => [one, question(one)] as const)
    : sentence
      ? last.sentences.map((one) => [one, sentence(one)] as const)
      : [];
  const kept = values.flatMap(([{ id: name, split, subject }, value]) =>
    split === 'test' && value !== null ? [[name, { value, subject }] as const] : [],
  );
  return kept.length > 0 ? new Map(kept) : null;
}

export const meanOf = (values: Iterable<boolean | number>): number => {
  const numbers = [...values].map(Number);
  return numbers.reduce((sum, value) => sum + value, 0) / numbers.length;
};

/** The value of the last evaluation that has one, when the measure is due; null if none has. */
export function evaluatedValue(id: MeasureId, run: Reported): number | null {
  const { metric } = measureOf(id);
  return reportedUntil(id, run).evaluations.reduce<number | null>((last, { metrics }) => metrics[metric] ?? last, null);
}
