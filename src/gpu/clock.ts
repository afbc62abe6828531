/** When the GPU was busy: one span for each submit of a plan, measured with timestamp queries. */

export interface GpuSpan {
  /** The name of the plan. */
  label: string;
  /** Milliseconds on the adapter's clock. Its zero is arbitrary: only differences have a meaning. */
  begin: number;
  end: number;
}

/** The newest spans that are kept until `take` is called. */
const limit = 512;

export class GpuClock {
  private spans: GpuSpan[] = [];

  add(span: GpuSpan): void {
    // a driver may reset its counters between two queries; such a span is meaningless
    if (span.end < span.begin) return;
    this.spans.push(span);
    if (this.spans.length > limit) this.spans.splice(0, this.spans.length - limit);
  }

  /** The spans since the last call, in the order in which the steps were read back. */
  take(): GpuSpan[] {
    const { spans } = this;
    this.spans = [];
    return spans;
  }
}
