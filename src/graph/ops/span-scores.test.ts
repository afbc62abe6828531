import { describe, expect, it } from 'vitest';
import { Graph } from '../graph.ts';
import { runReference } from '../reference.ts';
import { spanScores } from './span-scores.ts';

describe('span scores', () => {
  it('are w · ReLU(W [h_s; h_e]), worked by hand', () => {
    const graph = new Graph();
    const starts = graph.input('starts', [1, 3, 2]);
    const ends = graph.input('ends', [1, 3, 2]);
    const ranges = graph.input('ranges', [1, 2], 'u32');
    const scores = spanScores(graph, { starts, ends, ranges, weight: graph.input('weight', [2]) }, 2);
    const feeds = { starts: [1, -2, 0, 1, 2, 2], ends: [1, 1, -1, 3, 0, -5], ranges: [0, 3], weight: [1, 10] };
    // (0,0): ReLU(2, −1) → 2; (0,1): (0, 1) → 10; (1,1): (−1, 4) → 40; (1,2): (0, −4) → 0; (2,2): (2, −3) → 2; (2,3) is outside
    expect([...runReference(graph, feeds).value(scores).data]).toEqual([2, 10, 40, 0, 2, 0]);
    expect([...runReference(graph, { ...feeds, ranges: [1, 2] }).value(scores).data]).toEqual([0, 0, 40, 0, 0, 0]);
  });

  it('with LayerNorm are w · (gain x̂ + bias), worked by hand', () => {
    const graph = new Graph();
    const at = (name: string, ...shape: number[]) => graph.input(name, shape);
    const ranges = graph.input('ranges', [1, 2], 'u32');
    const norm = { gain: at('gain', 2), bias: at('bias', 2) };
    const scores = spanScores(
      graph,
      { starts: at('starts', 1, 1, 2), ends: at('ends', 1, 1, 2), ranges, weight: at('weight', 2), norm },
      1,
    );
    // ReLU(3, −1) = (3, 0) → x̂ = (1, −1) but for ε: 2 · (5 · 1 + 1) + 3 · (7 · −1 + 0) = −9
    const feeds = { starts: [1, -1], ends: [2, 0], ranges: [0, 1], weight: [2, 3], gain: [5, 7], bias: [1, 0] };
    expect(runReference(graph, feeds).value(scores).data[0]).toBeCloseTo(-9, 3);
  });
});
