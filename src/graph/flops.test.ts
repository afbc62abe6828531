import { expect, it } from 'vitest';
import { stepFlops } from './flops.ts';
import { Graph } from './graph.ts';
import { attention, crossAttention } from './ops/attention.ts';
import { linear } from './ops/linear.ts';

it('counts a product of matrices forward and twice backward, and attention over the pairs that its mask allows', () => {
  const graph = new Graph();
  // R 2, T 5, d 8 in two heads, and a source of 3 tokens
  const x = graph.input('x', [2, 5, 8]);
  const qkv = linear(graph, x, graph.parameter('w', [8, 24]));
  const lengths = graph.input('lengths', [2], 'u32');
  const products = 6 * 2 * 5 * 8 * 24;
  expect(stepFlops(graph)).toBe(products);
  attention(graph, qkv, lengths, 2, 'causal');
  const causal = 14 * 2 * 15 * 8;
  expect(stepFlops(graph)).toBe(products + causal);
  attention(graph, qkv, lengths, 2, 'padding');
  expect(stepFlops(graph)).toBe(products + causal + 14 * 2 * 25 * 8);
  crossAttention(graph, x, graph.input('memory', [2, 3, 16]), 2, { lengths });
  expect(stepFlops(graph)).toBe(products + causal + 14 * 2 * 25 * 8 + 14 * 2 * 15 * 8);
});
