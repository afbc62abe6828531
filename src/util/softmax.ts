/** exp(x) / Σ exp(x) in float64, with the largest value subtracted first, so that nothing overflows; 0 for −∞. */
export function softmax(values: readonly number[]): number[] {
  const top = values.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  const powers = values.map((value) => Math.exp(value - top));
  const sum = powers.reduce((a, b) => a + b, 0);
  return powers.map((power) => power / sum);
}
