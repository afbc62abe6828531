/** Numbers as a person reads them from the page, for tests. */

/** Numbers of a line as a person reads them, in order. */
export function numbersIn(line: string): number[] {
  const found = line.match(/[−+]?(?:\d+\.?\d*|\.\d+)(?:e[−+]\d+)?/g) ?? [];
  return found.map((shown) => Number(shown.replaceAll('−', '-')));
}
export const decimalsOf = (line: string) => /\.(\d+)$/.exec(line)?.[1]?.length ?? 0;
/** Significant digits of a number as it is written. */
export const significantOf = (shown: string) => shown.replace(/e.*$/, '').replace('.', '').replace(/^0+/, '').length;

/** Whether a number is written like this when it is rounded to as many digits. */
export function isShown(value: number, shown: string): boolean {
  if (shown.includes('e')) return Number(value.toPrecision(significantOf(shown))) === numbersIn(shown)[0];
  return Number(value.toFixed(decimalsOf(shown))) === numbersIn(shown)[0];
}

/** Half of the last digit of a number as it is shown: as much as it may have been rounded by. */
export function halfUnit(shown: string): number {
  const [, exponent] = /e(.\d+)$/.exec(shown) ?? [];
  return 0.5 * 10 ** (Number(exponent?.replace('−', '-') ?? 0) - decimalsOf(shown.replace(/e.*$/, '')));
}
