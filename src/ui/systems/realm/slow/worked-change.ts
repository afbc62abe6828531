/** Changes of scores as they are shown, and the predicted one as a formula with numbers, each with as many digits as it takes. */
import { sharedShift, withoutShift } from '../../../../systems/realm/one-step.ts';
import type { Formats } from '../../../format.ts';

const leastDigits = 3;
const mostDigits = 10;
/** More terms than these are not written out. */
const mostTerms = 9;

/** So many decimals more keep signs and order of small changes, and make a difference exact. */
const mostDecimalsMore = 4;
/** Differences below this share of the largest change are rounding of float32. */
const noise = 1e-5;

/** Changes of the scores of one example as the page shows them. */
export interface ShownChanges {
  /** Δf(x,z) − Σ p(z′|x) Δf(x,z′), rounded to what is shown. */
  values: number[];
  decimals: number;
  /** Δf(x,z), as they were measured or predicted. */
  changes: readonly number[];
  /** Σ p(z|x) Δf(x,z). */
  shift: number;
  /** Decimals of Δf and of the shift with which their difference is every one of the values. */
  decimalsOfChange: number;
}

/** Changes of scores less the shift that all candidates share, with as many digits as it takes to see their signs and their order. */
export function shownChanges(changes: readonly number[], prior: readonly number[]): ShownChanges {
  const exact = withoutShift(changes, prior);
  const shift = sharedShift(changes, prior);
  const least = changeDecimals(exact);
  const wanted = range(least, mostDecimalsMore);
  const decimals = wanted.find((digits) => keepsOrder(exact, digits)) ?? wanted.at(-1)!;
  const values = exact.map((value) => fixed(value, decimals));
  const isDifference = (digits: number) =>
    changes.every((value, z) => isRoundedTo(fixed(value, digits) - fixed(shift, digits), values[z]!, decimals));
  const finer = range(decimals, mostDecimalsMore);
  return { values, decimals, changes, shift, decimalsOfChange: finer.find(isDifference) ?? finer.at(-1)! };
}

const range = (from: number, more: number) => Array.from({ length: more + 1 }, (_, i) => from + i);
const fixed = (value: number, decimals: number) => Number(value.toFixed(decimals));

/** Whether a person who rounds a computed value gets the shown one, whichever way a five at the end is rounded. */
const isRoundedTo = (value: number, shown: number, decimals: number) =>
  Math.abs(value - shown) < 0.5 * 10 ** -decimals * (1 - 1e-6);

/** Whether the signs of the values, and which of two is larger, can be seen with so many decimals. */
function keepsOrder(values: readonly number[], decimals: number): boolean {
  const limit = noise * Math.max(...values.map(Math.abs));
  const isSame = (difference: number, shown: number) =>
    Math.abs(difference) <= limit || Math.sign(difference) === Math.sign(shown);
  return values.every((a, i) =>
    [0, ...values.slice(0, i)].every((b) => isSame(a - b, fixed(a, decimals) - fixed(b, decimals))),
  );
}

/** `Δf − Σ p(z′|x) Δf(x,z′) = +.0123 − (−.0020) = +.0143` of candidate z. */
export function workedCentring(
  { values, decimals, changes, shift, decimalsOfChange }: ShownChanges,
  z: number,
  format: Formats,
) {
  const [change, shared] = [changes[z]!, shift].map((value) => format.signed(value, decimalsOfChange));
  return `Δf − Σ p(z′|x) Δf(x,z′) = ${change} − (${shared}) = ${format.signed(values[z]!, decimals)}`;
}

/** `Δf = 1.2345 − 1.2222 = +.0123`: the score after a step less the one before it. */
export function workedDifference(before: number, after: number, decimals: number, format: Formats): string {
  const result = fixed(after - before, decimals);
  const digits =
    range(decimals, mostDecimalsMore).find((n) => isRoundedTo(fixed(after, n) - fixed(before, n), result, decimals)) ??
    decimals + mostDecimalsMore;
  const [f, old] = [after, before].map((value) => format.number(value, digits));
  return `Δf = ${f} − ${before < 0 ? `(${old})` : old} = ${format.signed(result, decimals)}`;
}

const rounded = (value: number, digits: number) => Number(value.toPrecision(digits));

/** Decimals with which the largest of these changes has three significant digits. */
export function changeDecimals(changes: readonly number[]): number {
  const largest = Math.max(...changes.map(Math.abs));
  const power = largest > 0 ? Math.floor(Math.log10(largest)) : 0;
  return Math.min(12, Math.max(leastDigits, leastDigits - 1 - power));
}

/** η · (K₁ · r₁ + K₂ · r₂ …) of one candidate, whose row of the kernel is given; undefined where there are too many terms to write. */
export function workedPrediction(
  row: readonly number[],
  r: readonly number[],
  learningRate: number,
  decimals: number,
  format: Formats,
): string | undefined {
  if (row.length > mostTerms) return undefined;
  const change = (digits: number) =>
    rounded(learningRate, digits) * row.reduce((sum, k, i) => sum + rounded(k, digits) * rounded(r[i]!, digits), 0);
  const result = format.signed(learningRate * row.reduce((sum, k, i) => sum + k * r[i]!, 0), decimals);
  for (let digits = leastDigits; digits <= mostDigits; digits++) {
    if (format.signed(change(digits), decimals) !== result) continue;
    const number = (value: number) => format.significant(value, digits);
    const terms = row.map((k, i) => `${number(k)} · ${r[i]! < 0 ? `(${number(r[i]!)})` : number(r[i]!)}`);
    return `Δf ≈ ${number(learningRate)} · (${terms.join(' + ')}) = ${result}`;
  }
  return undefined;
}
