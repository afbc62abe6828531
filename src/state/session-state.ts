/** What the page knows of a run; the step records themselves lie in a StepHistory beside it. */

import type { RunConfig } from '../systems/realm/config.ts';
import type { ErrorReport } from '../util/errors.ts';
import type { Evaluation, ExampleView, GpuSpan, KernelReport, Phase, SessionInfo } from '../worker/protocol.ts';
import { resolvePreset } from './presets.ts';
import type { RefreshRecord } from './refreshes.ts';

export type Status = 'idle' | 'opening' | 'ready' | 'running' | 'paused' | 'finished' | 'failed';

export interface Moment {
  phase: Phase;
  step: number;
}

/** A message that stays until it is put away. */
export interface Notice {
  id: number;
  kind: 'warning' | 'info';
  message: string;
}

export interface SessionState {
  status: Status;
  opening: { stage: string; done: number; total: number } | null;
  /** The settings on screen: those of the next run. */
  draft: RunConfig;
  /** What the worker has open; null before the first run and after a crash. */
  info: SessionInfo | null;
  /** The configuration that the curves, evaluations and refreshes on screen belong to. */
  measured: RunConfig | null;
  now: Moment | null;
  /** Version of the step history: changes when there is something new to draw. */
  historyVersion: number;
  stepsPerSecond: number | null;
  evaluations: readonly Evaluation[];
  refreshes: readonly RefreshRecord[];
  example: ExampleView | null;
  /** Index of the example that is asked for. */
  exampleIndex: number;
  /** Whether the example is asked for anew while training goes on. */
  live: boolean;
  /** Which kernels compute the matrix products of the open run; null before the first plan is made. */
  kernels: KernelReport | null;
  /** When the GPU worked, over the last seconds of training. */
  gpu: readonly GpuSpan[];
  notices: readonly Notice[];
  error: ErrorReport | null;
  /** What was going on when it happened. */
  errorWhile: 'running' | 'opening' | 'acting';
  /** A checkpoint of an earlier visit that can be taken up. */
  resumable: (Moment & { savedAt: number }) | null;
  /** A run that was reset or replaced and can be brought back. */
  undoable: Moment | null;
}

export const initialSessionState: SessionState = {
  status: 'idle',
  opening: null,
  draft: resolvePreset('bios'),
  info: null,
  measured: null,
  now: null,
  historyVersion: 0,
  stepsPerSecond: null,
  evaluations: [],
  refreshes: [],
  example: null,
  exampleIndex: 0,
  live: true,
  kernels: null,
  gpu: [],
  notices: [],
  error: null,
  errorWhile: 'acting',
  resumable: null,
  undoable: null,
};

/** Whether a run has gone past its first step. */
export function hasProgress(state: SessionState): boolean {
  return state.now !== null && (state.now.step > 0 || state.now.phase !== 'ict');
}

/** Whether the settings on screen are other than those of the run that is open (or was measured). */
export function isDraftChanged(state: SessionState): boolean {
  return state.measured !== null && JSON.stringify(state.draft) !== JSON.stringify(state.measured);
}

/** Whether the worker trains or prepares to. */
export function isBusy(state: SessionState): boolean {
  return state.status === 'running' || state.status === 'opening';
}
