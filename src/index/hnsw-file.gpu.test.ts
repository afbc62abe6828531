import { describe, expect, it } from 'vitest';
import { Prng } from '../util/prng.ts';
import { ExactIndex } from './exact.ts';
import { loadHnsw } from './hnsw.ts';
import { readHnswFile, writeHnswFile } from './hnsw-file.ts';

const settings = { m: 8, efConstruction: 100, efSearch: 64 } as const;

function normals(count: number, seed: number): Float32Array {
  const prng = new Prng(seed);
  return Float32Array.from({ length: count }, () => prng.normal());
}

describe.each(['ip', 'bachrach'] as const)('a file of hnswlib, space %s', (space) => {
  it('is opened by another instance, which finds the same neighbours', async () => {
    const [n, d] = [300, 16];
    const vectors = normals(n * d, 1);
    const file = await writeHnswFile(vectors, d, { ...settings, space }, await loadHnsw());
    expect(file).toMatchObject({ space: space === 'ip' ? 'ip' : 'l2', dimension: space === 'ip' ? d : d + 1 });
    // the header of HierarchicalNSW::saveIndex: offsetLevel0_, max_elements_, cur_element_count, each of the size of size_t
    const view = new DataView(file.bytes.buffer);
    expect([0, 4, 8].map((at) => view.getUint32(at, true))).toEqual([0, n, n]);

    const graph = await readHnswFile(file.bytes, { ...file, size: n }, await loadHnsw());
    expect(graph.getCurrentCount()).toBe(n);
    graph.setEfSearch(n);
    const exact = new ExactIndex(vectors, d);
    const queries = normals(20 * d, 2);
    let found = 0;
    for (let i = 0; i < 20; i++) {
      const query = queries.subarray(i * d, (i + 1) * d);
      const padded = new Float32Array(file.dimension);
      padded.set(query);
      const { neighbors } = graph.searchKnn(padded, 5, undefined);
      const truth = new Set(exact.search(query, 5).ids);
      found += neighbors.filter((id) => truth.has(id)).length;
    }
    graph.delete();
    expect(found).toBeGreaterThan(95);
  });

  it('leaves nothing behind', async () => {
    await writeHnswFile(normals(40, 3), 4, { ...settings, space }, await loadHnsw());
    const databases = await indexedDB.databases();
    if (!databases.some(({ name }) => name === '/hnswlib-index')) return;
    const keys = await new Promise((resolve) => {
      const opening = indexedDB.open('/hnswlib-index');
      opening.onsuccess = () => {
        const all = opening.result.transaction('FILE_DATA').objectStore('FILE_DATA').getAllKeys();
        all.onsuccess = () => {
          opening.result.close();
          resolve(all.result);
        };
      };
    });
    expect(keys).toEqual([]);
  });
});

describe('readHnswFile', () => {
  it('refuses a file that is none', async () => {
    const bytes = new Uint8Array(100).fill(7);
    await expect(readHnswFile(bytes, { space: 'ip', dimension: 4, size: 10 }, await loadHnsw())).rejects.toMatchObject({
      code: 'index-failed',
    });
  });
});
