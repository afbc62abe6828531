/** Index refreshes as the timeline draws them: the worker's events folded into one record per refresh. */

import type { RefreshEvent } from '../index/messages.ts';

export interface RefreshRecord {
  /** The phase in whose steps it is told. */
  phase: string;
  requestedAtStep: number;
  /** Step at which building began after embedding; null until then. */
  buildingAtStep: number | null;
  /** Step at which the new index began to serve; null until then. */
  swappedAtStep: number | null;
  /** Step at which it failed; null otherwise. */
  failedAtStep: number | null;
  /** Newest step that was heard of. */
  step: number;
  stage: RefreshEvent['stage'];
  done: number;
  total: number;
  embedMs: number;
  buildMs: number;
  message?: string;
}

/** Whether the first index is meant, which joint training waits for: it takes nobody's place. */
export function isFirstIndex({ requestedAtStep }: RefreshRecord): boolean {
  return requestedAtStep === 0;
}

/** Indices that have taken the place of another. */
export function swapsOf(records: readonly RefreshRecord[]): RefreshRecord[] {
  return records.filter((record) => record.swappedAtStep !== null && !isFirstIndex(record));
}

/**
 * The list with one more event in it; the list that was given stays as it is. An index that served already and is built once more, as a
 * resumed run does, is no new refresh.
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
