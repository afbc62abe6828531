/** The x axis of a chart: steps that count anew in each phase. The page and the files draw it from here. */
import { type StretchTick, stretchTicks } from './stretch-ticks.ts';
import { roundStep } from './ticks.ts';

export interface PhaseAxis {
  /** Range of the axis, in steps of the whole run. */
  from: number;
  to: number;
  /** Positions at which phases begin, without the first. */
  rules: readonly number[];
}

export interface PlacedName {
  name: string;
  /** Pixels from the beginning of the axis to that of the name. */
  left: number;
}

/** Pixels from the rule of a phase to its name, and the least distance from the name to the next rule. */
const nameMargin = 3;

/** Where the phases begin. */
export const startsOf = ({ from, rules }: PhaseAxis): number[] => [from, ...rules];

/** The end of the axis: at least one step after its beginning. */
export const endOf = ({ from, to }: PhaseAxis): number => Math.max(from + 1, to);

/** Whole steps at least about `space` pixels apart, on an axis of `width` pixels. */
export function phaseTicks(axis: PhaseAxis, width: number, space: number): StretchTick[] {
  const end = endOf(axis);
  const increment = Math.max(1, roundStep(((end - axis.from) * space) / width, { whole: true }));
  return stretchTicks(startsOf(axis), end, increment);
}

/**
 * The names of the phases at their beginnings, on an axis of `width` pixels. A name that is wider than its phase is left out: over the next phase
 * it would be taken for that one's.
 *
 * @param scale how much larger than usual the type is
 */
export function phaseNames(
  axis: PhaseAxis,
  names: readonly string[],
  width: number,
  widthOf: (name: string) => number,
  scale = 1,
): PlacedName[] {
  const pixels = (position: number) => ((position - axis.from) / (endOf(axis) - axis.from)) * width;
  const starts = startsOf(axis);
  const margin = nameMargin * scale;
  return names.flatMap((name, i) => {
    const left = pixels(starts[i]!) + margin;
    const right = pixels(starts[i + 1] ?? endOf(axis));
    return left + widthOf(name) + margin <= right ? [{ name, left }] : [];
  });
}
