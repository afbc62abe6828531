import { describe, expect, it } from 'vitest';
import { Graph, type Tensor } from '../graph/graph.ts';
import { allowKeys, maskWords } from '../graph/ops/attention-mask.ts';
import { runReference } from '../graph/reference.ts';
import { Prng } from '../util/prng.ts';
import { ParameterRegistry } from './registry.ts';
import { parameterFeeds } from './testing.ts';
import { type TransformerConfig, transformer, type Visibility } from './transformer.ts';

const config: TransformerConfig = { width: 8, layers: 2, heads: 2, initialStd: 0.4 };
const [rows, length] = [2, 6];

/** The states of a random input: R·T rows of d. */
function statesOf(
  mask: TransformerConfig['mask'],
  declare: (graph: Graph) => Visibility,
  feeds: Record<string, ArrayLike<number>>,
): Float64Array[] {
  const graph = new Graph();
  const registry = new ParameterRegistry(7);
  const x = graph.input('x', [rows, length, config.width]);
  const states: Tensor = transformer({ graph, registry, prefix: '' }, { ...config, mask }, x, declare(graph));
  const prng = new Prng(3);
  const values = Float64Array.from({ length: rows * length * config.width }, () => prng.normal());
  const { data } = runReference(graph, { x: values, ...feeds, ...parameterFeeds(registry) }).value(states);
  return Array.from({ length: rows * length }, (_, i) => data.slice(i * config.width, (i + 1) * config.width));
}

const lengthsOf = (graph: Graph): Visibility => ({ lengths: graph.input('lengths', [rows], 'u32') });
const prefixesOf = (graph: Graph): Visibility => ({
  ...(lengthsOf(graph) as { lengths: Tensor }),
  prefixes: graph.input('prefixes', [rows], 'u32'),
});

describe('masks of the transformer', () => {
  it('`prefix` equals `causal` for a prefix of one token, and `padding` for one of the whole row', () => {
    const lengths = [6, 4];
    const none = statesOf('prefix', prefixesOf, { lengths, prefixes: [1, 1] });
    expect(none).toEqual(statesOf('causal', lengthsOf, { lengths }));
    const all = statesOf('prefix', prefixesOf, { lengths, prefixes: lengths });
    expect(all).toEqual(statesOf('padding', lengthsOf, { lengths }));
    const some = statesOf('prefix', prefixesOf, { lengths, prefixes: [3, 2] });
    expect(some).not.toEqual(none);
    expect(some).not.toEqual(all);
  });

  it('`prefix` without prefixes is a typed error', () => {
    expect(() => statesOf('prefix', lengthsOf, { lengths: [6, 4] })).toThrow(/prefix/);
  });

  it('as bits give the same states as the implicit masks, shared or one per row', () => {
    const lengths = [6, 4];
    const bits = (masks: number) => {
      const mask = new Uint32Array(masks * length * maskWords(length));
      for (let query = 0; query < masks * length; query++) allowKeys(mask, length, query, 0, (query % length) + 1);
      const declare = (graph: Graph): Visibility => ({
        mask: graph.input('mask', [masks, length, maskWords(length)], 'u32'),
        lengths: graph.input('lengths', [rows], 'u32'),
      });
      return statesOf('padding', declare, { lengths, mask });
    };
    const causal = statesOf('causal', lengthsOf, { lengths });
    expect(bits(1)).toEqual(causal);
    expect(bits(rows)).toEqual(causal);
  });
});
