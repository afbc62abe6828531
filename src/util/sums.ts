/** Sums of values that follow each other: of the first `counts[0]` of them, of the next `counts[1]`, and so on; in float64. */
export function sumsOf(values: ArrayLike<number>, counts: readonly number[]): number[] {
  let at = 0;
  return counts.map((count) => {
    let sum = 0;
    for (const end = at + count; at < end; at++) sum += values[at]!;
    return sum;
  });
}
