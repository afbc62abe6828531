import { describe, expect, it } from 'vitest';
import { Graph } from '../graph.ts';
import { runReference } from '../reference.ts';
import { dotAttention } from './dot-attention.ts';
import { gru } from './gru.ts';

describe('a GRU of four units that do not see each other', () => {
  const run = (lengths: number[], steps: number, reverse = false) => {
    const graph = new Graph();
    const rows = lengths.length;
    const states = gru(
      graph,
      graph.input('products', [rows, steps, 12]),
      graph.input('weight', [4, 12]),
      graph.input('lengths', [rows], 'u32'),
      { initial: graph.input('initial', [rows, 4]), reverse },
    );
    // U_n is the identity, U_r and U_z are zero
    const weight = Array.from({ length: 48 }, (_, at) => Number(at % 12 === 8 + Math.floor(at / 12)));
    const feeds = { weight, lengths, products: Array(rows * steps * 12).fill(0), initial: Array(rows * 4).fill(1) };
    return Array.from(runReference(graph, feeds).value(states).data).filter((_, i) => i % 4 === 0);
  };

  it('goes from 1 to .731059 and .540567 with gates of a half', () => {
    // n = tanh(½ h), h ← ½ n + ½ h: ½ tanh(½) + ½ = σ(1)
    const [first, second] = run([2], 2) as [number, number];
    expect(first).toBeCloseTo(1 / (1 + Math.exp(-1)), 12);
    expect(second).toBeCloseTo(0.5405668167, 9);
  });

  it('keeps its state in padding, in both directions', () => {
    const [once, twice] = [0.7310585786, 0.5405668167];
    const expected = (values: number[], states: number[]) =>
      states.forEach((state, i) => void expect(values[i]).toBeCloseTo(state, 9));
    expected(run([1, 2, 0], 3), [once, once, once, once, twice, twice, 1, 1, 1]);
    expected(run([1, 2], 3, true), [once, 1, 1, twice, once, 1]);
  });
});

describe('attention by inner products', () => {
  it('gives equal scores equal weights, is not scaled, and sees nothing past the length', () => {
    const graph = new Graph();
    const { contexts, weights } = dotAttention(
      graph,
      graph.input('queries', [1, 1, 4]),
      graph.input('memory', [1, 3, 4]),
      graph.input('lengths', [1], 'u32'),
    );
    const at = (lengths: number[]) =>
      runReference(graph, { queries: [1, 0, 0, 0], memory: [1, 0, 0, 0, 1, 1, 0, 0, 0, 1, 0, 0], lengths });
    // scores 1, 1 and 0: e / (2 e + 1) = .422319 and 1 / (2 e + 1) = .155362
    const full = at([3]);
    [0.422319, 0.422319, 0.155362].forEach(
      (weight, j) => void expect(full.value(weights).data[j]).toBeCloseTo(weight, 6),
    );
    [0.844638, 0.577681, 0, 0].forEach((value, c) => void expect(full.value(contexts).data[c]).toBeCloseTo(value, 6));
    expect([...at([2]).value(weights).data]).toEqual([0.5, 0.5, 0]);
  });
});
