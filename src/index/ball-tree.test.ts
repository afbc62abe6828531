import { describe, expect, it } from 'vitest';
import { Prng } from '../util/prng.ts';
import { BallTree } from './ball-tree.ts';
import { ExactIndex } from './exact.ts';

/** Random vectors; `shape` decides about their norms and whether many are equal. */
function vectorsOf(prng: Prng, n: number, d: number, shape: string): Float32Array {
  const centres = Array.from({ length: 7 }, () => Array.from({ length: d }, () => 3 * prng.normal()));
  return Float32Array.from({ length: n * d }, (_, i) => {
    if (shape === 'integers') return prng.int(3) - 1;
    if (shape === 'equal') return (i % d) + 1;
    const around = shape === 'centred' ? centres[Math.floor(i / d) % 7]![i % d]! : 0;
    const scale = shape === 'log-normal' ? Math.exp(Math.floor(i / d) % 5) : 1;
    return around + scale * prng.normal();
  });
}

describe('a ball tree', () => {
  it.each(['random', 'centred', 'log-normal', 'integers', 'equal'])(
    'finds the same documents and scores as brute force, ties included: %s vectors',
    (shape) => {
      const prng = Prng.fork(5, shape);
      for (let round = 0; round < 60; round++) {
        const n = 1 + prng.int(400);
        const d = 1 + prng.int(24);
        const vectors = vectorsOf(prng, n, d, shape);
        const tree = new BallTree(vectors, d);
        const exact = new ExactIndex(vectors, d);
        for (const k of [1, 8, n, n + 5]) {
          const query = vectorsOf(prng, 1, d, shape === 'equal' ? 'random' : shape);
          const { found, scored, innerProducts } = tree.search(query, k);
          expect(found).toEqual(exact.search(query, k));
          expect(new Set(scored).size).toBe(scored.length);
          expect(innerProducts).toBeGreaterThanOrEqual(scored.length);
        }
      }
    },
  );

  it('finds the same for a query of zeros, and nothing among nothing', () => {
    const vectors = vectorsOf(new Prng(3), 90, 4, 'random');
    const zero = new Float32Array(4);
    expect(new BallTree(vectors, 4).search(zero, 9).found).toEqual(new ExactIndex(vectors, 4).search(zero, 9));
    expect(new BallTree(new Float32Array(0), 4).search(zero, 9).found.ids).toHaveLength(0);
  });

  it('leaves out balls of vectors around centres in few dimensions, and what it leaves out is inside them', () => {
    const vectors = vectorsOf(new Prng(2), 2000, 3, 'centred');
    const tree = new BallTree(vectors, 3);
    const { fates, scored } = tree.search(vectors.slice(0, 3), 8);
    expect(scored.length).toBeLessThan(1000);
    const pruned = [...fates].filter(([, fate]) => fate === 'pruned').map(([node]) => tree.nodes[node]!);
    const inside = pruned.flatMap(({ begin, end }) => [...tree.order.subarray(begin, end)]);
    expect(inside.length + scored.length).toBe(2000);
    expect(inside.some((id) => scored.includes(id))).toBe(false);
  });

  it('halves every node that is no leaf', () => {
    const { nodes } = new BallTree(vectorsOf(new Prng(4), 333, 5, 'random'), 5);
    for (const { children, begin, end } of nodes) {
      if (!children) continue;
      const [left, right] = children.map((child) => nodes[child]!);
      expect([left!.begin, left!.end, right!.begin, right!.end]).toEqual([begin, right!.begin, left!.end, end]);
      expect(left!.end - left!.begin - (right!.end - right!.begin)).toBeOneOf([0, 1]);
    }
  });
});
