import { describe, expect, it } from 'vitest';
import { Prng } from '../util/prng.ts';
import { ExactIndex, recallAt } from './exact.ts';
import { NavigableGraph } from './navigable-graph.ts';

const d = 16;
const n = 1000;
const randomVectors = (prng: Prng, count: number) => Float32Array.from({ length: count * d }, () => prng.normal());

describe('the graph whose search tells its path', () => {
  const prng = new Prng(9);
  const vectors = randomVectors(prng, n);
  const m = 8;
  const graph = new NavigableGraph(vectors, d, { m, efConstruction: 100 });
  const exact = new ExactIndex(vectors, d);
  const queries = Array.from({ length: 40 }, () => randomVectors(prng, 1));

  it('finds most of the best with inner products of a share of the documents, and more with a broader search', () => {
    const measured = (ef: number) => {
      const searches = queries.map((query) => ({ exact: exact.search(query, 8), ...graph.search(query, 8, ef) }));
      const mean = (of: (one: (typeof searches)[number]) => number) =>
        searches.reduce((sum, one) => sum + of(one), 0) / searches.length;
      return { recall: mean((one) => recallAt(8, one.found, one.exact)), work: mean((one) => one.innerProducts) };
    };
    const [narrow, broad] = [measured(16), measured(128)];
    expect(narrow.recall).toBeGreaterThan(0.7);
    expect(broad.recall).toBeGreaterThan(0.95);
    expect(narrow.work).toBeLessThan(0.4 * n);
    expect(broad.work).toBeGreaterThan(narrow.work);
  });

  it('reports true inner products, in order, and each document that it scored once', () => {
    for (const query of queries) {
      const { found, scored, innerProducts } = graph.search(query, 8, 32);
      const all = exact.search(query, n);
      for (const [i, id] of found.ids.entries()) {
        expect(found.scores[i]).toBe(all.scores[all.ids.indexOf(id)]);
      }
      expect([...found.scores]).toEqual([...found.scores].sort((a, b) => b - a));
      expect([new Set(scored).size, innerProducts]).toEqual([scored.length, scored.length]);
    }
  });

  it('moves along links only, from the entry on the highest level down to the lowest', () => {
    for (const query of queries) {
      const { path } = graph.search(query, 8, 32);
      expect(path[0]).toMatchObject({ from: null, level: graph.levelCount - 1 });
      const reached = new Set<number>();
      for (const { node, from, level } of path) {
        if (from !== null) {
          expect(reached.has(from)).toBe(true);
          expect(graph.links(level, from)).toContain(node);
        }
        reached.add(node);
      }
      const levels = path.map(({ level }) => level);
      expect(levels).toEqual([...levels].sort((a, b) => b - a));
    }
  });

  it('limits the links of a node to m, on the lowest level to twice as many', () => {
    for (let level = 0; level < graph.levelCount; level++) {
      for (let node = 0; node < n; node++) {
        expect(graph.links(level, node)?.length ?? 0).toBeLessThanOrEqual(level === 0 ? 2 * m : m);
      }
    }
  });

  it('is exact where every document is linked to every other', () => {
    const few = randomVectors(prng, 17);
    const full = new NavigableGraph(few, d, { m: 16, efConstruction: 40 });
    for (const query of queries) {
      expect(full.search(query, 5, 17).found).toEqual(new ExactIndex(few, d).search(query, 5));
    }
  });

  it('searches nothing and one document', () => {
    const query = queries[0]!;
    const settings = { m: 4, efConstruction: 10 };
    expect(new NavigableGraph(new Float32Array(0), d, settings).search(query, 3, 8).found.ids).toHaveLength(0);
    expect([...new NavigableGraph(query, d, settings).search(query, 3, 8).found.ids]).toEqual([0]);
  });
});
