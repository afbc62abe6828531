import { describe, expect, it } from 'vitest';
import { runReference } from '../graph/reference.ts';
import { expectNumericGradients } from './expect-gradients.ts';
import { numberModelGraph } from './number-model.ts';
import { ParameterRegistry } from './registry.ts';
import { numberModelFeeds, tinyNumberModel } from './testing.ts';

const parametersOf = (registry: ParameterRegistry) =>
  Object.fromEntries(registry.list().map(({ name, initial }) => [name, initial]));

describe('the model of numbers in float64', () => {
  it('agrees with finite differences in every parameter', () => {
    const registry = new ParameterRegistry(3);
    const { graph, loss } = numberModelGraph(registry, tinyNumberModel, 2, 5);
    const feeds: Record<string, Float64Array> = {};
    const given = { ...numberModelFeeds(tinyNumberModel, 2, 5, 5), ...parametersOf(registry) };
    for (const [key, values] of Object.entries(given)) feeds[key] = Float64Array.from(values);
    expectNumericGradients(graph, feeds, loss, 1e-8);
  });

  it('does not see later positions', () => {
    const registry = new ParameterRegistry(4);
    const { graph, predictions } = numberModelGraph(registry, tinyNumberModel, 1, 5);
    const feeds = { ...numberModelFeeds(tinyNumberModel, 1, 5, 9), ...parametersOf(registry) };
    const before = runReference(graph, feeds).value(predictions).data.slice();
    feeds.values![3 * tinyNumberModel.columns]! += 1;
    const after = runReference(graph, feeds).value(predictions).data;
    expect([...before].map((value, t) => value !== after[t])).toEqual([false, false, false, true, true]);
  });

  it('is, without layers, a product with a LayerNormed sum of three vectors, worked by hand', () => {
    const config = { columns: 1, kinds: 3, maxLength: 2, width: 2, layers: 0, heads: 1, initialStd: 1 };
    const { graph, loss, predictions } = numberModelGraph(new ParameterRegistry(1), config, 1, 2);
    // up to ε, LayerNorm of two numbers a > b is (1, −1)
    const feeds = {
      'lm.input.weight': [2, 1],
      'lm.input.bias': [0, 0.5],
      'lm.kinds': [0, 0, 1, 0, 0, 7],
      'lm.positions': [1, 0, 0, 1],
      'lm.encoder.finalNorm.gain': [1, 1],
      'lm.encoder.finalNorm.bias': [0, 0],
      'lm.output.weight': [3, 1],
      'lm.output.bias': [0.25],
      values: [2, -1],
      kinds: [1, 2],
      lengths: [2],
      targets: [2, 0],
      weights: [0.5, 2],
    };
    // h₀ = (4, 2.5) + (1, 0) + (1, 0) → (1, −1): 3 − 1 + .25; h₁ = (−2, −.5) + (0, 7) + (0, 1) → (−1, 1): −3 + 1 + .25
    const run = runReference(graph, feeds);
    expect(run.value(predictions).data[0]).toBeCloseTo(2.25, 4);
    expect(run.value(predictions).data[1]).toBeCloseTo(-1.75, 4);
    expect(run.value(loss).data[0]).toBeCloseTo(0.5 * 0.25 ** 2 + 2 * 1.75 ** 2, 3);
  });

  it('has (columns + kinds + T + L (12 d + 13) + 4) d + 1 parameters', () => {
    const config = { columns: 3, kinds: 3, maxLength: 17, width: 64, layers: 3, heads: 4, initialStd: 0.08 };
    const registry = new ParameterRegistry(1);
    numberModelGraph(registry, config, 1, 17);
    const count = registry.list().reduce((sum, { initial }) => sum + initial.length, 0);
    expect(count).toBe((3 + 3 + 17 + 3 * (12 * 64 + 13) + 4) * 64 + 1);
  });
});
