import { describe, expect, it } from 'vitest';
import { Prng } from '../util/prng.ts';
import { ExactIndex, recallAt } from './exact.ts';
import { buildHnsw } from './hnsw.ts';

const settings = { space: 'ip', m: 16, efConstruction: 200, efSearch: 64 } as const;

/** Gaussian directions; norms 1, or between 1 and 2. */
function randomVectors(n: number, d: number, norms: 'unit' | 'varied', seed: number): Float32Array {
  const prng = new Prng(seed);
  const vectors = Float32Array.from({ length: n * d }, () => prng.normal());
  for (let i = 0; i < n; i++) {
    const row = vectors.subarray(i * d, (i + 1) * d);
    const factor = (norms === 'unit' ? 1 : 1 + prng.uniform()) / Math.hypot(...row);
    row.forEach((value, j) => {
      row[j] = value * factor;
    });
  }
  return vectors;
}

describe.each(['ip', 'bachrach'] as const)('HNSW, space %s', (space) => {
  it('scores by inner product, in order, and finds nearly all with a large ef', async () => {
    const [n, d] = [600, 16];
    const vectors = randomVectors(n, d, 'varied', 1);
    const exact = new ExactIndex(vectors, d);
    const index = await buildHnsw(vectors, d, { ...settings, space, efSearch: 400 });
    const queries = randomVectors(50, d, 'varied', 2);
    let recall = 0;
    for (let i = 0; i < 50; i++) {
      const query = queries.subarray(i * d, (i + 1) * d);
      const found = index.search(query, 8);
      expect(found.ids.length).toBe(8);
      expect(new Set(found.ids).size).toBe(8);
      found.ids.forEach((id, rank) => {
        const score = query.reduce((sum, q, j) => sum + q * vectors[id * d + j]!, 0);
        expect(found.scores[rank]).toBeCloseTo(score, 5);
        if (rank > 0) expect(found.scores[rank]!).toBeLessThanOrEqual(found.scores[rank - 1]!);
      });
      recall += recallAt(8, found, exact.search(query, 8)) / 50;
    }
    index.destroy();
    expect(recall).toBeGreaterThan(0.97);
  });

  it('handles more neighbours than documents, one document, and none', async () => {
    const vectors = randomVectors(5, 4, 'varied', 3);
    const five = await buildHnsw(vectors, 4, { ...settings, space });
    const query = Float32Array.of(1, 0, 0, 0);
    expect([...five.search(query, 9).ids]).toEqual([...new ExactIndex(vectors, 4).search(query, 9).ids]);
    expect(five.search(query, 0).ids.length).toBe(0);
    const one = await buildHnsw(vectors.subarray(0, 4), 4, { ...settings, space });
    expect([...one.search(query, 3).ids]).toEqual([0]);
    const none = await buildHnsw(new Float32Array(0), 4, { ...settings, space });
    expect(none.search(query, 3).ids.length).toBe(0);
    for (const index of [five, one, none]) index.destroy();
  });
});

describe('buildHnsw', () => {
  it('gives way between slices and reports how far it is', async () => {
    const seen: number[] = [];
    const vectors = randomVectors(100, 4, 'unit', 4);
    const index = await buildHnsw(vectors, 4, settings, async (done, total) => {
      expect(total).toBe(100);
      seen.push(done);
      await Promise.resolve();
    });
    index.destroy();
    expect(seen).toEqual([32, 64, 96, 100]);
  });

  it('builds the same graph from the same vectors', async () => {
    const vectors = randomVectors(800, 32, 'unit', 5);
    const answers = await Promise.all(
      [1, 2].map(async () => {
        const index = await buildHnsw(vectors, 32, { ...settings, efSearch: 10 });
        const found = Array.from({ length: 20 }, (_, i) => [
          ...index.search(vectors.subarray(i * 32, i * 32 + 32), 8).ids,
        ]);
        index.destroy();
        return found;
      }),
    );
    expect(answers[0]).toEqual(answers[1]);
  });

  it('is gone after destroy', async () => {
    const index = await buildHnsw(randomVectors(5, 4, 'unit', 6), 4, settings);
    index.destroy();
    expect(() => index.search(new Float32Array(4), 1)).toThrow(/HNSW could not search: .*deleted/);
  });

  it('tells what hnswlib refuses', async () => {
    await expect(buildHnsw(new Float32Array(8), 4, { ...settings, m: -1 })).rejects.toThrow(
      /HNSW could not build: .*index\.kind/,
    );
  });
});
