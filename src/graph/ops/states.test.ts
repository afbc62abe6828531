import { describe, expect, it } from 'vitest';
import { Graph } from '../graph.ts';
import { runReference } from '../reference.ts';
import { keep, reorderRows } from './states.ts';

describe('changes of a state', () => {
  it('keep a value of its shape for the next run', () => {
    const graph = new Graph();
    const state = graph.state('tokens', [2, 1], 'u32');
    const value = keep(graph, state, graph.input('x', [2, 1], 'u32'));
    expect([...runReference(graph, { tokens: [1, 2], x: [7, 5] }).value(value).data]).toEqual([7, 5]);
    expect(() => keep(graph, state, graph.input('y', [2, 2], 'u32'))).toThrow(/expected \(2, 1\)/);
    expect(() => keep(graph, graph.input('z', [1]), graph.input('w', [1]))).toThrow(/not a state/);
  });

  it('reorder its rows, also after another change', () => {
    const graph = new Graph();
    const state = graph.state('cache', [3, 1, 2]);
    const parents = graph.input('parents', [3], 'u32');
    const value = reorderRows(graph, reorderRows(graph, state, parents), parents);
    const cache = [1, 2, 3, 4, 5, 6];
    // rows a b c become b a b, and then a b a
    const run = runReference(graph, { cache, parents: [1, 0, 1] });
    expect([...run.value(value).data]).toEqual([1, 2, 3, 4, 1, 2]);
    expect(() => reorderRows(graph, graph.input('x', [3, 2]), parents)).toThrow(/not a state/);
  });
});
