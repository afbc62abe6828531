/**
 * Linear regression in the context (Garg et al. 2022): y = w · x with x and w from N(0, I) in two dimensions, and what least squares says of the pairs of a
 * prompt, in float64.
 */
import type { Prng } from '../../util/prng.ts';
import { mostPairs, pairCounts } from './symbols.ts';

/** Numbers of an x. */
export const dimension = 2;

export type Vector = readonly [number, number];

/** x and its y. */
export type Point = readonly [x1: number, x2: number, y: number];

/** Examples and the x that is asked, with its y if it is known: x₁ y₁ … x_k y_k x. */
export interface RegressionPrompt {
  examples: readonly Point[];
  x: Vector;
  y?: number;
}

export const product = (w: Vector, x: Vector): number => w[0] * x[0] + w[1] * x[1];

export const drawVector = (prng: Prng): Vector => [prng.normal(), prng.normal()];

/** All pairs that a prompt can have, and an x after them, with x from N(0, I). */
export function drawPrompt(w: Vector, prng: Prng): RegressionPrompt {
  const points = pairCounts.map((): Point => {
    const x = drawVector(prng);
    return [...x, product(w, x)];
  });
  const [x1, x2, y] = points[mostPairs]!;
  return { examples: points.slice(0, mostPairs), x: [x1, x2], y };
}

/** The prompt with every x times `xScale` and w times `wScale`. */
export function scaled({ examples, x, y }: RegressionPrompt, xScale: number, wScale: number): RegressionPrompt {
  const yScale = xScale * wScale;
  return {
    examples: examples.map(([x1, x2, one]): Point => [xScale * x1, xScale * x2, yScale * one]),
    x: [xScale * x[0], xScale * x[1]],
    ...(y !== undefined && { y: yScale * y }),
  };
}

/** XᵀX whose determinant is smaller than this times its squared trace has rank 1 in float64. */
const singular = 1e-13;

/**
 * The w of least Σ (w · x − y)², and of least length where several are as good: (XᵀX)⁺ Xᵀy. With w from N(0, I) and no noise it is the mean of w given the
 * pairs, so no predictor has a smaller expected squared error.
 */
export function leastSquares(points: readonly Point[]): Vector {
  let [a, b, c, p, q] = [0, 0, 0, 0, 0]; // XᵀX = ((a, b), (b, c)), Xᵀy = (p, q)
  for (const [x1, x2, y] of points) {
    a += x1 * x1;
    b += x1 * x2;
    c += x2 * x2;
    p += x1 * y;
    q += x2 * y;
  }
  const trace = a + c;
  if (trace === 0) return [0, 0];
  const determinant = a * c - b * b;
  // XᵀX = trace · u uᵀ has the pseudo-inverse u uᵀ / trace = XᵀX / trace²
  if (determinant <= singular * trace ** 2) return [(a * p + b * q) / trace ** 2, (b * p + c * q) / trace ** 2];
  return [(c * p - b * q) / determinant, (a * q - b * p) / determinant];
}

/** Σ (prediction − y)² / Σ y²: the share of the variance of y that is left. The constant guess 0 has 1. */
export function relativeError(predictions: readonly number[], ys: readonly number[]): number {
  let [left, all] = [0, 0];
  ys.forEach((y, i) => {
    left += (predictions[i]! - y) ** 2;
    all += y * y;
  });
  return left / all;
}

/** E (prediction − y)² / E y² of least squares after k pairs: w is left unknown in n − k of n dimensions. */
export const expectedLeastError = (k: number): number => Math.max(0, dimension - k) / dimension;
