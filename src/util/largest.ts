/** The largest entries of an array, such as logits or probabilities. */

/** Index of the largest entry; the first of equals. */
export function argmax(values: ArrayLike<number>): number {
  let best = 0;
  for (let i = 1; i < values.length; i++) if (values[i]! > values[best]!) best = i;
  return best;
}

/** The n largest entries, the largest first, and the first of equals. */
export function topEntries(values: ArrayLike<number>, n: number): { index: number; value: number }[] {
  return Array.from({ length: values.length }, (_, index) => ({ index, value: values[index]! }))
    .sort((a, b) => b.value - a.value)
    .slice(0, n);
}
