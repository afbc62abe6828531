/** When the GPU worked: one span for each submit of a plan, by timestamp queries. */

export interface GpuSpan {
  /** The plan's name, e.g. `joint`. */
  label: string;
  /** Milliseconds on the adapter's own clock, whose zero is anywhere. */
  begin: number;
  end: number;
}

/** So many newest spans are kept until they are asked for. */
const kept = 512;

export class GpuClock {
  private spans: GpuSpan[] = [];

  add(span: GpuSpan): void {
    // a driver may reset its counters between two queries: such a span says nothing
    if (span.end < span.begin) return;
    this.spans.push(span);
    if (this.spans.length > kept) this.spans.splice(0, this.spans.length - kept);
  }

  /** Spans since the last call, in the order in which the steps were read back. */
  take(): GpuSpan[] {
    const { spans } = this;
    this.spans = [];
    return spans;
  }
}
