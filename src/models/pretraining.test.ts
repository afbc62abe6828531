import { describe, expect, it } from 'vitest';
import { runReference } from '../graph/reference.ts';
import { Prng } from '../util/prng.ts';
import { encoderDecoderGraph } from './encoder-decoder.ts';
import { expectNumericGradients } from './expect-gradients.ts';
import {
  type Arm,
  armsGraph,
  type BodyConfig,
  bodyPrefixes,
  decoderGraph,
  encoderGraph,
  formatGraph,
  formatPrefixOf,
  formatStarts,
} from './pretraining.ts';
import { ParameterRegistry } from './registry.ts';
import { skipGram } from './skip-gram.ts';
import { tiniestLanguageModel } from './testing.ts';

const body: BodyConfig = { ...tiniestLanguageModel, layers: 1, vocabularySize: 12 };
const shape = { rows: 2, length: 5, chosen: 3, labels: 2 };

/** A row of five tokens and one of three. */
const texts = { ids: [2, 5, 6, 7, 8, 2, 9, 4, 0, 0], lengths: [5, 3] };
const sentences = {
  ...texts,
  ...{ pool: [0, 0.25, 0.25, 0.25, 0.25, 0, 0.5, 0.5, 0, 0], targets: [1, 0], weights: [0.5, 0.5], one: [1] },
};

/** A pair of five and three tokens, and one of two and two. */
const formShape = { rows: 2, source: 5, target: 3 };
const forms = {
  ...{ source: [2, 5, 6, 7, 8, 2, 9, 0, 0, 0], sourceLengths: [5, 2] },
  ...{ prefix: [2, 4, 3, 2, 6, 0], prefixLengths: [3, 2] },
  ...{ targets: [4, 3, 11, 6, 11, 12], weights: [0.2, 0.2, 0.2, 0.2, 0.2, 0], one: [1] },
};

const arms: Arm[] = [
  { body: 'decoder', mode: 'frozen' },
  { body: 'encoder', mode: 'trained' },
  { body: 'vectors', mode: 'trained' },
];

/** Heads begin with zeros, through which no gradient flows: so here they are drawn. */
function parametersOf(registry: ParameterRegistry): Record<string, Float64Array> {
  const prng = new Prng(7);
  return Object.fromEntries(
    registry
      .list()
      .map(({ name, initial }) => [
        name,
        name.startsWith('heads.') ? Float64Array.from(initial, () => prng.normal()) : Float64Array.from(initial),
      ]),
  );
}

const floats = (feeds: Record<string, number[]>) =>
  Object.fromEntries(Object.entries(feeds).map(([name, values]) => [name, Float64Array.from(values)]));

describe('in float64', () => {
  it.each([
    [
      'decoder',
      (registry: ParameterRegistry) => decoderGraph(registry, body, shape),
      {
        ...texts,
        ...{ targets: [5, 6, 7, 8, 3, 9, 4, 3, 12, 12], weights: [1, 1, 1, 1, 1, 1, 1, 1, 0, 0].map((w) => w / 8) },
      },
    ],
    [
      'encoder',
      (registry: ParameterRegistry) => encoderGraph(registry, body, shape),
      {
        ...texts,
        ...{ at: [1, 4, 7], targets: [3, 8, 10], weights: [1 / 3, 1 / 3, 1 / 3] },
      },
    ],
    ['arms', (registry: ParameterRegistry) => armsGraph(registry, body, arms, shape), sentences],
    ['formats', (registry: ParameterRegistry) => formatGraph(registry, body, formShape), forms],
  ] as const)('the %s agrees with finite differences in every parameter', (_name, make, given) => {
    const registry = new ParameterRegistry(3);
    const { graph, loss } = make(registry);
    const feeds = { ...floats(given as never), ...parametersOf(registry) };
    expectNumericGradients(graph, feeds, loss, 1e-8);
  });

  it('a change of a later token reaches an earlier one in the encoder alone', () => {
    const reaches = (make: (registry: ParameterRegistry) => ReturnType<typeof decoderGraph>, given: object) => {
      const registry = new ParameterRegistry(3);
      const { graph, logits } = make(registry);
      const feeds = { ...floats({ ...texts, ...given } as never), ...parametersOf(registry) };
      // of token 1 of the first row
      const place = 'at' in given ? 0 : 1;
      const read = () => [
        ...runReference(graph, feeds)
          .value(logits)
          .data.slice(12 * place, 12 * (place + 1)),
      ];
      const before = read();
      feeds.ids![4] = 10;
      return read().some((value, i) => value !== before[i]);
    };
    const none = { targets: Array(10).fill(12), weights: Array(10).fill(0) };
    expect(reaches((registry) => decoderGraph(registry, body, shape), none)).toBe(false);
    const some = { at: [1, 4, 7], targets: [12, 12, 12], weights: [0, 0, 0] };
    expect(reaches((registry) => encoderGraph(registry, body, shape), some)).toBe(true);
  });

  it('bodies under a head see what they saw in pre-training, and have the parameters that it trains', () => {
    const pair = { rows: 2, source: 5, target: 3 };
    const makers = {
      decoder: (registry: ParameterRegistry) => decoderGraph(registry, body, shape),
      encoder: (registry: ParameterRegistry) => encoderGraph(registry, body, shape),
      encoderDecoder: (registry: ParameterRegistry) =>
        encoderDecoderGraph(registry, body, pair, bodyPrefixes.encoderDecoder),
      vectors: (registry: ParameterRegistry) => skipGram(registry, body, 2),
    };
    for (const [name, make] of Object.entries(makers)) {
      const registry = new ParameterRegistry(3);
      const trained = make(registry).graph.parameters;
      const { graph, scores } = armsGraph(registry, body, [{ body: name as Arm['body'], mode: 'frozen' }], shape);
      const own = [...graph.parameters.keys()].filter((parameter) => !parameter.startsWith('heads.'));
      expect(own.length).toBeGreaterThan(0);
      expect(own.filter((parameter) => !trained.has(parameter))).toEqual([]);
      // the state of token 1 of the first row alone is read
      const feeds = { ...floats({ ...sentences, pool: [0, 1, 0, 0, 0, 0, 1, 0, 0, 0] }), ...parametersOf(registry) };
      const read = () => [...runReference(graph, feeds).value(scores[0]!).data.slice(0, 2)];
      const before = read();
      feeds.ids![4] = 10;
      expect(
        read().some((score, i) => score !== before[i]),
        name,
      ).toBe(['encoder', 'encoderDecoder'].includes(name));
    }
  });

  it('arms do not touch each other: each has the loss and the gradients that it has alone', () => {
    const registry = new ParameterRegistry(3);
    const together = armsGraph(registry, body, arms, shape);
    const values = parametersOf(registry);
    const feeds = { ...floats(sentences), ...values };
    const run = runReference(together.graph, feeds, together.loss);
    let sum = 0;
    arms.forEach((arm, i) => {
      const alone = armsGraph(registry, body, [arm], shape);
      const own = runReference(alone.graph, feeds, alone.loss);
      const loss = own.value(alone.loss).data[0]!;
      sum += loss;
      expect(run.value(together.losses[i]!).data[0]).toBe(loss);
      for (const [name, tensor] of alone.graph.parameters) {
        const inAll = together.graph.parameters.get(name)!;
        expect([...run.gradient(inAll).data], name).toEqual([...own.gradient(tensor).data]);
      }
    });
    expect(run.value(together.loss).data[0]).toBeCloseTo(sum, 12);
  });

  it('both models of a format have the loss and the gradients of the encoder–decoder alone', () => {
    const registry = new ParameterRegistry(3);
    const together = formatGraph(registry, body, formShape);
    const feeds = { ...floats(forms), ...parametersOf(registry) };
    const run = runReference(together.graph, feeds, together.loss);
    let sum = 0;
    for (const start of formatStarts) {
      const prefix = formatPrefixOf(start);
      const alone = encoderDecoderGraph(registry, body, formShape, prefix);
      const own = runReference(alone.graph, feeds, alone.loss);
      expect(run.value(together.models[start].loss).data).toEqual(own.value(alone.loss).data);
      expect(run.value(together.models[start].logits).data).toEqual(own.value(alone.logits).data);
      for (const [name, tensor] of alone.graph.parameters) {
        const inBoth = together.graph.parameters.get(name)!;
        expect([...run.gradient(inBoth).data], name).toEqual([...own.gradient(tensor).data]);
      }
      sum += own.value(alone.loss).data[0]!;
    }
    expect(run.value(together.loss).data[0]).toBeCloseTo(sum, 12);
  });

  it('word vectors under a head are the mean of their rows and a linear layer, worked by hand', () => {
    const registry = new ParameterRegistry(3);
    const small = { ...body, width: 2 };
    const { graph, scores, loss } = armsGraph(registry, small, [{ body: 'vectors', mode: 'frozen' }], shape);
    const words = new Float64Array(24);
    // tokens 5 … 8 have (1, 0), (0, 1), (1, 0), (0, 3): the mean is (.5, 1)
    words.set([1, 0, 0, 1, 1, 0, 0, 3], 10);
    // tokens 9 and 4 have (4, 0) and (0, 2): the mean is (2, 1)
    words.set([4, 0], 18);
    words.set([0, 2], 8);
    const run = runReference(graph, {
      ...floats(sentences),
      'vectors.words': words,
      'heads.vectors.frozen.weight': Float64Array.of(1, 0, 0, 2),
      'heads.vectors.frozen.bias': Float64Array.of(0, 1),
    });
    expect([...run.value(scores[0]!).data]).toEqual([0.5, 3, 2, 3]);
    // labels 1 and 0: ln(1 + e^(−2.5)) and ln(1 + e^1)
    const expected = (Math.log1p(Math.exp(-2.5)) + Math.log1p(Math.E)) / 2;
    expect(run.value(loss).data[0]).toBeCloseTo(expected, 12);
  });
});
