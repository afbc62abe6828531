/** Changes of scores as they are shown, and the predicted one as a formula with numbers, each with as many digits as it takes. */
import type { Formats } from '../../../format.ts';

const leastDigits = 3;
const mostDigits = 10;
/** More terms than these are not written out. */
const mostTerms = 9;

const rounded = (value: number, digits: number) => Number(value.toPrecision(digits));

/** Decimals with which the largest of these changes has three significant digits; all of a column have the same. */
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
