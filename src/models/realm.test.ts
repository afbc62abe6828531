import { describe, expect, it } from 'vitest';
import { Graph } from '../graph/graph.ts';
import { dropoutSeed } from '../graph/ops/dropout.ts';
import { weightedSum } from '../graph/ops/elementwise.ts';
import { logSoftmax } from '../graph/ops/log-softmax.ts';
import { marginal } from '../graph/ops/marginal.ts';
import { runReference } from '../graph/reference.ts';
import { Prng } from '../util/prng.ts';
import { expectNumericGradients } from './expect-gradients.ts';
import { embedGraph, ictGraph, realmGraph, warmupGraph } from './realm.ts';
import { ParameterRegistry } from './registry.ts';
import { parameterFeeds, realmFeeds, type TinyOptions, tinyBert, tinyModel } from './testing.ts';

const options: [string, TinyOptions][] = [
  ['as in the paper', {}],
  ['separate embedders', { separate: true }],
  ['direct path behind a gate', { directPath: true }],
  ['direct path alone', { directPath: true, layers: 0 }],
  ['no transformer at all', { layers: 0 }],
  ['copy head and token shift', { copyHead: true, tokenShift: true }],
  ['segments', { segments: true }],
  ['segments without a transformer', { segments: true, layers: 0 }],
  ['pooler', { pooler: true }],
  ['transform before the output', { transform: true }],
  ['exact GELU', { kind: { gelu: 'erf' }, transform: true }],
  ['post-LN', { kind: { normalisation: 'post' }, layers: 2 }],
  ['another ε', { kind: { epsilon: 0.1 }, transform: true }],
  ['BERT', tinyBert],
  [
    'BERT beside a direct path, a copy head and a token shift',
    { ...tinyBert, directPath: true, copyHead: true, tokenShift: true },
  ],
];

/** Also with dropout, in the graph that trains. */
const trained: [string, TinyOptions][] = [
  ...options,
  ['dropout', { dropout: 0.3, layers: 2 }],
  ['BERT with dropout', { ...tinyBert, dropout: 0.3, layers: 2 }],
  [
    'dropout beside a direct path, a copy head and a token shift',
    { dropout: 0.3, directPath: true, copyHead: true, tokenShift: true },
  ],
];

describe('the whole REALM model in float64 against finite differences', () => {
  for (const [name, tiny] of trained) {
    for (const objective of ['sequence', 'token'] as const) {
      it(`${name}, ${objective} objective`, () => {
        const model = tinyModel(tiny);
        const registry = new ParameterRegistry(3);
        const { graph, loss } = realmGraph(registry, model, 2, 3, objective, undefined, 'training');
        const feeds: Record<string, Float64Array> = {};
        const given = { ...realmFeeds(graph, model, 2, 3, 5), ...parameterFeeds(registry) };
        for (const [key, values] of Object.entries(given)) feeds[key] = Float64Array.from(values);
        expectNumericGradients(graph, feeds, loss, 1e-9);
      });
    }
  }
});

describe('dropout', () => {
  const model = tinyModel({ ...tinyBert, dropout: 0.3, layers: 2 });
  const lossWith = (mode: 'training' | 'inference', seed: number) => {
    const registry = new ParameterRegistry(3);
    const { graph, loss } = realmGraph(registry, model, 2, 3, 'token', undefined, mode);
    const feeds = { ...realmFeeds(graph, model, 2, 3, 5), ...parameterFeeds(registry) };
    if (graph.inputs.has(dropoutSeed)) feeds[dropoutSeed] = Float32Array.of(seed);
    return runReference(graph, feeds).value(loss).data[0]!;
  };

  it('changes the loss from seed to seed in training, and is off at inference', () => {
    const off = lossWith('inference', 1);
    const trainedWith = [1, 2, 3].map((seed) => lossWith('training', seed));
    expect(new Set([off, ...trainedWith]).size).toBe(4);
    expect(lossWith('training', 2)).toBe(trainedWith[1]);
    const without = realmGraph(new ParameterRegistry(3), { ...model, dropout: undefined }, 2, 3, 'token');
    const inference = realmGraph(new ParameterRegistry(3), model, 2, 3, 'token');
    expect(inference.graph.nodes.map(({ op }) => op.name)).toEqual(without.graph.nodes.map(({ op }) => op.name));
  });

  it('falls on embeddings, on both halves of every layer, and on the projection of the retriever', () => {
    const places = ({ graph }: { graph: Graph }) => graph.nodes.filter(({ op }) => op.name === 'dropout').length;
    const perTransformer = (layers: number) => 1 + 2 * layers;
    const registry = new ParameterRegistry(3);
    // queries and documents, each with a projection; the reader of one layer has none
    expect(places(ictGraph(registry, model, 2))).toBe(2 * (perTransformer(2) + 1));
    expect(places(warmupGraph(registry, model, 2))).toBe(perTransformer(1));
    expect(places(realmGraph(registry, model, 2, 3, 'token', undefined, 'training'))).toBe(
      2 * (perTransformer(2) + 1) + perTransformer(1),
    );
    expect(places(embedGraph(registry, model, 'document', 2))).toBe(0);
  });
});

it.each(options)('a plan for shorter rows says the same of the same rows: %s', (_name, tiny) => {
  const model = tinyModel(tiny);
  const [b, k, long] = [2, 3, model.reader.maxLength];
  const short = long - 3;
  const rows = b * k;
  const registry = new ParameterRegistry(3);
  const brief = realmGraph(registry, model, b, k, 'sequence', short);
  const full = realmGraph(registry, model, b, k, 'sequence');
  const feeds = realmFeeds(brief.graph, { ...model, reader: { ...model.reader, maxLength: short } }, b, k, 5);
  const padded = (values: Float32Array) => {
    const wide = new Float32Array(rows * long);
    for (let r = 0; r < rows; r++) wide.set(values.subarray(r * short, (r + 1) * short), r * long);
    return wide;
  };
  const wide = {
    ...feeds,
    'joined.ids': padded(feeds['joined.ids']!),
    'joined.segments': padded(feeds['joined.segments']!),
    'joined.masks': feeds['joined.masks']!.map((at) => Math.floor(at / short) * long + (at % short)),
  };
  const parameters = parameterFeeds(registry);
  const inDoubles = (values: Record<string, Float32Array>) =>
    Object.fromEntries(Object.entries({ ...values, ...parameters }).map(([key, v]) => [key, Float64Array.from(v)]));
  const one = runReference(brief.graph, inDoubles(feeds), brief.loss);
  const other = runReference(full.graph, inDoubles(wide), full.loss);
  expect(one.value(brief.loss).data[0]).toBeCloseTo(other.value(full.loss).data[0]!, 12);
  for (const [key, tensor] of brief.graph.parameters) {
    const expected = other.gradient(full.graph.parameters.get(key)!).data;
    one.gradient(tensor).data.forEach((value, i) => {
      expect(Math.abs(value - expected[i]!), key).toBeLessThan(1e-12);
    });
  }
});

describe('r(z)', () => {
  for (const objective of ['sequence', 'token'] as const) {
    it(`is the posterior minus the prior, sums to zero, and is ∂ log p(y|x) / ∂f: ${objective}`, () => {
      const [b, k, j] = [3, 5, 2];
      const graph = new Graph();
      const scores = graph.parameter('scores', [b, k]);
      const prior = logSoftmax(graph, scores, graph.input('valid', [b, k], 'u32'));
      const likelihood = graph.input('likelihood', [b * k * j]);
      const logMarginal = marginal(graph, prior, likelihood, graph.input('counts', [b], 'u32'), objective);
      const loss = weightedSum(graph, logMarginal, graph.input('weights', [b]), -1);
      const prng = new Prng(21);
      const feeds = {
        scores: Float64Array.from({ length: b * k }, () => prng.normal()),
        likelihood: Float64Array.from({ length: b * k * j }, () => -3 * prng.uniform()),
        valid: new Float64Array(b * k).fill(1),
        counts: new Float64Array(b).fill(j),
        weights: new Float64Array(b).fill(1 / b),
      };
      const gradient = runReference(graph, feeds, loss).gradient(scores).data;
      for (let example = 0; example < b; example++) {
        const f = Array.from(feeds.scores.subarray(example * k, (example + 1) * k));
        const total = f.reduce((sum, x) => sum + Math.exp(x), 0);
        const p = f.map((x) => Math.exp(x) / total);
        const log = (z: number, token: number) => feeds.likelihood[(example * k + z) * j + token]!;
        // r(z) = [p(y|z,x) / p(y|x) − 1] p(z|x), worked out by hand for each group of tokens
        const groups = objective === 'sequence' ? [[0, 1]] : [[0], [1]];
        const r = new Array<number>(k).fill(0);
        for (const tokens of groups) {
          const like = p.map((_, z) => Math.exp(tokens.reduce((sum, token) => sum + log(z, token), 0)));
          const marginalLikelihood = p.reduce((sum, pz, z) => sum + pz * like[z]!, 0);
          p.forEach((pz, z) => {
            r[z]! += ((like[z]! / marginalLikelihood - 1) * pz) / groups.length;
          });
        }
        expect(Math.abs(r.reduce((a, c) => a + c))).toBeLessThan(1e-12);
        for (let z = 0; z < k; z++) {
          const read = -b * gradient[example * k + z]!;
          expect(Math.abs(read - r[z]!)).toBeLessThan(1e-12);
          const at = (h: number) => {
            const moved = Float64Array.from(feeds.scores);
            moved[example * k + z]! += h;
            return runReference(graph, { ...feeds, scores: moved }).value(logMarginal).data[example]!;
          };
          const difference = (h: number) => (at(h) - at(-h)) / (2 * h);
          const numeric = (4 * difference(1e-3) - difference(2e-3)) / 3;
          expect(Math.abs(numeric - read)).toBeLessThan(1e-9);
        }
      }
    });
  }
});
