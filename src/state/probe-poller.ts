/**
 * Asks one of several things (by number) again and again while training goes on: never two questions at once, and never so often that
 * answering takes more than a fifth of the trainer's time.
 */
export class ProbePoller {
  private askedAt = Number.NEGATIVE_INFINITY;
  private askedIndex: number | null = null;
  private intervalMs: number;

  constructor(
    private readonly ask: (index: number) => void,
    private readonly clock: () => number,
    private readonly shortestMs = 800,
    private readonly giveUpMs = 15_000,
  ) {
    this.intervalMs = shortestMs;
  }

  /** The next `poll` asks, whatever has been asked before: what was not there may be there now. */
  forget(): void {
    this.askedAt = Number.NEGATIVE_INFINITY;
    this.askedIndex = null;
  }

  /** Asks now: a person wants to see it. */
  request(index: number): void {
    this.askedAt = this.clock();
    this.askedIndex = index;
    this.ask(index);
  }

  /** Asks if it is time. */
  poll(index: number): void {
    const waited = this.clock() - this.askedAt;
    if (this.askedIndex !== null ? waited > this.giveUpMs : waited > this.intervalMs) this.request(index);
  }

  /** There is nothing to show, or the question was refused: the next `poll` waits as usual. */
  answeredNothing(): void {
    this.askedIndex = null;
  }

  /** Takes note of an answer, the `index`-th of `count` things; false where another one has been asked for since. */
  answered(index: number, count: number): boolean {
    if (this.askedIndex === null) return true;
    if (index !== this.askedIndex && this.askedIndex < count) return false;
    this.intervalMs = Math.max(this.shortestMs, 5 * (this.clock() - this.askedAt));
    this.askedIndex = null;
    return true;
  }
}
