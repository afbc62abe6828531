/**
 * The contract between the page (or the command line, or a test) and the train worker. Every question has an id and gets one answer or one
 * refusal with that id; progress goes to its asker. Events report what happens in a run, and name the run. Big arrays are transferred. The train
 * worker's contract with the index workers stands in src/index/messages.ts.
 */
import type { GpuSpan } from '../gpu/clock.ts';
import type { KernelReport } from '../graph/kernel-choices.ts';
import type { RefreshEvent } from '../index/messages.ts';
import type { CheckpointFiles, Evaluation, Moment, RunConfig, SessionInfo, StepRecord } from '../run/records.ts';
import type { Corpus } from '../text/corpus/corpus.ts';
import type { ErrorReport } from '../util/errors.ts';

export interface OpenQuery {
  /** The identity of a fresh run; one that goes on from a checkpoint keeps its own. */
  runId: string;
  config: RunConfig;
  /** Absent: one of those that come with the playground. */
  corpus?: Corpus;
  checkpoint?: CheckpointFiles;
}

export interface Opened {
  session: SessionInfo;
  moment: Moment;
}

/** Queries and answers by the type of the question. */
export interface Questions {
  /** Prepares a corpus and models, and stands still where the run begins. Refused, the run that was open stays as it was. */
  open: { query: OpenQuery; answer: Opened };
  /** Answered when the loop runs. */
  play: { query: null; answer: Moment };
  /** So many more steps, then pause. Answered when they are done, or when the run pauses or ends before. */
  step: { query: { count: number }; answer: Moment };
  /** Answered when the run stands still. */
  pause: { query: null; answer: Moment };
  /** Back to step 0 of the opened configuration, as another run. */
  reset: { query: { runId: string }; answer: Opened };
  /** The run as it stands, between two steps; training goes on afterwards. */
  checkpoint: { query: null; answer: CheckpointFiles };
  /** A question to the system (its probes), answered between two steps. */
  probe: { query: { name: string; query: unknown }; answer: unknown };
  /** For tests and for the curious: the graphics device is lost, as when its driver is updated. */
  'lose-device': { query: null; answer: null };
}

export type QuestionType = keyof Questions;

export type TrainRequest = {
  [K in QuestionType]: { id: number; type: K; query: Questions[K]['query'] };
}[QuestionType];

/** Steps, pieces or bytes that are done; `stage` is a code such as `loading-corpus`, or empty. */
export interface ProgressReport {
  stage: string;
  done: number;
  total: number;
}

export type TrainReply =
  | { type: 'answer'; id: number; answer: unknown }
  | { type: 'refusal'; id: number; error: ErrorReport }
  | ({ type: 'progress'; id: number } & ProgressReport);

/** What happens in a run. */
export type RunEvent =
  | { type: 'state'; state: 'running' | 'paused' | 'finished'; moment: Moment }
  | { type: 'steps'; phase: string; records: StepRecord[] }
  | { type: 'evaluation'; evaluation: Evaluation }
  | { type: 'refresh'; phase: string; refresh: RefreshEvent }
  | { type: 'warning'; message: string }
  /** Which kernels compute the matrix products, after every plan that was made. */
  | { type: 'kernels'; report: KernelReport }
  /** When the GPU worked since the last such event, a few times a second; never where it has no timestamp queries. */
  | { type: 'gpu'; spans: GpuSpan[] }
  /** The run itself cannot go on. With code `device-lost` it is gone; its last checkpoint can be opened. */
  | { type: 'failed'; error: ErrorReport; moment: Moment };

export type TrainEvent = RunEvent & { runId: string };

export type TrainMessage = TrainReply | TrainEvent;
