/** When the steps of a scripted run are taken. */

/** `free`: at once; a number: this many milliseconds per step; `manual`: when a test releases them. */
export type Pace = 'free' | 'manual' | number;

export class Gate {
  /** Steps that are released and not yet taken. */
  private released = 0;
  private wake: (() => void) | null = null;

  /**
   * @param fastForwardTo steps of the whole run that are not delayed
   * @param isRequested whether a request waits for the end of the step
   */
  constructor(
    private readonly pace: Pace,
    private readonly fastForwardTo: number,
    private readonly isRequested: () => boolean,
  ) {}

  /** Whether a step waits to be released. */
  get isHeld(): boolean {
    return this.wake !== null && this.released === 0;
  }

  release(steps: number): void {
    this.released += steps;
    this.interrupt();
  }

  /** Takes back what was released. */
  close(): void {
    this.released = 0;
  }

  /** Makes a waiting step check again. */
  interrupt(): void {
    this.wake?.();
  }

  /** Resolves when the next step may be taken; false if a request must be answered first, without a step. */
  async pass(position: number): Promise<boolean> {
    if (this.pace === 'free' || position < this.fastForwardTo) return true;
    if (typeof this.pace === 'number') {
      await new Promise((resolve) => setTimeout(resolve, Number(this.pace)));
      return true;
    }
    if (this.released === 0 && !this.isRequested()) {
      await new Promise<void>((resolve) => {
        this.wake = resolve;
      });
      this.wake = null;
    }
    if (this.released === 0) return false;
    this.released--;
    return true;
  }
}
