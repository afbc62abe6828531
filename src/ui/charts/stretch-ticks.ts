/** Ticks of an axis that counts anew in every stretch: steps within each phase of a run. */

export interface StretchTick {
  /** Position on the whole axis. */
  at: number;
  /** The number there, from the beginning of its stretch. */
  count: number;
}

/** Ticks nearer to the next stretch than this share of their distance would touch its 0. */
const room = 0.6;

/** The stretch that a position belongs to begins here; a border is the end of the stretch before it. */
export function stretchStart(starts: readonly number[], at: number): number {
  return starts.findLast((start) => start < at) ?? starts[0] ?? 0;
}

/** `starts`: where the stretches begin, ascending; the last one ends at `to`. */
export function stretchTicks(starts: readonly number[], to: number, increment: number): StretchTick[] {
  const ticks: StretchTick[] = [];
  for (const [i, start] of starts.entries()) {
    const end = starts[i + 1] ?? to;
    for (let count = 0; start + count <= end; count += increment) {
      const touches = i < starts.length - 1 && end - (start + count) < room * increment;
      if (!touches) ticks.push({ at: start + count, count });
    }
  }
  return ticks;
}
