/**
 * The contract between the page (or the command line, or a test) and the train worker. Every question has an id and gets one answer or one
 * refusal with that id; progress has the id of its question. Events report what happens in a run, and name the run. Big arrays are transferred. The train
 * worker's contract with the index workers is in src/index/messages.ts.
 */
import type { GpuSpan } from '../gpu/clock.ts';
import type { KernelReport } from '../graph/kernel-choices.ts';
import type { RefreshEvent } from '../index/messages.ts';
import type { Measured } from '../run/measured.ts';
import type {
  CheckpointFiles,
  Evaluation,
  ExampleResults,
  Moment,
  RunConfig,
  SessionInfo,
  StepRecord,
} from '../run/records.ts';
import type { MetCondition, StopCondition } from '../run/stop-condition.ts';
import type { Corpus } from '../text/corpus/corpus.ts';
import type { ErrorReport } from '../util/errors.ts';
import type { Sentence } from '../util/sentence.ts';
import type { Reply } from './questions.ts';

export interface OpenQuery {
  /** The identity of a new run; a run that is resumed from a checkpoint keeps its own. */
  runId: string;
  /** The checkpoint is where a new run begins, not a run that is resumed. */
  asNew?: boolean;
  /** It is looked at before it trains: what its first step needs is compiled after it has opened. */
  looksFirst?: boolean;
  config: RunConfig;
  /** Absent: the corpus is one of those that come with the playground. */
  corpus?: Corpus;
  checkpoint?: CheckpointFiles;
  /** The checkpoint of another run with whose models this one begins (`System.beginFrom` makes its configuration). */
  init?: CheckpointFiles;
}

export interface Opened {
  session: SessionInfo;
  moment: Moment;
}

/** Queries and answers by the type of the question. */
export interface Questions {
  /** Prepares corpus and models; the run waits at its first step. If it is refused, the open run stays, paused. */
  open: { query: OpenQuery; answer: Opened };
  /** Answered when the loop runs. It pauses when one of the conditions is met; they hold until the next pause. */
  play: { query: { until: readonly StopCondition[] }; answer: Moment };
  /** `count` more steps, then a pause. Answered when they are done, or when the run pauses or ends earlier. */
  step: { query: { count: number }; answer: Moment };
  /** Answered when the run has stopped. */
  pause: { query: null; answer: Moment };
  /** Returns to step 0 of the opened configuration, as another run. */
  reset: { query: { runId: string }; answer: Opened };
  /** The current state of the run, between two steps; training goes on afterwards. */
  checkpoint: { query: null; answer: CheckpointFiles };
  /** A question to the system (its probes), answered between two steps. */
  probe: { query: { name: string; query: unknown }; answer: unknown };
  /** Ends a probe by its id: it is refused with `cancelled` when it next reports progress, or before it begins. Any other id changes nothing. */
  cancel: { query: { probe: number }; answer: null };
  /** For tests and demonstrations: the graphics device is lost, as when its driver is updated. */
  'lose-device': { query: null; answer: null };
}

export type QuestionType = keyof Questions;

export type TrainRequest = {
  [K in QuestionType]: { id: number; type: K; query: Questions[K]['query'] };
}[QuestionType];

/** What happens in a run. */
export type RunEvent =
  /** `met`: the condition for which the run has paused. */
  | { type: 'state'; state: 'running' | 'paused' | 'finished'; moment: Moment; met?: MetCondition }
  | { type: 'steps'; phase: string; records: StepRecord[] }
  | { type: 'evaluation'; evaluation: Evaluation }
  /** Every question and every held-out sentence, at the start of a run and at the end of each phase: before the evaluation of the same moment. */
  | { type: 'results'; results: ExampleResults; measured: Measured }
  /** All examples are being measured, beside the steps; they are when `done` is `total`. */
  | { type: 'measuring'; moment: Moment; done: number; total: number }
  /** What a step that was requested waits for; `stage` is a code, as in the progress of `open`. */
  | { type: 'preparing'; stage: string; done: number; total: number }
  | { type: 'refresh'; phase: string; refresh: RefreshEvent }
  /** `message` in English, `said` for other languages. */
  | { type: 'warning'; message: string; said?: Sentence }
  /** Which kernels compute the matrix products, after every plan that was made. */
  | { type: 'kernels'; report: KernelReport }
  /** When the GPU worked since the last such event, a few times a second; never if it has no timestamp queries. */
  | { type: 'gpu'; spans: GpuSpan[] }
  /**
   * The run itself cannot continue. With code `device-lost` it no longer exists; its last checkpoint can be opened. `evaluating`: the moment
   * whose evaluation was under way; null: none.
   */
  | { type: 'failed'; error: ErrorReport; moment: Moment; evaluating: Moment | null };

export type TrainEvent = RunEvent & { runId: string };

export type TrainMessage = Reply | TrainEvent;
