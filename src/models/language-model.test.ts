import { describe, expect, it } from 'vitest';
import type { AttentionMask } from '../graph/ops/attention.ts';
import { runReference } from '../graph/reference.ts';
import { Prng } from '../util/prng.ts';
import { type LanguageModelConfig, languageModelGraph, nextTokenTargets } from './language-model.ts';
import { ParameterRegistry } from './registry.ts';
import { languageModelFeeds, numericGradient } from './testing.ts';

const tiny: LanguageModelConfig = {
  vocabularySize: 11,
  maxLength: 7,
  width: 8,
  layers: 2,
  heads: 2,
  // larger than in training, so that gradients are not all tiny
  initialStd: 0.4,
};

const parametersOf = (registry: ParameterRegistry) =>
  Object.fromEntries(registry.list().map(({ name, initial }) => [name, initial]));

describe('the language model in float64', () => {
  it('agrees with finite differences in every parameter', () => {
    const registry = new ParameterRegistry(3);
    const { graph, loss } = languageModelGraph(registry, tiny, 3, 6);
    const feeds: Record<string, Float64Array> = {};
    const given = { ...languageModelFeeds(tiny, 3, 6, 5), ...parametersOf(registry) };
    for (const [key, values] of Object.entries(given)) feeds[key] = Float64Array.from(values);
    const run = runReference(graph, feeds, loss);
    const lossAt = () => runReference(graph, feeds).value(loss).data[0]!;
    const prng = new Prng(8);
    for (const [key, tensor] of graph.parameters) {
      const i = prng.int(feeds[key]!.length);
      const numeric = numericGradient(feeds[key]!, i, lossAt);
      expect(Math.abs(numeric - run.gradient(tensor).data[i]!), `∂loss/∂${key}[${i}]`).toBeLessThan(1e-8);
    }
  });

  it('sees nothing of what comes after, unless the mask lets it', () => {
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
    // LayerNorm of two numbers a > b is (1, −1) but for ε: rows become (1, −1) and (−1, 1)
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

describe('nextTokenTargets', () => {
  it('shifts by one, cuts, pads, and weighs every prediction the same', () => {
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
