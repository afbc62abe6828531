/** Builds the kind of index that the settings name. */

import { RetrogradError } from '../util/errors.ts';
import { sentence } from '../util/sentence.ts';
import { ExactIndex } from './exact.ts';
import { buildHnsw, type HnswLibrary } from './hnsw.ts';
import type { IndexSettings } from './settings.ts';
import type { VectorIndex } from './vector-index.ts';

/**
 * Builds an index over `vectors` (n, dimension), row-major; the index keeps them. `onProgress` is awaited between slices of the work.
 * `library`: hnswlib, to be shared by many indexes. Throws `not-finite` if an embedding holds NaN or an infinity, `index-failed` if HNSW fails.
 */
export async function buildVectorIndex(
  vectors: Float32Array,
  dimension: number,
  settings: IndexSettings,
  onProgress?: (done: number, total: number) => void | Promise<void>,
  library?: Promise<HnswLibrary>,
): Promise<VectorIndex> {
  checkFinite(vectors, dimension, 'document');
  switch (settings.kind) {
    case 'exact':
      await onProgress?.(vectors.length / dimension, vectors.length / dimension);
      return new ExactIndex(vectors, dimension);
    case 'hnsw':
      return buildHnsw(vectors, dimension, settings, onProgress, library);
    default:
      settings.kind satisfies never;
      throw new RetrogradError(
        'bad-option',
        sentence`index.kind is "${String(settings.kind)}": it must be "hnsw" or "exact".`,
      );
  }
}

/** Throws `not-finite` with the first row that holds NaN or an infinity: such a row cannot be ordered by score. */
export function checkFinite(vectors: Float32Array, dimension: number, what: 'document' | 'query'): void {
  const at = vectors.findIndex((value) => !Number.isFinite(value));
  if (at < 0) return;
  throw new RetrogradError(
    'not-finite',
    sentence`The embedding of ${what === 'query' ? sentence`query` : sentence`document`} ${Math.floor(at / dimension)} holds ${vectors[at]}: training has diverged. Lower the learning rate and start again from a checkpoint.`,
  );
}
