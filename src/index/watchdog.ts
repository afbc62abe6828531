/** Notices a worker that hangs: one that owes something and is silent. */

/** A worker that owes something and sends no message for so long, in milliseconds, counts as dead. */
export const silenceLimitMs = 60_000;

/**
 * The limit is counted in this many ticks. A thread that was busy itself for longer than the limit finds one tick due, and then the messages
 * that arrived meanwhile; a single timer would fire before them.
 */
const ticks = 4;

/** Calls `onSilence` once when `limitMs` have passed since the last `start` or `restart`. */
export class Watchdog {
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly limitMs: number,
    private readonly onSilence: () => void,
  ) {}

  /** Starts the clock; does nothing where it runs. */
  start(): void {
    if (this.timer === undefined) this.tick(ticks);
  }

  /** Starts the clock anew. */
  restart(): void {
    this.stop();
    this.start();
  }

  stop(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
  }

  private tick(left: number): void {
    this.timer = setTimeout(() => {
      if (left > 1) {
        this.tick(left - 1);
      } else {
        this.timer = undefined;
        this.onSilence();
      }
    }, this.limitMs / ticks);
  }
}
