/** When the GPU worked in the last seconds, for the lane under the refresh timeline. */
import type { GpuSpan } from '../gpu/clock.ts';

/** The time that the lane covers, and the largest number of submits in it. */
const windowMs = 4000;
const maxSpans = 200;

/** The spans of the last four seconds, sorted by their beginning; the given list is not changed. */
export function withGpuSpans(spans: readonly GpuSpan[], added: readonly GpuSpan[]): readonly GpuSpan[] {
  const all = [...spans, ...added].sort((a, b) => a.begin - b.begin);
  const last = all.reduce((latest, { end }) => Math.max(latest, end), 0);
  return all.filter(({ end }) => end > last - windowMs).slice(-maxSpans);
}

/** Share of the time from the first beginning to the last end in which the GPU worked; null if there are fewer than two spans. */
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
