/** Steps per second over the last few seconds. */
export class StepRate {
  private samples: { at: number; count: number }[] = [];

  constructor(
    private readonly clock: () => number,
    private readonly windowMs = 5000,
  ) {}

  clear(): void {
    this.samples = [];
  }

  /** Counts steps that have just arrived; returns the rate, or null before the second arrival. */
  add(count: number): number | null {
    const now = this.clock();
    this.samples.push({ at: now, count });
    while (this.samples.length > 2 && this.samples[0]!.at < now - this.windowMs) this.samples.shift();
    const elapsed = now - this.samples[0]!.at;
    if (elapsed <= 0) return null;
    let steps = 0;
    for (const sample of this.samples.slice(1)) steps += sample.count;
    return (steps * 1000) / elapsed;
  }
}
