import { describe, expect, it } from 'vitest';
import { Graph } from '../graph/graph.ts';
import { allowKeys, maskWords } from '../graph/ops/attention-mask.ts';
import { runReference } from '../graph/reference.ts';
import { generationGraph, languageModel, languageModelGraph } from './language-model.ts';
import { ParameterRegistry } from './registry.ts';
import { keepStates, parameterFeeds, tiniestLanguageModel } from './testing.ts';

const config = tiniestLanguageModel;

describe('a key/value cache in float64', () => {
  it('gives the logits of the whole sequence, token for token, after a prompt', () => {
    const registry = new ParameterRegistry(5);
    const whole = languageModelGraph(registry, config, 1, 7);
    const ids = [3, 1, 4, 1, 5, 9, 2];
    const parameters = parameterFeeds(registry);
    const empty = { targets: new Array(7).fill(11), weights: new Array(7).fill(0) };
    const expected = runReference(whole.graph, { ids, lengths: [7], ...empty, ...parameters }).value(whole.logits).data;
    const caches: Record<string, ArrayLike<number>> = {};
    const step = (start: number, tokens: number[]) => {
      const { graph, logits } = generationGraph(registry, config, 1, tokens.length);
      const positions = tokens.map((_, t) => start + t);
      const run = runReference(graph, { ids: tokens, starts: [start], positions, ...parameters, ...caches });
      keepStates(graph, run, caches);
      run.value(logits).data.forEach((value, i) => {
        expect(Math.abs(value - expected[start * config.vocabularySize + i]!)).toBeLessThan(1e-12);
      });
    };
    step(0, ids.slice(0, 3));
    for (let t = 3; t < 7; t++) step(t, [ids[t]!]);
    expect(Object.keys(caches)).toEqual(['lm.encoder.0.cache', 'lm.encoder.1.cache']);
  });

  it('with a mask of bits gives the logits of a prefix model, whose prefix is encoded at once', () => {
    const registry = new ParameterRegistry(5);
    const prefixed = { ...config, mask: 'prefix' } as const;
    const whole = languageModelGraph(registry, prefixed, 1, 6);
    const ids = [3, 1, 4, 1, 5, 9];
    const parameters = parameterFeeds(registry);
    const empty = { targets: new Array(6).fill(11), weights: new Array(6).fill(0) };
    const feeds = { ids, lengths: [6], prefixes: [3], ...empty, ...parameters };
    const expected = runReference(whole.graph, feeds).value(whole.logits).data;
    const caches: Record<string, ArrayLike<number>> = {};
    const capacity = config.maxLength;
    const step = (start: number, tokens: number[]) => {
      const graph = new Graph();
      const words = maskWords(capacity);
      const mask = graph.input('mask', [1, tokens.length, words], 'u32');
      const cache = { starts: graph.input('starts', [1], 'u32'), capacity, mask };
      const declared = graph.input('ids', [1, tokens.length], 'u32');
      const positions = graph.input('positions', [1, tokens.length], 'u32');
      const logits = languageModel({ graph, registry, prefix: 'lm.' }, prefixed, declared, { cache }, positions);
      const bits = new Uint32Array(tokens.length * words);
      // tokens of the prefix see the whole prefix, later tokens see all tokens before them
      tokens.forEach((_, t) => {
        allowKeys(bits, capacity, t, 0, start + (start === 0 ? tokens.length : t + 1));
      });
      const at = tokens.map((_, t) => start + t);
      const run = runReference(graph, {
        ids: tokens,
        starts: [start],
        positions: at,
        mask: bits,
        ...parameters,
        ...caches,
      });
      keepStates(graph, run, caches);
      run.value(logits).data.forEach((value, i) => {
        expect(Math.abs(value - expected[start * config.vocabularySize + i]!)).toBeLessThan(1e-12);
      });
    };
    step(0, ids.slice(0, 3));
    for (let t = 3; t < 6; t++) step(t, [ids[t]!]);
  });

  it('needs the mask as bits if it is not causal', () => {
    const registry = new ParameterRegistry(5);
    expect(() => generationGraph(registry, { ...config, mask: 'padding' }, 1, 1)).toThrow(/bits/);
  });
});
