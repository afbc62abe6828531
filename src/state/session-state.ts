/** What the page knows of a run; the records of its steps are in a separate StepHistory. */
import type { GpuSpan } from '../gpu/clock.ts';
import type { KernelReport } from '../graph/kernel-choices.ts';
import type { Measured } from '../run/measured.ts';
import type { Evaluation, Moment, RunConfig, SessionInfo } from '../run/records.ts';
import type { MetCondition, StopCondition } from '../run/stop-condition.ts';
import { defaultPreset, resolvePreset } from '../systems/presets.ts';
import type { ErrorReport } from '../util/errors.ts';
import type { Said } from '../util/sentence.ts';
import type { ProgressReport } from '../worker/questions.ts';
import { isStart } from './progress.ts';
import type { RefreshRecord } from './refreshes.ts';
import { describeRun, type MeasuredRun, type RunDescription } from './run-description.ts';

export type Status = 'idle' | 'opening' | 'ready' | 'running' | 'paused' | 'finished' | 'failed';

/**
 * What a message is about: when that is over, the message goes. `done`: something that was just done, until a run is opened; `run`: the open run,
 * until it is another; `address`: the address, until it is read anew; `saving`: whether this browser keeps the run, until that changes.
 */
export type NoticeTopic = 'done' | 'run' | 'address' | 'saving';

/** A message that stays until it is dismissed, or until what it is about is over. */
export interface Notice {
  id: number;
  kind: 'warning' | 'info';
  topic: NoticeTopic;
  message: Said;
}

/** A moment of a run that can be restored, with the system that the phase is of. */
export type KeptMoment = Moment & { system: string };

/** Where a run was put aside, and when, in ms since the page was opened. */
export type UndoableMoment = KeptMoment & { asideAt: number };

export interface SessionState {
  status: Status;
  opening: ProgressReport | null;
  /** What the step that was requested waits for; null: nothing, or no run plays. */
  preparing: ProgressReport | null;
  /** The settings on screen: those of the next run. */
  draft: RunConfig;
  /** The run that the worker has open; null before the first run and after a crash. */
  info: SessionInfo | null;
  /** The run that the curves, evaluations and refreshes on screen belong to. */
  measured: MeasuredRun | null;
  /** Whether that run is a recording: nothing is open, and nothing of it is saved. */
  isRecorded: boolean;
  now: Moment | null;
  /** Version of the step history: changes when there is something new to draw. */
  historyVersion: number;
  stepsPerSecond: number | null;
  /** Milliseconds until the end of the current phase; null while that is not known. */
  msLeft: number | null;
  evaluations: readonly Evaluation[];
  /** What all examples came to, at the start of the run and at the end of each phase. */
  results: readonly Measured[];
  /** The measurement of all examples that is under way; null: none. */
  measuring: (Moment & { share: number }) | null;
  refreshes: readonly RefreshRecord[];
  /** What the views of the run's system show, by their names; kept and restored with the measurements. */
  views: Readonly<Record<string, unknown>>;
  /** When a run that plays is to pause. */
  until: readonly StopCondition[];
  /** The condition for which the run on screen has paused, or was not played at all because it was met already. */
  met: (MetCondition & { isAlready: boolean }) | null;
  /** Which kernels compute the matrix products of the open run; null before the first plan is made. */
  kernels: KernelReport | null;
  /** When the GPU worked, over the last seconds of training. */
  gpu: readonly GpuSpan[];
  notices: readonly Notice[];
  error: ErrorReport | null;
  /** What the session was doing when the error occurred. */
  errorWhile: 'running' | 'opening' | 'acting';
  /** The moment whose evaluation was under way when the device was lost. */
  lostEvaluation: Moment | null;
  /** A checkpoint that can be resumed: of an earlier visit, or of the run on screen. */
  resumable: (KeptMoment & { runId: string; savedAt: number }) | null;
  /** A run that was reset or replaced and can be restored. */
  undoable: UndoableMoment | null;
}

export const initialSessionState: SessionState = {
  status: 'idle',
  opening: null,
  draft: resolvePreset(defaultPreset),
  info: null,
  measured: null,
  isRecorded: false,
  now: null,
  historyVersion: 0,
  stepsPerSecond: null,
  msLeft: null,
  evaluations: [],
  results: [],
  measuring: null,
  preparing: null,
  refreshes: [],
  views: {},
  until: [],
  met: null,
  kernels: null,
  gpu: [],
  notices: [],
  error: null,
  errorWhile: 'acting',
  lostEvaluation: null,
  resumable: null,
  undoable: null,
};

/** The run on screen: the measured one or, if there is none yet, the one that the settings describe. */
export function shownRun({ measured, draft }: Pick<SessionState, 'measured' | 'draft'>): RunDescription {
  return measured ?? describeRun(draft);
}

/** Whether a run, not a recording, has gone past its first step. */
export function hasProgress({ now, measured, isRecorded }: SessionState): boolean {
  return !isRecorded && now !== null && measured !== null && !isStart(measured, now);
}

/** Whether the models of the run on screen have learned something: in its steps, or in those of the checkpoint it began from. */
export function hasLearned({ measured, now }: Pick<SessionState, 'measured' | 'now'>): boolean {
  return measured !== null && now !== null && !isStart({ phases: measured.phases }, now);
}

/** Whether the run on screen can be resumed, be it open or not. */
export function isKept({ resumable, measured, isRecorded }: SessionState): boolean {
  return !isRecorded && resumable !== null && resumable.runId === measured?.runId;
}

/** Whether the settings on screen differ from those of the run that is open (or was measured); a recording has no say in them. */
export function isDraftChanged(state: SessionState): boolean {
  return (
    state.measured !== null &&
    !state.isRecorded &&
    JSON.stringify(state.draft) !== JSON.stringify(state.measured.config)
  );
}

/** Whether the worker trains or prepares to. */
export function isBusy(state: SessionState): boolean {
  return state.status === 'running' || state.status === 'opening';
}
