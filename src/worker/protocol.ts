/**
 * The whole contract between threads. Page ↔ train worker: `TrainRequest` / `TrainEvent`.
 * Train worker ↔ index workers: `IndexRequest` / `IndexEvent`. Big arrays are transferred, never copied.
 */

import type { GpuSpan } from '../gpu/clock.ts';
import type { KernelReport } from '../graph/kernel-choices.ts';
import type { RefreshEvent } from '../index/messages.ts';
import type { CheckpointFiles, Evaluation, ExampleView, Phase, SessionInfo, StepRecord } from '../run/records.ts';
import type { RunConfig } from '../systems/realm/config.ts';
import type { LabQuery, LabSummary, LabView } from '../systems/realm/lab-records.ts';
import type { Corpus } from '../text/corpus/corpus.ts';
import type { GrownVocabulary, VocabularyOptions } from '../text/tokenizer/vocabulary.ts';
import type { ErrorReport } from '../util/errors.ts';

export type { GpuSpan } from '../gpu/clock.ts';
export type { KernelReport } from '../graph/kernel-choices.ts';
export type { IndexEvent, IndexRequest, RefreshEvent } from '../index/messages.ts';
export type {
  CandidateView,
  CheckpointFiles,
  Evaluation,
  ExampleView,
  LexicalCandidate,
  Phase,
  PieceProbability,
  SessionInfo,
  StepRecord,
} from '../run/records.ts';
export type {
  LabMasking,
  LabQuery,
  LabReading,
  LabSentence,
  LabSummary,
  LabSummaryRow,
  LabView,
  MaskingStrategy,
} from '../systems/realm/lab-records.ts';
export type { GrownVocabulary, VocabularyOptions } from '../text/tokenizer/vocabulary.ts';

/** From the page (or the command line) to the train worker. */
export type TrainRequest =
  /** Loads a corpus, builds tokenizer and models, and stands still at step 0. Answered by `ready` or `failed`; on failure a session that ran before stays as it was. */
  | { type: 'open'; config: RunConfig; corpus?: Corpus; checkpoint?: CheckpointFiles }
  | { type: 'play' }
  | { type: 'pause' }
  /** So many steps, then pause. */
  | { type: 'step'; count: number }
  /** Back to step 0 of the opened configuration. */
  | { type: 'reset' }
  /** Asks for an `example` event: the i-th sentence of the current batch's examples, or a held-out one. */
  | { type: 'inspect'; example: number }
  /** Asks for a `lab` event: a sentence and a mask of a person's choice, read between two steps. */
  | { type: 'lab'; requestId: number; query: LabQuery }
  /** Asks for `lab-summary` events over so many sentences; training stands still meanwhile. */
  | { type: 'lab-summary'; requestId: number; sentences: number }
  /** Asks for `vocabulary` events: a tokenizer trained on the run's corpus, to be looked at. */
  | { type: 'vocabulary'; requestId: number; options: VocabularyOptions }
  | { type: 'checkpoint'; requestId: number }
  /** For tests and for the curious: kills the index builder in the middle of its work. */
  | { type: 'kill-builder' }
  | { type: 'close' };

/** From the train worker to the page. */
export type TrainEvent =
  | { type: 'opening'; stage: string; done: number; total: number }
  | { type: 'ready'; session: SessionInfo }
  | { type: 'state'; state: 'running' | 'paused' | 'finished'; phase: Phase; step: number }
  | { type: 'steps'; phase: Phase; records: StepRecord[] }
  | { type: 'evaluation'; evaluation: Evaluation }
  | { type: 'example'; example: ExampleView }
  | { type: 'lab'; requestId: number; view: LabView }
  /** Progress in sentences read; the last one carries the summary. */
  | { type: 'lab-summary'; requestId: number; done: number; total: number; summary: LabSummary | null }
  /** Progress in pieces made; the last one carries the vocabulary. */
  | { type: 'vocabulary'; requestId: number; done: number; total: number; vocabulary: GrownVocabulary | null }
  | { type: 'refresh'; refresh: RefreshEvent }
  | { type: 'checkpoint'; requestId: number; files: CheckpointFiles }
  | { type: 'warning'; message: string }
  /** Which kernels compute the matrix products, after every plan that was made. */
  | { type: 'kernels'; report: KernelReport }
  /** When the GPU worked since the last such event, a few times a second; never where it has no timestamp queries. */
  | { type: 'gpu'; spans: GpuSpan[] }
  | { type: 'failed'; error: ErrorReport; phase?: Phase; step?: number };
