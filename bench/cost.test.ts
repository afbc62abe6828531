import { describe, expect, it } from 'vitest';
import { stepFlops } from '../src/graph/flops.ts';
import { Graph } from '../src/graph/graph.ts';
import { weightedSum } from '../src/graph/ops/elementwise.ts';
import { embed } from '../src/graph/ops/embed.ts';
import { linear } from '../src/graph/ops/linear.ts';
import { productBytes, productFlops, stepBytes } from './cost.ts';
import { workload } from './workloads.ts';

describe('the cost of a step', () => {
  it('counts products and causal attention of a language model', () => {
    // B 4, T 32, d 64, L 2, V 256; the weights of a layer are 12 d²; 32 · 33 / 2 pairs of tokens
    const products = 6 * 4 * 32 * (2 * 12 * 64 ** 2 + 256 * 64);
    const attention = 14 * 4 * 528 * 64 * 2;
    expect(stepFlops(workload('lm-step-small').graph.graph)).toBe(products + attention);
  });

  it('counts what ops read and write, by hand for one linear layer', () => {
    const graph = new Graph();
    const x = graph.input('x', [3, 4]);
    const y = linear(graph, x, graph.parameter('w', [4, 2]), { bias: graph.parameter('b', [2]) });
    weightedSum(graph, y, graph.input('weights', [3, 2]));
    // linear: reads x 12, w 8, b 2, writes y 6; backward reads 22 and dy 6, writes dw 8 and db 2 (x has no gradient)
    const linearElements = 22 + 6 + 22 + 6 + 10;
    // the sum: reads y 6 and weights 6, writes 1; backward reads 12 and 1, writes dy 6
    const sumElements = 12 + 1 + 12 + 1 + 6;
    const adam = 7 * 10;
    expect(stepBytes(graph)).toBe(4 * (linearElements + sumElements + adam));
  });

  it('reads only the rows of a table that are looked up, and writes its whole gradient', () => {
    const bytes = (rows: number) => {
      const graph = new Graph();
      embed(graph, graph.input('ids', [1, 2], 'u32'), graph.parameter('tokens', [rows, 4]));
      return stepBytes(graph);
    };
    // 100 more rows: their gradient is written, Adam makes seven accesses, and the sorted ids are as many as the tokens
    expect(bytes(200) - bytes(100)).toBe(4 * 100 * 4 * (1 + 7));
  });

  it('of a product: two matrices in, one out', () => {
    expect([productFlops(2, 3, 4), productBytes(2, 3, 4)]).toEqual([48, 4 * (6 + 12 + 8)]);
  });
});
