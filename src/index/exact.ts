/** Exact maximum inner product search by brute force; approximate search is measured against it. */

import { innerProduct, type Neighbours, TopK, type VectorIndex } from './vector-index.ts';

export class ExactIndex implements VectorIndex {
  readonly size: number;

  /** `vectors` (n, dimension), row-major; not copied. */
  constructor(
    private readonly vectors: Float32Array,
    readonly dimension: number,
  ) {
    this.size = vectors.length / dimension;
  }

  search(query: Float32Array, k: number): Neighbours {
    const top = new TopK(Math.min(k, this.size));
    for (let id = 0; id < this.size; id++) {
      top.offer(id, innerProduct(this.vectors, id * this.dimension, query, 0, this.dimension));
    }
    return top.sorted();
  }

  destroy(): void {}
}

/**
 * Recall@k of one approximate answer against the exact one: the share of its first k documents whose inner product is at least the exact
 * k-th. So documents with equal scores count equally. 1 if there is nothing to find.
 */
export function recallAt(k: number, approximate: Neighbours, exact: Neighbours): number {
  const wanted = Math.min(k, exact.ids.length);
  if (wanted === 0) return 1;
  const threshold = exact.scores[wanted - 1]!;
  let found = 0;
  for (let i = 0; i < Math.min(wanted, approximate.ids.length); i++) {
    if (approximate.scores[i]! >= threshold) found++;
  }
  return found / wanted;
}
