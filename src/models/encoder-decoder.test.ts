import { describe, expect, it } from 'vitest';
import { runReference } from '../graph/reference.ts';
import { type EncoderDecoderConfig, encoderDecoderGraph, type SourcePositions } from './encoder-decoder.ts';
import { expectNumericGradients } from './expect-gradients.ts';
import type { PairShape } from './pairs.ts';
import { ParameterRegistry } from './registry.ts';
import { parameterFeeds } from './testing.ts';
import { plainEncoderDecoder } from './testing-encoder-decoder.ts';
import { pairFeeds, tinyEncoderDecoder as tiny } from './testing-seq2seq.ts';

type Feeds = Record<string, ArrayLike<number>>;

function build(shape: PairShape, config: EncoderDecoderConfig = tiny, positions?: SourcePositions) {
  const registry = new ParameterRegistry(3);
  const built = encoderDecoderGraph(registry, config, shape, '', positions);
  return { ...built, values: parameterFeeds(registry) };
}

function run(shape: PairShape, feeds: Feeds, config = tiny) {
  const { graph, logits, weights, values } = build(shape, config);
  const truth = runReference(graph, { ...feeds, ...values });
  return { logits: truth.value(logits).data, weights: weights.map((tensor) => truth.value(tensor)), values };
}

const v = tiny.vocabularySize;
const one = { rows: 1, source: 3, target: 4 };
const pair: Feeds = {
  ...pairFeeds(tiny, one, 1),
  ...{ source: [4, 2, 7], sourceLengths: [3] },
  ...{ prefix: [1, 5, 6, 3], prefixLengths: [4] },
};

describe('the transformer with encoder and decoder, in float64', () => {
  it.each(['tied', 'separate'] as const)('agrees with finite differences in every parameter, output: %s', (output) => {
    const shape = { rows: 2, source: 3, target: 3 };
    const { graph, loss, values } = build(shape, { ...tiny, output });
    const given = { ...pairFeeds(tiny, shape, 5), ...values };
    const feeds = Object.fromEntries(Object.entries(given).map(([name, data]) => [name, Float64Array.from(data)]));
    expect(graph.parameters.has('vocabulary')).toBe(output === 'separate');
    expectNumericGradients(graph, feeds, loss, 1e-8);
  });

  it('is what plain loops compute from its formulas: logits, and the weights of every head', () => {
    const config = { ...tiny, layers: 1 };
    const { logits, weights, values } = run(one, pair, config);
    const plain = plainEncoderDecoder(values, config.heads, [4, 2, 7], [1, 5, 6, 3]);
    plain.logits.flat().forEach((logit, i) => void expect(logits[i]).toBeCloseTo(logit, 10));
    expect(weights[0]!.shape).toEqual([1, config.heads, 4, 3]);
    plain.weights.flat(2).forEach((weight, i) => void expect(weights[0]!.data[i]).toBeCloseTo(weight, 10));
  });

  it('padding of the source changes nothing, whatever stands in it', () => {
    const padded = { rows: 1, source: 5, target: 4 };
    const before = run(one, pair).logits;
    for (const filler of [
      [0, 0],
      [8, 3],
      [5, 5],
    ]) {
      const after = run(padded, { ...pair, source: [4, 2, 7, ...filler] });
      before.forEach((logit, i) => void expect(after.logits[i]).toBeCloseTo(logit, 12));
      expect(after.weights[1]!.data.every((weight, i) => (i % 5 < 3 ? weight > 0 : weight === 0))).toBe(true);
    }
  });

  it('a later target token changes no earlier output; a source token changes all', () => {
    const before = run(one, pair).logits;
    const changedBy = (change: Feeds) => {
      const after = run(one, { ...pair, ...change }).logits;
      return [0, 1, 2, 3].map((i) => before.some((logit, at) => Math.floor(at / v) === i && logit !== after[at]));
    };
    expect(changedBy({ prefix: [1, 5, 8, 3] })).toEqual([false, false, true, true]);
    expect(changedBy({ prefix: [1, 5, 6, 8] })).toEqual([false, false, false, true]);
    expect(changedBy({ source: [3, 2, 7] })).toEqual([true, true, true, true]);
    expect(changedBy({ source: [4, 2, 3] })).toEqual([true, true, true, true]);
  });

  it('the order of the source matters through positions alone', () => {
    const turned: Feeds = { ...pair, source: [7, 2, 4] };
    expect(run(one, turned).logits).not.toEqual(run(one, pair).logits);
    const { graph, logits, values } = build(one);
    const placeless = { ...values, positions: values.positions!.map(() => 0.1) };
    const at = (feeds: Feeds) => runReference(graph, { ...feeds, ...placeless }).value(logits).data;
    at(turned).forEach((logit, i) => void expect(logit).toBeCloseTo(at(pair)[i]!, 12));
  });

  it('a source symbol stands where its position says, and nowhere without one', () => {
    const logitsOf = (feeds: Feeds, positions: SourcePositions) => {
      const { graph, logits, values } = build(one, tiny, positions);
      return [...runReference(graph, { ...values, ...feeds }).value(logits).data];
    };
    const turned: Feeds = { ...pair, source: [7, 4, 2] };
    const usual = logitsOf(pair, 'index');
    expect(logitsOf({ ...pair, sourcePositions: [0, 1, 2] }, 'given')).toEqual(usual);
    // each keeps the position that it had
    const carried = logitsOf({ ...turned, sourcePositions: [2, 0, 1] }, 'given');
    carried.forEach((logit, i) => void expect(logit).toBeCloseTo(usual[i]!, 12));
    expect(logitsOf({ ...turned, sourcePositions: [0, 1, 2] }, 'given')).not.toEqual(usual);
    const without = logitsOf(pair, 'none');
    expect(without).not.toEqual(usual);
    logitsOf(turned, 'none').forEach((logit, i) => void expect(logit).toBeCloseTo(without[i]!, 12));
  });

  it('without a table of positions the order of the source changes nothing, that of the target does', () => {
    const config: EncoderDecoderConfig = { ...tiny, initialPositions: 'none' };
    const before = run(one, pair, config);
    expect(before.values).not.toHaveProperty('positions');
    const after = run(one, { ...pair, source: [7, 4, 2] }, config).logits;
    before.logits.forEach((logit, i) => void expect(after[i]).toBeCloseTo(logit, 12));
    // the mask of the decoder tells what came before
    expect(run(one, { ...pair, prefix: [1, 6, 5, 3] }, config).logits.slice(-v)).not.toEqual(before.logits.slice(-v));
  });
});

it('has V d + n d + L (28 d² + 32 d) + 4 d parameters, with V d more for a separate output', () => {
  const count = (output: 'tied' | 'separate') => {
    const registry = new ParameterRegistry(1);
    encoderDecoderGraph(registry, { ...tiny, output }, one, '');
    return registry.list().reduce((sum, { initial }) => sum + initial.length, 0);
  };
  const { maxLength: n, width: d, layers } = tiny;
  // a layer of the encoder 12 d² + 13 d, of the decoder 16 d² + 19 d: four more matrices, their biases and a LayerNorm
  const expected = v * d + n * d + layers * (28 * d * d + 32 * d) + 4 * d;
  expect(count('tied')).toBe(expected);
  expect(count('separate')).toBe(expected + v * d);
});
