/** From embeddings to points of a plane: principal components, which keep directions, and UMAP, which keeps neighbourhoods. */
import { PCA } from 'ml-pca';
import { UMAP } from 'umap-js';
import { Prng } from '../../../../util/prng.ts';

/** Places any vectors (m, dimension), row-major, on the plane that was fitted: (m, 2). */
export type Place = (vectors: Float32Array) => Float32Array;

export interface Plane {
  place: Place;
  /** Share of the variance that the plane keeps; NaN where all vectors are equal. */
  explained: number;
}

function rowsOf(vectors: Float32Array, dimension: number): number[][] {
  return Array.from({ length: vectors.length / dimension }, (_, i) =>
    Array.from(vectors.subarray(i * dimension, (i + 1) * dimension)),
  );
}

/** The plane of the first two principal components of (n, dimension); one component is left flat if the vectors lie on a line. */
export function principalPlane(vectors: Float32Array, dimension: number): Plane {
  const rows = rowsOf(vectors, dimension);
  // one vector has no variance
  if (rows.length < 2)
    return { place: (others) => new Float32Array((2 * others.length) / dimension), explained: Number.NaN };
  const mean = Float64Array.from(
    { length: dimension },
    (_, j) => rows.reduce((sum, row) => sum + row[j]!, 0) / rows.length,
  );
  // of the covariance, so that the work depends little on the number of documents
  const pca = new PCA(rows, { method: 'covarianceMatrix' });
  const [first = [], second = []] = pca.getEigenvectors().transpose().to2DArray();
  const variances = pca.getEigenvalues();
  const total = variances.reduce((sum, value) => sum + Math.max(0, value), 0);
  const place: Place = (others) => {
    const placed = new Float32Array((2 * others.length) / dimension);
    for (let i = 0; i < placed.length / 2; i++) {
      for (let j = 0; j < dimension; j++) {
        const value = others[i * dimension + j]! - mean[j]!;
        placed[2 * i]! += value * (first[j] ?? 0);
        placed[2 * i + 1]! += value * (second[j] ?? 0);
      }
    }
    return placed;
  };
  return { place, explained: total > 0 ? ((variances[0] ?? 0) + (variances[1] ?? 0)) / total : Number.NaN };
}

/**
 * The rotation, and reflection where that is better, of `points` (n, 2) that brings them nearest to `before` (n, 2), both about the origin: a
 * projection that is fitted anew turns as little as possible. Rows: x′ = a x + b y, y′ = c x + d y.
 */
export function turnTowards(points: Float32Array, before: Float32Array): [a: number, b: number, c: number, d: number] {
  let [dot, cross, dotMirrored, crossMirrored] = [0, 0, 0, 0];
  for (let i = 0; i < points.length; i += 2) {
    const [x, y, u, v] = [points[i]!, points[i + 1]!, before[i]!, before[i + 1]!];
    dot += x * u + y * v;
    cross += x * v - y * u;
    dotMirrored += x * u - y * v;
    crossMirrored += x * v + y * u;
  }
  const isMirrored = Math.hypot(dotMirrored, crossMirrored) > Math.hypot(dot, cross);
  const angle = isMirrored ? Math.atan2(crossMirrored, dotMirrored) : Math.atan2(cross, dot);
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  return isMirrored ? [cos, sin, sin, -cos] : [cos, -sin, sin, cos];
}

/** Turns points (n, 2). */
export function turned(points: Float32Array, [a, b, c, d]: readonly [number, number, number, number]): Float32Array {
  return points.map((_, i) => {
    const [x, y] = [points[i - (i % 2)]!, points[i - (i % 2) + 1]!];
    return i % 2 === 0 ? a * x + b * y : c * x + d * y;
  });
}

/** UMAP looks at so many neighbours of each vector. */
const neighbours = 15;

/** Fewer vectors have too few neighbours for UMAP. */
export const leastForUmap = neighbours + 1;

/**
 * UMAP (McInnes et al. 2018) of (n, dimension), n at least `leastForUmap`. The same vectors give the same points. `onProgress` is told after every
 * epoch of `total`.
 */
export function umapPlane(
  vectors: Float32Array,
  dimension: number,
  onProgress: (done: number, total: number) => void,
): { points: Float32Array; place: Place } {
  const prng = new Prng(1);
  const umap = new UMAP({ nComponents: 2, nNeighbors: neighbours, minDist: 0.1, random: () => prng.uniform() });
  const epochs = umap.initializeFit(rowsOf(vectors, dimension));
  for (let epoch = 0; epoch < epochs; epoch++) {
    umap.step();
    onProgress(epoch + 1, epochs);
  }
  return {
    points: Float32Array.from(umap.getEmbedding().flat()),
    place: (others) => Float32Array.from(umap.transform(rowsOf(others, dimension)).flat()),
  };
}
