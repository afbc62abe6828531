import { describe, expect, it } from 'vitest';
import { Graph } from '../graph.ts';
import { runReference } from '../reference.ts';
import { appendRows } from './append-rows.ts';
import { weightedSum } from './elementwise.ts';

describe('appending rows to a state', () => {
  it('writes the chosen columns at each row’s own place, and drops what does not fit', () => {
    const graph = new Graph();
    const state = graph.state('cache', [2, 3, 2]);
    const starts = graph.input('starts', [2], 'u32');
    const value = appendRows(graph, state, graph.input('x', [2, 2, 3]), starts, 1);
    const x = [0, 1, 2, 0, 3, 4, 0, 5, 6, 0, 7, 8];
    const first = runReference(graph, { x, starts: [0, 2] }).value(value).data;
    expect([...first]).toEqual([1, 2, 3, 4, 0, 0, 0, 0, 0, 0, 5, 6]);
    const second = runReference(graph, { x, starts: [2, 0], cache: first }).value(value).data;
    expect([...second]).toEqual([1, 2, 3, 4, 1, 2, 5, 6, 7, 8, 5, 6]);
  });

  it('accepts only a state, and has no gradient', () => {
    const graph = new Graph();
    const starts = graph.input('starts', [1], 'u32');
    const x = graph.parameter('x', [1, 1, 2]);
    expect(() => appendRows(graph, graph.input('other', [1, 3, 2]), x, starts)).toThrow(/not a state/);
    const value = appendRows(graph, graph.state('cache', [1, 3, 2]), x, starts);
    const loss = weightedSum(graph, value, graph.input('weights', [1, 3, 2]));
    const feeds = { other: [0, 0, 0, 0, 0, 0], x: [1, 2], starts: [0], weights: [1, 1, 1, 1, 1, 1] };
    expect(() => runReference(graph, feeds, loss)).toThrow(/without a cache/);
  });
});
