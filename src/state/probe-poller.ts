/**
 * Asks for one of several items (by number) repeatedly while training goes on: one question at a time, and so rarely that the answers take at
 * most a fifth of the trainer's time.
 */
export class ProbePoller {
  private askedAt = Number.NEGATIVE_INFINITY;
  private askedIndex: number | null = null;
  private intervalMs: number;
  /** The next answer is the first: it takes longer than the others, because what answers it is compiled. */
  private isFirst = true;

  constructor(
    private readonly ask: (index: number) => void,
    private readonly clock: () => number,
    private readonly shortestMs = 800,
    private readonly giveUpMs = 15_000,
  ) {
    this.intervalMs = shortestMs;
  }

  /** The next `poll` asks in any case, because an item that did not exist may exist now. */
  forget(): void {
    this.askedAt = Number.NEGATIVE_INFINITY;
    this.askedIndex = null;
    this.isFirst = true;
    this.intervalMs = this.shortestMs;
  }

  /** Asks now, because the user wants to see the item. */
  request(index: number): void {
    this.askedAt = this.clock();
    this.askedIndex = index;
    this.ask(index);
  }

  /** Asks if the interval has passed. */
  poll(index: number): void {
    const waited = this.clock() - this.askedAt;
    if (this.askedIndex !== null ? waited > this.giveUpMs : waited > this.intervalMs) this.request(index);
  }

  /** There is nothing to show, or the question was refused: the next `poll` waits as usual. */
  answeredNothing(): void {
    this.askedIndex = null;
  }

  /** Records an answer, the `index`-th of `count` items; false if another item has been requested since. */
  answered(index: number, count: number): boolean {
    if (this.askedIndex === null) return true;
    if (index !== this.askedIndex && this.askedIndex < count) return false;
    if (!this.isFirst) this.intervalMs = Math.max(this.shortestMs, 5 * (this.clock() - this.askedAt));
    this.isFirst = false;
    this.askedIndex = null;
    return true;
  }
}
