/** The mean of some values; null without any, or if one of them is not a finite number. */
export function meanOrNull(values: readonly number[]): number | null {
  const sum = values.reduce((a, b) => a + b, 0);
  return values.length > 0 && Number.isFinite(sum) ? sum / values.length : null;
}
