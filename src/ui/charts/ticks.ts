/** Round numbers for an axis. */

/** The smallest of 1, 2, 2.5 and 5 times a power of ten that is at least `least`. */
export function roundStep(least: number, { whole = false } = {}): number {
  const power = 10 ** Math.floor(Math.log10(least));
  const steps = [1, 2, 2.5, 5, 10].map((n) => n * power);
  return steps.find((step) => step >= least * (1 - 1e-9) && (!whole || Number.isInteger(step))) ?? Math.ceil(least);
}

/** Multiples of a round number from `low` to `high`, about `count` of them, and that number. */
export function ticksOf(low: number, high: number, count: number) {
  const step = roundStep((high - low) / count);
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  const ticks = Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => (first + i) * step);
  return { ticks, step };
}
