/** A line of a chart, and how many digits its axis needs. */
import type { Points } from '../../state/history.ts';

export interface ChartSeries extends Points {
  label: string;
  /** A custom property of the theme, e.g. `--pull`. */
  colour: string;
  /** Thin and pale: raw values behind a smoothed line. */
  faint?: boolean;
  /** Dots, for values that are measured now and then. */
  dots?: boolean;
  /** Lengths of strokes and gaps, in pixels. */
  dash?: readonly number[];
  /** A letter at its end: the line is another run's. */
  mark?: string;
}

/** Digits after the point that a number of such an axis needs: the ticks are multiples of the increment. */
export function digitsOf(increment: number): number {
  let digits = Math.max(0, Math.ceil(-Math.log10(increment) - 1e-9));
  const isWhole = () => Math.abs(Math.round(increment * 10 ** digits) / (increment * 10 ** digits) - 1) < 1e-6;
  while (!isWhole() && digits < 12) digits++;
  return digits;
}

/** The range of an axis of values from `low` to `high`: from zero or below. */
export function rangeOf(low: number, high: number): [number, number] {
  const margin = Math.max(1e-3, (high - low) * 0.08);
  return [Math.min(0, low - margin), high + margin];
}

/** Moves heights apart so that no two are closer than `gap`; their order stays. */
export function apart(heights: readonly number[], gap: number): number[] {
  const order = heights.map((height, i) => ({ height, i })).sort((a, b) => a.height - b.height);
  const out = [...heights];
  let least = Number.NEGATIVE_INFINITY;
  for (const { height, i } of order) {
    out[i] = Math.max(height, least);
    least = out[i]! + gap;
  }
  return out;
}
