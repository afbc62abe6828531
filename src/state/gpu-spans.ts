/** When the GPU worked of late, as the lane under the refresh timeline draws it. */
import type { GpuSpan } from '../gpu/clock.ts';

/** So far back the lane reaches, and so many submits at most. */
const windowMs = 4000;
const mostSpans = 200;

/** The spans of the last four seconds, in order of their beginnings; the list that was given stays as it is. */
export function withGpuSpans(spans: readonly GpuSpan[], added: readonly GpuSpan[]): readonly GpuSpan[] {
  const all = [...spans, ...added].sort((a, b) => a.begin - b.begin);
  const last = all.reduce((latest, { end }) => Math.max(latest, end), 0);
  return all.filter(({ end }) => end > last - windowMs).slice(-mostSpans);
}

/** Share of the time from the first beginning to the last end in which the GPU worked; null where there is nothing to compare. */
export function busyShare(spans: readonly GpuSpan[]): number | null {
  if (spans.length < 2) return null;
  let busy = 0;
  let until = spans[0]!.begin;
  for (const { begin, end } of spans) {
    busy += Math.max(0, end - Math.max(begin, until));
    until = Math.max(until, end);
  }
  const whole = until - spans[0]!.begin;
  return whole > 0 ? busy / whole : null;
}
