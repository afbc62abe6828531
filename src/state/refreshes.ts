/** Index refreshes for the timeline: the worker's events, collected into one record per refresh. */

import type { RefreshEvent } from '../index/messages.ts';

export interface RefreshRecord {
  /** The phase that its steps belong to. */
  phase: string;
  requestedAtStep: number;
  /** Step at which building began after embedding; null until then. */
  buildingAtStep: number | null;
  /** Step at which the new index began to serve; null until then. */
  swappedAtStep: number | null;
  /** Step at which it failed; null otherwise. */
  failedAtStep: number | null;
  /** The step of its latest event. */
  step: number;
  stage: RefreshEvent['stage'];
  done: number;
  total: number;
  embedMs: number;
  buildMs: number;
  message?: string;
}

/** Whether this is the first index, for which training waits: it replaces no other. */
export function isFirstIndex({ requestedAtStep }: RefreshRecord): boolean {
  return requestedAtStep === 0;
}

/** The indexes that have replaced another one. */
export function swapsOf(records: readonly RefreshRecord[]): RefreshRecord[] {
  return records.filter((record) => record.swappedAtStep !== null && !isFirstIndex(record));
}

/** The step at which the snapshot behind the serving index was taken; 0 for the first index. */
export function servedSnapshot(records: readonly RefreshRecord[]): number {
  return swapsOf(records).at(-1)?.requestedAtStep ?? 0;
}

/**
 * Returns the list with one more event; the given list is not changed. An index that served already and is built again by a resumed run is no
 * new refresh.
 */
export function withRefreshEvent(
  records: readonly RefreshRecord[],
  phase: string,
  event: RefreshEvent,
): readonly RefreshRecord[] {
  if (records.some((one) => one.requestedAtStep === event.requestedAtStep && one.swappedAtStep !== null))
    return records;
  const at = event.stage === 'requested' ? -1 : records.findLastIndex((record) => isOpen(record, event));
  const before: RefreshRecord = at >= 0 ? records[at]! : begun(phase, event);
  const record: RefreshRecord = {
    ...before,
    step: event.step,
    stage: event.stage,
    done: event.done,
    total: event.total,
    embedMs: event.embedMs || before.embedMs,
    buildMs: event.buildMs || before.buildMs,
    message: event.message ?? before.message,
    buildingAtStep: before.buildingAtStep ?? (event.stage === 'building' ? event.step : null),
    swappedAtStep: event.stage === 'swapped' ? event.step : before.swappedAtStep,
    failedAtStep: event.stage === 'failed' ? event.step : before.failedAtStep,
  };
  return at >= 0 ? records.with(at, record) : [...records, record];
}

function isOpen(record: RefreshRecord, event: RefreshEvent): boolean {
  return (
    record.requestedAtStep === event.requestedAtStep && record.swappedAtStep === null && record.failedAtStep === null
  );
}

function begun(phase: string, event: RefreshEvent): RefreshRecord {
  return {
    phase,
    requestedAtStep: event.requestedAtStep,
    buildingAtStep: null,
    swappedAtStep: null,
    failedAtStep: null,
    step: event.step,
    stage: event.stage,
    done: 0,
    total: 0,
    embedMs: 0,
    buildMs: 0,
  };
}
