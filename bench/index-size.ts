/** `index-N`: building and searching an HNSW graph over N documents, on this thread, as the index worker does on its own. */
import { ExactIndex, recallAt } from '../src/index/exact.ts';
import { buildHnsw, loadHnsw } from '../src/index/hnsw.ts';
import { defaultRealmConfig } from '../src/systems/realm/settings.ts';
import { Prng } from '../src/util/prng.ts';
import { median } from './measure.ts';
import type { IndexReport } from './report.ts';

const dim = 64;
const queries = 200;
const k = 8;
const documentsPerCentre = 50;

/** Vectors of length 1 around shared centres, similar to trained embeddings. */
function clustered(count: number, centres: Float32Array, prng: Prng): Float32Array {
  const out = new Float32Array(count * dim);
  for (let i = 0; i < count; i++) {
    const centre = prng.int(centres.length / dim);
    let squares = 0;
    for (let c = 0; c < dim; c++) {
      const value = centres[centre * dim + c]! + 0.5 * prng.normal();
      out[i * dim + c] = value;
      squares += value * value;
    }
    for (let c = 0; c < dim; c++) out[i * dim + c]! /= Math.sqrt(squares);
  }
  return out;
}

/**
 * As in docs/INDEX.md, within 1 % of what hnswlib's allocator uses: per document 2 M links and their number on the ground level, the
 * vector and a label of 4 bytes; on each level above, which has one in M of the nodes below, M links and their number; 64 bytes of bookkeeping;
 * and the vector once more, kept beside the graph for scoring. In addition, 65,536 locks for labels.
 */
function indexBytes(documents: number): number {
  const { m } = defaultRealmConfig.index;
  const ground = 4 * (2 * m + 1) + 4 * dim + 4;
  const above = (4 * (m + 1)) / (m - 1);
  return Math.round(documents * (ground + above + 64 + 4 * dim)) + 65_536 * 24;
}

export async function measureIndex(documents: number): Promise<IndexReport> {
  const prng = new Prng(documents);
  const centres = Float32Array.from({ length: Math.max(1, Math.round(documents / documentsPerCentre)) * dim }, () =>
    prng.normal(),
  );
  const vectors = clustered(documents, centres, prng);
  const asked = clustered(queries, centres, prng);
  const library = await loadHnsw();
  const start = performance.now();
  const index = await buildHnsw(vectors, dim, defaultRealmConfig.index, undefined, Promise.resolve(library));
  const buildMs = performance.now() - start;
  const exact = new ExactIndex(vectors, dim);
  const times: number[] = [];
  let recall = 0;
  for (let i = 0; i < queries; i++) {
    const query = asked.subarray(i * dim, (i + 1) * dim);
    const asking = performance.now();
    const found = index.search(query, k);
    times.push(performance.now() - asking);
    recall += recallAt(k, found, exact.search(query, k)) / queries;
  }
  index.destroy();
  return { documents, dim, buildMs, searchMs: median(times), recallAt8: recall, bytes: indexBytes(documents) };
}
