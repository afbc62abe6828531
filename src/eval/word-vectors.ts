/** What is computed with word vectors: cosine, analogies, a bias direction and vectors without it. All in float64. */
import { topEntries } from '../util/largest.ts';

export type Vector = ArrayLike<number>;

/** Shorter vectors have no direction: rounding of float32 leaves more. */
const shortest = 1e-9;

export function dot(a: Vector, b: Vector): number {
  let sum = 0;
  for (let c = 0; c < a.length; c++) sum += a[c]! * b[c]!;
  return sum;
}

/** v / ‖v‖; null for a vector of length 0. */
export function unit(v: Vector): Float64Array | null {
  const length = Math.sqrt(dot(v, v));
  return length < shortest ? null : Float64Array.from(v, (x) => x / length);
}

/** a · b / (‖a‖ ‖b‖), from −1 to 1; null where one of them has length 0. */
export function cosine(a: Vector, b: Vector): number | null {
  const [one, other] = [unit(a), unit(b)];
  return one && other ? dot(one, other) : null;
}

export interface Neighbour {
  /** Row of the table. */
  index: number;
  cosine: number;
}

/**
 * a is to b as c is to what? The rows that are nearest by cosine to b − a + c, the best first (3CosAdd: Mikolov, Yih and Zweig 2013).
 *
 * @param units (V, d), each of length 1
 * @param excludeInputs whether a, b and c are left out, as is usual; without that the answer is often b or c
 */
export function analogy(
  units: readonly Vector[],
  [a, b, c]: readonly [a: number, b: number, c: number],
  { excludeInputs, count = 1 }: { excludeInputs: boolean; count?: number },
): Neighbour[] {
  const wanted = unit(Float64Array.from(units[b]!, (x, i) => x - units[a]![i]! + units[c]![i]!));
  if (!wanted) return [];
  const cosines = units.map((row, i) =>
    excludeInputs && (i === a || i === b || i === c) ? -Infinity : dot(wanted, row),
  );
  return topEntries(cosines, count).flatMap(({ index, value }) =>
    value === -Infinity ? [] : [{ index, cosine: value }],
  );
}

/**
 * g, the mean of the differences of paired words, of length 1: it points to the side of the first words. Null without a pair, or where the differences
 * cancel. Bolukbasi et al. (2016) take the first principal component of such pairs.
 *
 * @param pairs vectors of length 1
 */
export function biasDirection(pairs: readonly (readonly [Vector, Vector])[]): Float64Array | null {
  const [first] = pairs;
  if (!first) return null;
  return unit(Float64Array.from(first[0], (_, c) => pairs.reduce((sum, [one, other]) => sum + one[c]! - other[c]!, 0)));
}

/** u − (u · g) g for a g of length 1 (Bolukbasi et al. 2016, “neutralize”): its dot product with g is 0. */
export function withoutDirection(u: Vector, g: Vector): Float64Array {
  const along = dot(u, g);
  return Float64Array.from(u, (x, c) => x - along * g[c]!);
}

/** Pearson’s r; null where one of the two does not vary. */
export function correlation(xs: readonly number[], ys: readonly number[]): number | null {
  const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;
  const [mx, my] = [mean(xs), mean(ys)];
  const dx = unit(xs.map((x) => x - mx));
  const dy = unit(ys.map((y) => y - my));
  return dx && dy ? dot(dx, dy) : null;
}
