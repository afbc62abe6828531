import { describe, expect, it } from 'vitest';
import { Prng } from '../util/prng.ts';
import { ExactIndex, recallAt } from './exact.ts';
import { buildVectorIndex, checkFinite } from './search-index.ts';
import { exactSettings } from './settings.ts';
import { TopK } from './vector-index.ts';

describe('ExactIndex', () => {
  it('finds what sorting every inner product finds', () => {
    const prng = new Prng(4);
    const [n, d] = [237, 5];
    const vectors = Float32Array.from({ length: n * d }, () => prng.normal());
    const index = new ExactIndex(vectors, d);
    for (const k of [1, 2, 8, 100, 237, 1000]) {
      const query = Float32Array.from({ length: d }, () => prng.normal());
      const sorted = Array.from({ length: n }, (_, id) => ({
        id,
        score: query.reduce((sum, q, i) => sum + q * vectors[id * d + i]!, 0),
      })).sort((a, b) => b.score - a.score);
      const { ids, scores } = index.search(query, k);
      expect([...ids]).toEqual(sorted.slice(0, k).map((entry) => entry.id));
      sorted.slice(0, k).forEach((entry, i) => {
        expect(scores[i]).toBeCloseTo(entry.score, 5);
      });
    }
  });

  it('orders equal scores by document', () => {
    const index = new ExactIndex(Float32Array.of(1, 2, 1, 2, 1, 2), 1);
    expect([...index.search(Float32Array.of(3), 4).ids]).toEqual([1, 3, 5, 0]);
  });

  it('answers with nothing from nothing', () => {
    expect(new ExactIndex(new Float32Array(0), 3).search(new Float32Array(3), 5).ids.length).toBe(0);
    expect(new ExactIndex(new Float32Array(3), 3).search(new Float32Array(3), 0).ids.length).toBe(0);
  });
});

describe('TopK', () => {
  it('keeps the best of any order, with many ties', () => {
    const prng = new Prng(8);
    for (let round = 0; round < 50; round++) {
      const scores = Array.from({ length: 40 }, () => prng.int(6));
      const k = 1 + prng.int(45);
      const top = new TopK(k);
      const order = prng.shuffle(scores.map((_, id) => id));
      for (const id of order) top.offer(id, scores[id]!);
      const expected = scores
        .map((score, id) => ({ score, id }))
        .sort((a, b) => b.score - a.score || a.id - b.id)
        .slice(0, k);
      expect([...top.sorted().ids]).toEqual(expected.map((entry) => entry.id));
    }
  });
});

describe('recallAt', () => {
  const exact = { ids: Int32Array.of(4, 2, 9, 1), scores: Float32Array.of(8, 5, 5, 3) };

  it('is the share of the exact k that was found', () => {
    const half = { ids: Int32Array.of(4, 1, 7), scores: Float32Array.of(8, 3, 1) };
    expect(recallAt(4, half, exact)).toBe(0.5); // 4 and 1 of 4, 2, 9, 1
    expect(recallAt(1, half, exact)).toBe(1);
    expect(recallAt(2, half, exact)).toBe(0.5);
  });

  it('counts a document that ties with the k-th', () => {
    expect(recallAt(2, { ids: Int32Array.of(4, 9), scores: Float32Array.of(8, 5) }, exact)).toBe(1);
  });

  it('is over what exists where k is larger', () => {
    expect(recallAt(8, exact, exact)).toBe(1);
    expect(recallAt(8, { ids: new Int32Array(0), scores: new Float32Array(0) }, exact)).toBe(0);
  });
});

describe('buildVectorIndex', () => {
  it('names the embedding that is not finite', async () => {
    const vectors = Float32Array.of(1, 2, 3, 4, Number.NaN, 6);
    await expect(buildVectorIndex(vectors, 2, exactSettings)).rejects.toThrow(/document 2 holds NaN/);
    expect(() => checkFinite(Float32Array.of(0, Number.POSITIVE_INFINITY), 1, 'query')).toThrow(
      /query 1 holds Infinity/,
    );
  });

  it('builds what the settings ask for', async () => {
    expect(await buildVectorIndex(Float32Array.of(1, 2), 1, exactSettings)).toBeInstanceOf(ExactIndex);
    await expect(
      buildVectorIndex(Float32Array.of(1), 1, { ...exactSettings, kind: 'ball' as 'exact' }),
    ).rejects.toThrow(/index.kind is "ball"/);
  });
});
