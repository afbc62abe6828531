import { describe, expect, it } from 'vitest';
import { Graph } from '../graph/graph.ts';
import type { AttentionMask } from '../graph/ops/attention.ts';
import { allowKeys, maskWords } from '../graph/ops/attention-mask.ts';
import { runReference } from '../graph/reference.ts';
import { expectNumericGradients } from './expect-gradients.ts';
import { languageModel, languageModelGraph, nextTokenTargets } from './language-model.ts';
import { ParameterRegistry } from './registry.ts';
import { languageModelFeeds, tiniestLanguageModel } from './testing.ts';

const tiny = tiniestLanguageModel;

const parametersOf = (registry: ParameterRegistry) =>
  Object.fromEntries(registry.list().map(({ name, initial }) => [name, initial]));

describe('the language model in float64', () => {
  it('agrees with finite differences in every parameter', () => {
    const registry = new ParameterRegistry(3);
    const { graph, loss } = languageModelGraph(registry, tiny, 3, 6);
    const feeds: Record<string, Float64Array> = {};
    const given = { ...languageModelFeeds(tiny, 3, 6, 5), ...parametersOf(registry) };
    for (const [key, values] of Object.entries(given)) feeds[key] = Float64Array.from(values);
    expectNumericGradients(graph, feeds, loss, 1e-8);
  });

  it('sees later tokens only if the mask allows it', () => {
    const changed = (mask: AttentionMask, at = 4) => {
      const registry = new ParameterRegistry(4);
      const { graph, logits } = languageModelGraph(registry, { ...tiny, mask }, 1, 6);
      const feeds = { ...languageModelFeeds(tiny, 1, 6, 9, 6), ...parametersOf(registry) };
      feeds.prefixes = Float32Array.of(3);
      const before = runReference(graph, feeds).value(logits).data.slice();
      feeds.ids![at] = (feeds.ids![at]! % (tiny.vocabularySize - 1)) + 1;
      const after = runReference(graph, feeds).value(logits).data;
      return Array.from({ length: 6 }, (_, t) => {
        const row = (data: Float64Array) => data.slice(t * tiny.vocabularySize, (t + 1) * tiny.vocabularySize);
        return row(before).some((x, c) => x !== row(after)[c]);
      });
    };
    expect(changed('causal')).toEqual([false, false, false, false, true, true]);
    expect(changed('padding')).toEqual([true, true, true, true, true, true]);
    expect(changed('prefix')).toEqual([false, false, false, false, true, true]);
    expect(changed('prefix', 2)).toEqual([true, true, true, true, true, true]);
  });

  it('is, without layers, a softmax over inner products of LayerNormed embeddings, worked by hand', () => {
    const registry = new ParameterRegistry(1);
    const config = { vocabularySize: 3, maxLength: 2, width: 2, layers: 0, heads: 1, initialStd: 1 };
    const { graph, loss } = languageModelGraph(registry, config, 1, 2);
    // up to ε, LayerNorm of two numbers a > b is (1, −1): rows become (1, −1) and (−1, 1)
    const feeds = {
      'lm.tokens': [0, 0, 5, 1, 2, 4],
      'lm.positions': [1, 0, 0, 1],
      'lm.encoder.finalNorm.gain': [1, 1],
      'lm.encoder.finalNorm.bias': [0, 0],
      ids: [1, 2],
      lengths: [2],
      targets: [2, 1],
      weights: [0.5, 0.5],
    };
    // position 0: h = (6, 1) → (1, −1): logits 0, 4, −2, target 2; position 1: h = (2, 5) → (−1, 1): logits 0, −4, 2, target 1
    const expected = -(
      0.5 * (-2 - Math.log(1 + Math.exp(4) + Math.exp(-2))) +
      0.5 * (-4 - Math.log(1 + Math.exp(-4) + Math.exp(2)))
    );
    expect(Math.abs(runReference(graph, feeds).value(loss).data[0]! - expected)).toBeLessThan(1e-4);
  });

  it('starts near ln V, and has V d + T d + L (12 d² + 13 d) + 2 d parameters', () => {
    const config = { vocabularySize: 256, maxLength: 32, width: 64, layers: 2, heads: 4, initialStd: 0.02 };
    const registry = new ParameterRegistry(1);
    const { graph, loss } = languageModelGraph(registry, config, 2, 8);
    const count = registry.list().reduce((sum, { initial }) => sum + initial.length, 0);
    expect(count).toBe(256 * 64 + 32 * 64 + 2 * (12 * 64 * 64 + 13 * 64) + 2 * 64);
    const feeds = { ...languageModelFeeds(config, 2, 8, 1), ...parametersOf(registry) };
    expect(Math.abs(runReference(graph, feeds).value(loss).data[0]! - Math.log(256))).toBeLessThan(0.05);
  });
});

describe('positions and masks as data', () => {
  /** Logits of ids at the given positions. `sees`: whether query i sees key j. */
  const logitsOf = (ids: number[], positions: number[], sees: (i: number, j: number) => boolean) => {
    const t = ids.length;
    const graph = new Graph();
    const registry = new ParameterRegistry(6);
    const mask = new Uint32Array(t * maskWords(t));
    for (let i = 0; i < t; i++) for (let j = 0; j < t; j++) if (sees(i, j)) allowKeys(mask, t, i, j, j + 1);
    const visible = { mask: graph.input('mask', [1, t, maskWords(t)], 'u32') };
    const declared = graph.input('ids', [1, t], 'u32');
    const at = graph.input('at', [1, t], 'u32');
    const logits = languageModel({ graph, registry, prefix: '' }, tiny, declared, visible, at);
    const { data } = runReference(graph, { ids, at: positions, mask, ...parametersOf(registry) }).value(logits);
    return Array.from({ length: t }, (_, i) => data.slice(i * tiny.vocabularySize, (i + 1) * tiny.vocabularySize));
  };
  const causal = (i: number, j: number) => j <= i;
  const furthest = (a: Float64Array[], b: Float64Array[]) =>
    Math.max(...a.flatMap((row, i) => Array.from(row, (x, c) => Math.abs(x - b[i]![c]!))));

  it('with padding on the left the logits of a text do not change', () => {
    const plain = logitsOf([4, 5, 6], [0, 1, 2], causal);
    // padding has position 0; it sees nothing and is not seen
    const padded = logitsOf([0, 0, 4, 5, 6], [0, 0, 0, 1, 2], (i, j) => j >= 2 && j <= i);
    expect(furthest(plain, padded.slice(2))).toBeLessThan(1e-12);
    expect(padded.flatMap((row) => [...row]).every(Number.isFinite)).toBe(true);
  });

  it('LLaRA’s joint pass equals two passes: positions restart at the second prompt, which does not see the first', () => {
    const [text, self, next] = [
      [4, 5, 6],
      [7, 8],
      [9, 10],
    ] as const;
    const blocked = (i: number, j: number) => j <= i && !(i >= 5 && (j === 3 || j === 4));
    const joint = logitsOf([...text, ...self, ...next], [0, 1, 2, 3, 4, 3, 4], blocked);
    const first = logitsOf([...text, ...self], [0, 1, 2, 3, 4], causal);
    const second = logitsOf([...text, ...next], [0, 1, 2, 3, 4], causal);
    expect(furthest(joint.slice(0, 5), first)).toBeLessThan(1e-12);
    expect(furthest(joint.slice(5), second.slice(3))).toBeLessThan(1e-12);
    const unblocked = logitsOf([...text, ...self, ...next], [0, 1, 2, 3, 4, 3, 4], causal);
    const onward = logitsOf([...text, ...self, ...next], [0, 1, 2, 3, 4, 5, 6], blocked);
    expect(furthest(unblocked.slice(5), second.slice(3))).toBeGreaterThan(1e-3);
    expect(furthest(onward.slice(5), second.slice(3))).toBeGreaterThan(1e-3);
  });
});

describe('nextTokenTargets', () => {
  it('shifts by one, truncates, pads, and gives every prediction the same weight', () => {
    const out = {
      ids: new Uint32Array(12),
      lengths: new Uint32Array(3),
      targets: new Uint32Array(12),
      weights: new Float32Array(12),
    };
    nextTokenTargets([[5, 6, 7, 8, 9, 1], [3, 4], [2]], 10, out);
    expect([...out.ids]).toEqual([5, 6, 7, 8, 3, 0, 0, 0, 0, 0, 0, 0]);
    expect([...out.lengths]).toEqual([4, 1, 0]);
    expect([...out.targets]).toEqual([6, 7, 8, 9, 4, 10, 10, 10, 10, 10, 10, 10]);
    expect([...out.weights].map((w) => Math.round(5 * w))).toEqual([1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0]);
  });
});
