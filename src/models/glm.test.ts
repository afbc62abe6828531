import { describe, expect, it } from 'vitest';
import { Graph } from '../graph/graph.ts';
import { maskWords, seesKey } from '../graph/ops/attention-mask.ts';
import { runReference } from '../graph/reference.ts';
import { expectNumericGradients } from './expect-gradients.ts';
import { encodingGraph } from './generation.ts';
import { allowBlankFilling, type GlmConfig, glmDecoder, glmGraph, glmStates } from './glm.ts';
import { ParameterRegistry } from './registry.ts';
import { keepStates, parameterFeeds } from './testing.ts';
import { glmFeedShape, glmFeeds, tinyGlm, workedGlm } from './testing-glm.ts';

const parametersOf = (registry: ParameterRegistry) =>
  Object.fromEntries(registry.list().map(({ name, initial }) => [name, initial]));

describe('GLM in float64', () => {
  it('agrees with finite differences in every parameter', () => {
    const registry = new ParameterRegistry(3);
    const { graph, loss } = glmGraph(registry, tinyGlm, glmFeedShape);
    const given = { ...glmFeeds(), ...parameterFeeds(registry) };
    const feeds = Object.fromEntries(Object.entries(given).map(([key, values]) => [key, Float64Array.from(values)]));
    expectNumericGradients(graph, feeds, loss, 1e-8);
  });

  it.each([
    ['an inner token of B', 6],
    ['the first token of B', 5],
    ['the last token of B', 9],
  ])('changing %s never changes the states of A, nor of B before it', (_name, at) => {
    const registry = new ParameterRegistry(4);
    const statesOf = (changed: boolean) => {
      const graph = new Graph();
      const input = (name: string) => graph.input(name, [1, 10], 'u32');
      const visible = { mask: graph.input('mask', [1, 10, 1], 'u32') };
      const read = { ids: input('ids'), first: input('first'), second: input('second') };
      const { states } = glmStates({ graph, registry, prefix: 'glm.' }, tinyGlm, read, visible);
      const { ids, first, second, partA } = workedGlm;
      const mask = new Uint32Array(10);
      allowBlankFilling(mask, 10, 0, { partA, start: 0, end: 10 });
      const tokens = ids.map((id, i) => (changed && i === at ? 12 : id));
      return runReference(graph, { ids: tokens, first, second, mask, ...parametersOf(registry) }).value(states).data;
    };
    const [before, after] = [statesOf(false), statesOf(true)];
    const differs = Array.from({ length: 10 }, (_, t) =>
      before.slice(8 * t, 8 * t + 8).some((x, c) => x !== after[8 * t + c]),
    );
    expect(differs).toEqual(Array.from({ length: 10 }, (_, t) => t >= at));
  });

  it('has V d + 2 (maxLength + 1) d + L (12 d² + 13 d) + 2 d parameters, and (maxLength + 1) d fewer without second positions', () => {
    const count = (config: GlmConfig) => {
      const registry = new ParameterRegistry(1);
      glmGraph(registry, config, { rows: 1, length: 4, predictions: 2 });
      return registry.list().reduce((sum, { initial }) => sum + initial.length, 0);
    };
    const config = { ...tinyGlm, vocabularySize: 314, maxLength: 48, width: 64, heads: 4 };
    const [v, d, layers, places] = [314, 64, 2, 49];
    const expected = v * d + 2 * places * d + layers * (12 * d * d + 13 * d) + 2 * d;
    expect(count(config)).toBe(expected);
    expect(count({ ...config, secondPositions: false })).toBe(expected - places * d);
  });

  it.each(['normal', 'sinusoids'] as const)(
    'starts near ln V at std .02 with positions that begin as %s',
    (initial) => {
      const config: GlmConfig = {
        ...{ vocabularySize: 256, maxLength: 10, width: 64, layers: 2, heads: 4, initialStd: 0.02 },
        ...{ initialPositions: initial, secondPositions: true },
      };
      // a model has few predictions, so the mean is over several models
      const seeds = Array.from({ length: 16 }, (_, seed) => seed);
      const losses = seeds.map((seed) => {
        const registry = new ParameterRegistry(seed);
        const { graph, loss } = glmGraph(registry, config, glmFeedShape);
        return runReference(graph, { ...glmFeeds(), ...parametersOf(registry) }).value(loss).data[0]!;
      });
      const mean = losses.reduce((a, b) => a + b) / losses.length;
      expect(Math.abs(mean - Math.log(256))).toBeLessThan(0.05);
    },
  );

  it('is, without layers, a softmax over inner products of LayerNormed embeddings, worked by hand', () => {
    const registry = new ParameterRegistry(1);
    const config = { ...tinyGlm, vocabularySize: 3, maxLength: 2, width: 2, layers: 0, heads: 1 };
    const { graph, loss } = glmGraph(registry, config, { rows: 1, length: 2, predictions: 2 });
    const feeds = {
      'glm.tokens': [0, 0, 5, 1, 2, 4],
      'glm.positions': [1, 0, 0, 1, 9, 9],
      'glm.spans': [7, 7, 0, 3, 0, 8],
      'glm.encoder.finalNorm.gain': [1, 1],
      'glm.encoder.finalNorm.bias': [0, 0],
      ids: [1, 2],
      first: [0, 1],
      second: [0, 2],
      mask: [0, 0],
      at: [0, 1],
      targets: [3, 2],
      weights: [0, 1],
    };
    // token 1: (2, 4) + (0, 1) + (0, 8) = (2, 13), LayerNormed (−1, 1) up to ε: logits 0, −4, 2
    const expected = -(2 - Math.log(1 + Math.exp(-4) + Math.exp(2)));
    expect(Math.abs(runReference(graph, feeds).value(loss).data[0]! - expected)).toBeLessThan(1e-4);
  });
});

describe('a key/value cache in float64', () => {
  it('gives the logits of the whole sequence: A is encoded once, then B token for token', () => {
    const registry = new ParameterRegistry(5);
    const { ids, first, second, partA } = workedGlm;
    const at = Uint32Array.from({ length: 10 }, (_, t) => t);
    const whole = glmGraph(registry, tinyGlm, { rows: 1, length: 10, predictions: 10 });
    const capacity = 40;
    const parameters = parameterFeeds(registry);
    const mask = new Uint32Array(10);
    allowBlankFilling(mask, 10, 0, { partA, start: 0, end: 10 });
    const empty = { targets: new Array(10).fill(13), weights: new Array(10).fill(0) };
    const feeds = { ids, first, second, mask, at, ...empty, ...parameters };
    const expected = runReference(whole.graph, feeds).value(whole.logits).data;
    const caches: Record<string, ArrayLike<number>> = {};
    const step = (start: number, end: number) => {
      const length = end - start;
      const { graph, logits } = encodingGraph(glmDecoder(registry, tinyGlm, capacity), 1, length);
      const bits = new Uint32Array(length * maskWords(capacity));
      allowBlankFilling(bits, capacity, 0, { partA, start, end });
      const part = (values: number[]) => values.slice(start, end);
      const given = { ids: part(ids), first: part(first), second: part(second), starts: [start], mask: bits };
      const run = runReference(graph, { ...given, ...parameters, ...caches });
      keepStates(graph, run, caches);
      run.value(logits).data.forEach((value, i) => {
        expect(Math.abs(value - expected[start * 13 + i]!)).toBeLessThan(1e-12);
      });
    };
    step(0, partA);
    for (let t = partA; t < 10; t++) step(t, t + 1);
  });
});

describe('the mask', () => {
  it('is that of the worked example: 65 ones', () => {
    const mask = new Uint32Array(10);
    allowBlankFilling(mask, 10, 0, { partA: 5, start: 0, end: 10 });
    const rows = Array.from({ length: 10 }, (_, i) =>
      Array.from({ length: 10 }, (_, j) => Number(seesKey(mask, i, j))).join(''),
    );
    expect(rows).toEqual([
      ...new Array<string>(5).fill('1111100000'),
      ...['1111110000', '1111111000', '1111111100', '1111111110', '1111111111'],
    ]);
    expect([...rows.join('')].filter((bit) => bit === '1')).toHaveLength(65);
  });
});

describe('positions that begin as sinusoids', () => {
  it('are those of Vaswani et al.: d = 4, position 1', () => {
    const graph = new Graph();
    const registry = new ParameterRegistry(1);
    registry.parameter(graph, 'positions', [2, 4], { kind: 'sinusoids', std: 0.08 });
    const { initial } = registry.list()[0]!;
    const expected = [0, 1, 0, 1, 0.841471, 0.540302, 0.01, 0.99995];
    initial.forEach((value, i) => {
      expect(Math.abs(value / (0.08 * Math.SQRT2) - expected[i]!)).toBeLessThan(1e-6);
    });
    const meanSquare = initial.reduce((sum, x) => sum + x * x, 0) / initial.length;
    expect(Math.abs(Math.sqrt(meanSquare) - 0.08)).toBeLessThan(1e-7);
  });
});
