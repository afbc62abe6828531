/**
 * Approximate maximum inner product search with HNSW (Malkov and Yashunin 2016): hnswlib compiled to WASM. Inner product is not a metric, so
 * there are two ways: search the graph by raw inner product, or reduce the problem to l2 (Bachrach et al. 2014). With Φ the largest norm,
 * p → (p, √(Φ² − ‖p‖²)) and q → (q, 0), ‖q − p‖² = ‖q‖² + Φ² − 2 p·q, so the nearest point has the largest inner product.
 */

import type { HierarchicalNSW, HnswlibModule } from 'hnswlib-wasm/dist/hnswlib-317962d7.js';
import { RetrogradError } from '../util/errors.ts';
import { type Sentence, sentence } from '../util/sentence.ts';
import type { IndexSettings } from './settings.ts';
import { innerProduct, type Neighbours, TopK, type VectorIndex } from './vector-index.ts';

/** hnswlib's own default; fixed, so that the same vectors give the same graph. */
const randomSeed = 100;
/** Points are added one by one. After so many the caller may serve messages. */
const slice = 32;

/** hnswlib's compiled code and its memory. The memory grows and never shrinks; what one index frees, the next can use. */
export type HnswLibrary = HnswlibModule;

/** Instantiates hnswlib, which takes about 20 ms. Throws `index-failed`. */
export async function loadHnsw(): Promise<HnswLibrary> {
  try {
    const { default: instantiate } = await import('hnswlib-wasm/dist/hnswlib-317962d7.js');
    return await instantiate();
  } catch (cause) {
    throw hnswError(sentence`be loaded`, cause);
  }
}

/**
 * Builds the graph over `vectors` (n, dimension), row-major; the index keeps them to compute scores. If you build many indexes, pass the same
 * library to all of them: every instance keeps hundreds of megabytes until it is garbage-collected. Throws `index-failed`.
 */
export async function buildHnsw(
  vectors: Float32Array,
  dimension: number,
  settings: Pick<IndexSettings, 'space' | 'm' | 'efConstruction' | 'efSearch'>,
  onProgress?: (done: number, total: number) => void | Promise<void>,
  library: Promise<HnswLibrary> = loadHnsw(),
): Promise<VectorIndex> {
  const { graph, width } = await buildGraph(vectors, dimension, settings, await library, onProgress);
  return new HnswIndex(graph, vectors, dimension, width);
}

/** The graph itself, to be deleted by the caller, and the dimension of its points. Throws `index-failed`. */
export async function buildGraph(
  vectors: Float32Array,
  dimension: number,
  settings: Pick<IndexSettings, 'space' | 'm' | 'efConstruction' | 'efSearch'>,
  { HierarchicalNSW }: HnswLibrary,
  onProgress?: (done: number, total: number) => void | Promise<void>,
): Promise<{ graph: HierarchicalNSW; width: number }> {
  const size = vectors.length / dimension;
  const points = settings.space === 'bachrach' ? augment(vectors, dimension) : vectors;
  const width = points.length / Math.max(size, 1);
  let graph: HierarchicalNSW | undefined;
  try {
    graph = new HierarchicalNSW(settings.space === 'bachrach' ? 'l2' : 'ip', width, '');
    graph.initIndex(Math.max(size, 1), settings.m, settings.efConstruction, randomSeed);
    for (let id = 0; id < size; ) {
      const end = Math.min(id + slice, size);
      for (; id < end; id++) graph.addPoint(points.subarray(id * width, (id + 1) * width), id, false);
      await onProgress?.(id, size);
    }
    graph.setEfSearch(settings.efSearch);
  } catch (cause) {
    graph?.delete();
    throw hnswError(sentence`build`, cause);
  }
  return { graph, width };
}

class HnswIndex implements VectorIndex {
  readonly size: number;
  private readonly padded: Float32Array;

  constructor(
    private readonly graph: HierarchicalNSW,
    private readonly vectors: Float32Array,
    readonly dimension: number,
    width: number,
  ) {
    this.size = vectors.length / dimension;
    this.padded = new Float32Array(width);
  }

  search(query: Float32Array, k: number): Neighbours {
    const wanted = Math.min(k, this.size);
    const top = new TopK(wanted);
    if (wanted > 0) {
      this.padded.set(query.subarray(0, this.dimension)); // with Bachrach's reduction the last entry stays 0
      try {
        // Scores are computed again from the vectors: exact inner products in either space, without rounding by 1 − (1 − x) or ‖q‖² + Φ².
        for (const id of this.graph.searchKnn(this.padded, wanted, undefined).neighbors) {
          top.offer(id, innerProduct(this.vectors, id * this.dimension, query, 0, this.dimension));
        }
      } catch (cause) {
        throw hnswError(sentence`search`, cause);
      }
    }
    return top.sorted();
  }

  destroy(): void {
    this.graph.delete();
  }
}

/** p → (p, √(Φ² − ‖p‖²)). */
function augment(vectors: Float32Array, dimension: number): Float32Array {
  const size = vectors.length / dimension;
  const squared = Float64Array.from({ length: size }, (_, i) =>
    innerProduct(vectors, i * dimension, vectors, i * dimension, dimension),
  );
  const largest = squared.reduce((a, b) => Math.max(a, b), 0);
  const out = new Float32Array(size * (dimension + 1));
  for (let i = 0; i < size; i++) {
    out.set(vectors.subarray(i * dimension, (i + 1) * dimension), i * (dimension + 1));
    out[i * (dimension + 1) + dimension] = Math.sqrt(largest - squared[i]!);
  }
  return out;
}

/** A C++ exception carries its type and text as `message: [type, text]`. */
export function hnswError(stage: Sentence, cause: unknown): RetrogradError {
  if (cause instanceof RetrogradError) return cause;
  const message = (cause as { message?: unknown } | null)?.message;
  const reason = (Array.isArray(message) ? message.join(': ') : String(message ?? cause)).trim();
  return new RetrogradError(
    'index-failed',
    sentence`HNSW could not ${stage}: ${reason}. Set index.kind to "exact" to do without it.`,
    {
      cause,
    },
  );
}
