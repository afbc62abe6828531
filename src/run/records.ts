/** What a run reports. The curves and tables of the page and the JSON of the command line are made from these records. */

/** A point of a run: the id of a phase, and the number of steps done in it. */
export interface Moment {
  phase: string;
  step: number;
}

export interface PhaseInfo {
  id: string;
  steps: number;
}

/** Measured values by the id of their metric; null or NaN: not measured here. */
export type Metrics = Record<string, number | null>;

/** One optimiser step with its metrics: `loss` and `gradientNorm` always, the others as the phase measures them. */
export interface StepRecord {
  /** From 1 within the phase. */
  step: number;
  metrics: Record<string, number>;
}

export interface Evaluation extends Moment {
  metrics: Metrics;
  /** How many training examples were left out so far, by reason (a code such as `no-candidates`). */
  skipped: Record<string, number>;
}

/** Half of the subjects: settings are chosen on `development`, figures are reported on `test`. */
export type Split = 'development' | 'test';

/** How one question was answered by retrieval with exact search. */
export interface QuestionResult {
  /** Identifies the question in its corpus, whatever the settings. */
  id: string;
  subject: string;
  split: Split;
  /** Whether training has not seen sentences of its subject masked. */
  heldOut: boolean;
  /** Of the first right block in the ranking, from 1, copies counted once; null: not among the first `rankDepth`. */
  rank: number | null;
  /** The same for BM25. */
  lexicalRank: number | null;
  /** The same for the saved retriever of a REALM run that stands beside the run; absent: none did. */
  realmRank?: number | null;
  /** Where a system answers the question: exact match and F1 (0 to 1) of the answer. */
  correct?: boolean;
  f1?: number;
}

/** How one held-out masked sentence was read. */
export interface SentenceResult {
  /** Identifies the sentence and its mask in its corpus. */
  id: string;
  subject: string;
  split: Split;
  /** Whether p(y|x) is largest for the original token at every mask. */
  correct: boolean;
  /** log p(y|x), in nats. */
  logLikelihood: number;
  /** Mean over the masked tokens of log p(y_j|x) − log p(y_j|∅,x), in nats; NaN without a null document. */
  utility: number;
}

/** The greatest rank that is reported. */
export const rankDepth = 100;

/** Results of every question and every held-out sentence at one moment. */
export interface ExampleResults extends Moment {
  questions: QuestionResult[];
  sentences: SentenceResult[];
}

/** The description of a metric. The page, the report and the command line loop over these. */
export interface MetricInfo {
  id: string;
  /** In English; other languages of the page have their own names. */
  name: string;
  about: string;
  /** Whether it is measured at every step, at evaluations, or both. */
  at: readonly ('step' | 'evaluation')[];
  /** `share`: from 0 to 1. */
  format: 'number' | 'share' | 'count';
  /** Decimals of a number or a share; absent: two on the page, three in the command line. */
  digits?: number;
  /** Which values are the better ones, where that can be said: a comparison shows the best of a run. */
  better?: 'higher' | 'lower';
  /** Not measured where the corpus has no questions, or only one language, or where no saved retriever stands beside the run. */
  needs?: 'questions' | 'languages' | 'beside';
  /** Its name in the evaluation lines of the command line; a metric without a label is not printed there. */
  label?: string;
}

export type Tone = 'ink' | 'pull' | 'push' | 'prior' | 'likelihood';

/** A line of a chart: one metric, from the steps or from the evaluations. */
export interface CurveLine {
  metric: string;
  at: 'step' | 'evaluation';
  tone?: Tone;
  dashed?: boolean;
  /** Left out of the chart while the run has no value of it. */
  ifMeasured?: boolean;
}

export interface CurveInfo {
  /** The id of the chart's main metric, or a name for several, e.g. `recall`. */
  id: string;
  lines: readonly CurveLine[];
  range?: readonly [number, number];
}

/** The folder of the checkpoint in an archive that was taken along: the whole state of the run, with which it goes on bit for bit. */
export const checkpointFolder = 'checkpoint';

export interface CheckpointFiles {
  /** safetensors: parameters, Adam moments; identity, step, phase and generator states in its metadata. */
  weights: ArrayBuffer;
  /** The configuration, as JSON. */
  config: string;
  /** Hugging Face tokenizer.json. */
  tokenizer: string;
}

/** What a system may count of its texts and models. The page has words for each. */
export type FactId =
  | 'blocks'
  | 'vocabulary'
  | 'trainingExamples'
  | 'heldOutExamples'
  | 'trainingPairs'
  | 'trainingQuestions'
  | 'heldOutQuestions'
  | 'sourceLength';

/** The description of an open run. */
export interface SessionInfo {
  /** The run's identity: it stays the same through checkpoints and reloads. */
  runId: string;
  config: RunConfig;
  adapter: string;
  corpus: { title: string; documents: number; questions: number; language: string };
  /** Trainable numbers. */
  parameters: number;
  /** Counts that the system reports. */
  facts: Readonly<Partial<Record<FactId, number>>>;
  phases: readonly PhaseInfo[];
  metrics: readonly MetricInfo[];
  curves: readonly CurveInfo[];
  /** How many examples or documents were left out or cut, by reason. */
  skipped: Record<string, number>;
}

/** The part that every configuration has; the other settings belong to the system that it names. */
export interface RunConfig {
  system: string;
  preset: string;
  corpus: string;
  /** The set of questions that is evaluated (text/corpus/question-sets.ts). Absent: the default one. */
  questions?: string;
  seed: number;
  gpu: { halfPrecision: boolean; timedKernels: boolean };
}
