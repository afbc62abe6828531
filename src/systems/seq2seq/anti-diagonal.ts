/** Attention over a sequence that is reversed: whether it lies on the anti-diagonal, by head and on average. */

/** The weights of output symbol i of a reversed sequence: those of the symbol that it copies, with its neighbours, and whether no other has as much. */
export function alignedAt(weights: ArrayLike<number>, i: number): { mass: number; near: number; isLargest: boolean } {
  const right = weights.length - 1 - i;
  const mass = weights[right]!;
  return {
    mass,
    near: (weights[right - 1] ?? 0) + mass + (weights[right + 1] ?? 0),
    isLargest: Array.from(weights).every((weight, j) => j === right || weight < mass),
  };
}

/** The mean over heads: (heads, n) → (n). */
export const meanOfHeads = (heads: readonly ArrayLike<number>[]): number[] =>
  Array.from(heads[0]!, (_, j) => heads.reduce((sum, weights) => sum + weights[j]!, 0) / heads.length);

/** The largest share of true among heads, of symbols by head; null without symbols, or of one head. */
export function bestHead(symbols: readonly (readonly boolean[])[]): number | null {
  const heads = symbols[0]?.length ?? 0;
  if (heads < 2) return null;
  const shares = Array.from({ length: heads }, (_, h) => symbols.filter((one) => one[h]).length / symbols.length);
  return Math.max(...shares);
}
