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

/** Submits that are timed before the first of them is read back. A place is used again in the order of the queue, so more would only blur their times. */
const places = 32;

export class GpuClock {
  private spans: GpuSpan[] = [];
  private queries: GPUQuerySet | null = null;
  private next = 0;

  /**
   * Two timestamps for a submit, the second after the first. All plans share one set of queries: an API may have few of them (Metal), and
   * a command that uses a set which could not be made is refused.
   */
  place(device: GPUDevice): { queries: GPUQuerySet; first: number } {
    this.queries ??= device.createQuerySet({ label: 'clock', type: 'timestamp', count: 2 * places });
    const first = 2 * this.next;
    this.next = (this.next + 1) % places;
    return { queries: this.queries, first };
  }

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
