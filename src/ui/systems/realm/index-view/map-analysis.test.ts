import { describe, expect, it } from 'vitest';
import { Prng } from '../../../../util/prng.ts';
import { driftOf, MapAnalyst, type MapEmbeddings, rankDepth, ranksOf } from './map-analysis.ts';

const d = 8;
const prng = new Prng(6);
const randomVectors = (n: number) => Float32Array.from({ length: n * d }, () => prng.normal());

function embeddings(n: number, moved: number, more: Partial<MapEmbeddings> = {}): MapEmbeddings {
  const stale = randomVectors(n);
  const query = randomVectors(1);
  return {
    key: 'a',
    dimension: d,
    blocks: Int32Array.from({ length: n }, (_, i) => i),
    stale,
    fresh: stale.map((value) => value + moved * prng.normal()),
    query: { stale: query, fresh: query.map((value) => value + moved * prng.normal()) },
    searchesWith: 'stale',
    index: { m: 8, efConstruction: 60, efSearch: 32 },
    ...more,
  };
}

/** Rows by inner product, by sorting all. */
function sorted(vectors: Float32Array, query: Float32Array): number[] {
  const score = (row: number) => query.reduce((sum, value, i) => sum + value * vectors[row * d + i]!, 0);
  return [...Array(vectors.length / d).keys()].sort((a, b) => score(b) - score(a));
}

describe('drift', () => {
  it('is the mean distance and the mean cosine, worked by hand', () => {
    const { distance, cosine, distances } = driftOf(Float32Array.of(3, 4, 1, 0), Float32Array.of(0, 0.5, 0, 1), 2);
    // (3,4) to (0,½): √(9 + 12.25), cosine 4/5; (1,0) to (0,1): √2, cosine 0
    expect(distance).toBeCloseTo((Math.sqrt(21.25) + Math.SQRT2) / 2, 6);
    expect(cosine).toBeCloseTo(0.4, 6);
    expect(distances[1]).toBeCloseTo(Math.SQRT2, 6);
  });

  it('is nothing where nothing has moved', () => {
    const vectors = randomVectors(20);
    expect(driftOf(vectors, vectors, d)).toMatchObject({ distance: 0, cosine: expect.closeTo(1, 10) });
    expect(driftOf(new Float32Array(0), new Float32Array(0), d).distance).toBeNaN();
  });
});

describe('ranks', () => {
  it.each(['stale', 'fresh'] as const)(
    'are those of a sort of all documents, the index searched with the %s query',
    (searchesWith) => {
      for (const moved of [0, 0.4, 2]) {
        const all = embeddings(120, moved, { searchesWith });
        const { stale, fresh, elsewhere, recall } = ranksOf(all);
        const [before, now] = [sorted(all.stale, all.query[searchesWith]), sorted(all.fresh, all.query.fresh)];
        expect([...stale.ids]).toEqual(before.slice(0, rankDepth));
        expect([...fresh.ids]).toEqual(now.slice(0, rankDepth));
        expect(elsewhere.stale).toEqual(before.slice(0, rankDepth).map((row) => now.indexOf(row) + 1));
        expect(elsewhere.fresh).toEqual(now.slice(0, rankDepth).map((row) => before.indexOf(row) + 1));
        const common = before.slice(0, rankDepth).filter((row) => now.slice(0, rankDepth).includes(row));
        expect(recall).toBe(common.length / rankDepth);
      }
    },
  );

  it('are all there are where there are few', () => {
    const { stale, recall } = ranksOf(embeddings(3, 0.5));
    expect([stale.ids.length, recall]).toEqual([3, 1]);
  });
});

describe('the analysis', () => {
  /** A clock that goes on by 1 ms at each look. */
  const analyst = () => {
    let now = 0;
    return new MapAnalyst(() => now++);
  };

  it('compares the methods over the same embeddings: exact search and the ball tree find the same, HNSW most of it', () => {
    const one = embeddings(200, 0.3);
    const { methods, ranks } = analyst().analyse(one);
    expect(methods.exact).toMatchObject({ recall: 1, innerProducts: 200, relativeTime: 1 });
    expect(methods.tree.found).toEqual(methods.exact.found);
    expect(methods.tree.recall).toBe(1);
    expect([...methods.exact.found.ids]).toEqual([...ranks.stale.ids]);
    expect(methods.hnsw.recall).toBeGreaterThan(0.6);
    expect(methods.hnsw.innerProducts).toBe(methods.hnsw.scored.length);
    expect(methods.hnsw.innerProducts).toBeLessThan(200);
    // every document lies in a leaf that was opened, or under a node that was pruned
    const leaves = methods.tree.nodes.filter(({ fate }) => fate === 'pruned');
    const outside = leaves.reduce((sum, { begin, end }) => sum + end - begin, 0);
    expect(outside + methods.tree.scored.length).toBe(200);
  });

  it('keeps the projection while the stale embeddings stay, and turns the next one towards it', () => {
    const one = embeddings(150, 0.3);
    const map = analyst();
    const first = map.analyse(one);
    const moved = map.analyse({ ...one, fresh: one.stale });
    expect(moved.points.stale).toEqual(first.points.stale);
    expect(moved.points.fresh).toEqual(moved.points.stale);
    // the same embeddings in mirrored axes have other eigenvectors, and the same picture
    const mirrored = one.stale.map((value, i) => (i % d < 4 ? -value : value));
    const next = map.analyse({ ...one, key: 'b', stale: mirrored });
    for (const [i, value] of next.points.stale.entries()) expect(value).toBeCloseTo(first.points.stale[i]!, 3);
  });

  it('has a map by UMAP where there are enough documents', () => {
    const one = embeddings(60, 0.1);
    const map = analyst();
    const points = map.umapPoints(one, () => {})!;
    expect(points.stale).toHaveLength(120);
    expect(points.fresh).toBeNull();
    expect(map.umapPoints(one, () => {})!.stale).toBe(points.stale);
    expect(analyst().umapPoints(embeddings(10, 0.1), () => {})).toBeNull();
  });

  it('is made of few documents, and of one', () => {
    for (const n of [1, 2, 3]) {
      const { points, ranks, methods } = analyst().analyse(embeddings(n, 0.1));
      expect([...points.stale, ...points.query.stale].every(Number.isFinite)).toBe(true);
      expect([ranks.recall, methods.tree.recall, methods.hnsw.recall]).toEqual([1, 1, 1]);
    }
  });
});
