/** How long a phase will still take, from the measured rate of its steps. */

/** Before so much time and so many steps a rate is a guess. */
const knownAfter = { ms: 8000, steps: 8 };
/** Over how long the rate is an average: evaluations and refreshes of the index are part of it. */
const windowMs = 60_000;
const betweenMs = 500;

/** Counts the steps of one phase while it trains. */
export class PhaseClock {
  private samples: { at: number; step: number }[] = [];
  private phase = '';
  private step = 0;

  constructor(private readonly clock: () => number) {}

  /** A pause is no part of the rate. */
  pause(): void {
    this.samples = [];
  }

  /** The newest step of a phase. Returns milliseconds until its last step; null while that is not known. */
  left(phase: string, step: number, steps: number): number | null {
    const at = this.clock();
    if (phase !== this.phase || step < this.step) this.samples = [];
    this.phase = phase;
    this.step = step;
    const newest = this.samples.at(-1);
    if (!newest || at - newest.at >= betweenMs) this.samples.push({ at, step });
    while (this.samples.length > 2 && this.samples[1]!.at < at - windowMs) this.samples.shift();
    const first = this.samples[0]!;
    const taken = step - first.step;
    if (at - first.at < knownAfter.ms || taken < knownAfter.steps) return null;
    return Math.max(0, steps - step) * ((at - first.at) / taken);
  }
}

/**
 * A time as near as it is known, in milliseconds: a few seconds are not told apart, nor minutes of an hour. null for less than that: it is over at once.
 */
export function roughly(ms: number): number | null {
  const [second, minute] = [1000, 60_000];
  if (ms < 5 * second) return null;
  const unit = ms < 50 * second ? 10 * second : ms < 10 * minute ? minute : ms < 90 * minute ? 5 * minute : 30 * minute;
  return Math.max(unit, Math.round(ms / unit) * unit);
}
