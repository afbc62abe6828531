/** How an index worker shows that it works although it has nothing to report. The other side is watchdog.ts. */

/** A worker that works sends a message at least this often, in milliseconds, or after every batch that takes longer. */
const beatMs = 1000;

/** A download that stalls never ends. So a worker that loads is silent, and then counts as dead, after this time. */
const loadingLimitMs = 300_000;

export class Heartbeat {
  private lastSent = performance.now();

  /** `send` sends a heartbeat message. */
  constructor(private readonly send: () => void) {}

  /** To be called when work begins, and for every message that is sent: it is a sign of life, too. */
  restart(): void {
    this.lastSent = performance.now();
  }

  /** To be called after every step of some work: sends a heartbeat if the last message is a second old. */
  beat(): void {
    if (performance.now() - this.lastSent < beatMs) return;
    this.send();
    this.restart();
  }

  /** Sends heartbeats while something is loaded that reports no progress, for five minutes at most. */
  async during<T>(loading: Promise<T>): Promise<T> {
    const begun = performance.now();
    const timer = setInterval(() => {
      if (performance.now() - begun < loadingLimitMs) this.beat();
    }, beatMs);
    try {
      return await loading;
    } finally {
      clearInterval(timer);
    }
  }
}
