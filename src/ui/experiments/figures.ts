/** How the figures of an experiment are written, on the page and in the command line. */
import { type MeasureId, measureOf } from '../../experiments/measures.ts';
import type { Difference } from '../../experiments/result.ts';
import type { Formats } from '../format.ts';

type Value = number | null;
interface Interval {
  mean: Value;
  low: Value;
  high: Value;
}

export function valueText(id: MeasureId, value: Value, format: Formats): string {
  const { format: kind, digits } = measureOf(id);
  return kind === 'share' ? format.probability(value) : format.number(value, digits);
}

/** `.836 [.828, .844]`; the mean alone where one seed has no interval. */
export function intervalText(id: MeasureId, { mean, low, high }: Interval, format: Formats): string {
  const text = (value: Value) => valueText(id, value, format);
  return low === null ? text(mean) : `${text(mean)} [${text(low)}, ${text(high)}]`;
}

/** `+.024 [+.011, +.037]` */
export function differenceText(id: MeasureId, { mean, low, high }: Interval, format: Formats): string {
  const text = (value: Value) => format.signed(value, measureOf(id).digits);
  return low === null ? text(mean) : `${text(mean)} [${text(low)}, ${text(high)}]`;
}

/** `[+.011, +.037]`, of the bootstrap over subjects. Empty where runs report no examples. */
export function subjectsText(
  id: MeasureId,
  { overSubjects }: Pick<Difference, 'overSubjects'>,
  format: Formats,
): string {
  if (!overSubjects) return '';
  const text = (value: number) => format.signed(value, measureOf(id).digits);
  return `[${text(overSubjects.low)}, ${text(overSubjects.high)}]`;
}

/** `12 : 85, p <.001` for each seed: examples that the arm alone has right, and its control alone. Empty where it was not tested. */
export function testsText({ tests = [] }: Pick<Difference, 'tests'>, format: Formats): string {
  return tests
    .map(({ onlyArm, onlyControl, p }) => {
      // of a thousand examples and more p may be 0 in floating point, which no exact test gives
      const probability = p < 0.001 ? `<${format.probability(0.001)}` : `= ${format.probability(p)}`;
      return `${format.count(onlyArm)} : ${format.count(onlyControl)}, p ${probability}`;
    })
    .join('; ');
}
