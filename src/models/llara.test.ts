import { describe, expect, it } from 'vitest';
import { Graph } from '../graph/graph.ts';
import { seesKey } from '../graph/ops/attention-mask.ts';
import { bagLikelihood } from '../graph/ops/bag-likelihood.ts';
import { innerProduct } from '../graph/ops/inner-product.ts';
import { rowGroups } from '../graph/ops/row-groups.ts';
import { runReference } from '../graph/reference.ts';
import { Prng } from '../util/prng.ts';
import { barredScore, contrastGraph, embedTextsGraph, infoNceLoss, jointGraph } from './llara.ts';
import { jointMask, jointRow, promptedRow, promptIds, promptNames, promptTokens } from './llara-prompt.ts';
import { bagTargets, writeTargets } from './llara-rows.ts';
import { type AdapterChoice, mergeAdapters, type NamedParameters } from './lora.ts';
import { ParameterRegistry } from './registry.ts';
import { numericGradient, parameterFeeds } from './testing.ts';
import {
  contrastFeeds,
  jointFeeds,
  paperPrompt,
  releasePrompt,
  textFeeds,
  tinyLlara,
  tinyTexts,
  zeroFeeds,
} from './testing-llara.ts';

describe('the joint prompt', () => {
  const prompts = promptTokens(paperPrompt, 100);

  it('of three tokens has the mask and the positions of the worked example', () => {
    const mask = jointMask(3, 2);
    const rows = Array.from({ length: 7 }, (_, i) =>
      Array.from({ length: 7 }, (_, j) => Number(seesKey(mask, i, j))).join(''),
    );
    expect(rows.join(' ')).toBe('1000000 1100000 1110000 1111000 1111100 1110010 1110011');
    expect(rows.join('').replaceAll('0', '')).toHaveLength(24);
    const row = jointRow([7, 8, 9], prompts);
    expect(row.positions).toEqual([0, 1, 2, 3, 4, 3, 4]);
    expect(row.ids).toEqual([7, 8, 9, 100, 102, 101, 102]);
    expect(row.slots).toEqual({ self: [4], next: [6] });
  });

  it('has one </s> for both prompts, or slots of their own', () => {
    const release = promptTokens(releasePrompt, 100);
    expect(release).toEqual({
      self: { words: [100, 101], slots: [104, 105] },
      next: { words: [102, 103], slots: [106, 107] },
    });
    expect([promptIds(paperPrompt), promptIds(releasePrompt)]).toEqual([3, 8]);
    expect(promptNames(paperPrompt)).toEqual(['SELF', 'NEXT', '</s>']);
    expect(promptNames(releasePrompt)).toEqual('SELF1 SELF2 NEXT1 NEXT2 <s1> <s2> <s3> <s4>'.split(' '));
    expect(promptedRow([7], release, 'next')).toEqual({
      ids: [7, 102, 103, 106, 107],
      positions: [0, 1, 2, 3, 4],
      slots: { next: [3, 4] },
    });
  });
});

describe('the losses', () => {
  it('of a bag of words are those of the worked example: the mean over distinct tokens', () => {
    const graph = new Graph();
    const likelihood = bagLikelihood(graph, graph.input('logits', [2, 4]), graph.input('targets', [2, 3], 'u32'));
    const targets = new Uint32Array(6);
    const weights = new Float32Array(2);
    const bags = [bagTargets([0, 2, 2], new Set()), bagTargets([3, 1], new Set([1, 3]))];
    writeTargets(targets, weights, bags, 4);
    expect([...weights]).toEqual([1, 0]);
    const { data } = runReference(graph, { logits: [2, 0, 1, -1, 1, 2, 3, 4], targets }).value(likelihood);
    expect(-data[0]!).toBeCloseTo(0.94019, 6);
    expect(-2 * data[0]!).toBeCloseTo(1.880379, 6);
    expect(data[1]).toBe(0);
  });

  it('choose the largest logit of the slots for each token before the softmax', () => {
    const graph = new Graph();
    const logits = rowGroups(graph, graph.input('slots', [2, 4]), 2, 'max');
    const likelihood = bagLikelihood(graph, logits, graph.input('targets', [1, 2], 'u32'));
    const { data } = runReference(graph, { slots: [2, -5, 1, -1, -3, 0, 0.5, -2], targets: [0, 2] }).value(likelihood);
    expect(-data[0]!).toBeCloseTo(0.94019, 6);
  });

  it.each([
    [1, 0.839546, 6],
    [0.05, 0.0181507, 7],
    [0.01, 2.06e-9, 11],
  ])(
    'of the contrast at τ = %f is that of the worked example, with and without a barred passage',
    (τ, loss, digits) => {
      for (const barred of [[], [1]]) {
        const graph = new Graph();
        const value = infoNceLoss(graph, graph.input('scores', [1, 3 + barred.length]));
        const feeds = {
          scores: [0.8, 0.6, 0.1, ...barred.map(() => 0.95)].map((score) => score / τ),
          barred: [0, 0, 0, ...barred],
          barredScore: [0, 0, 0, ...barred].map(() => barredScore),
          targets: [0],
          weights: [1],
        };
        expect(runReference(graph, feeds).value(value).data[0]).toBeCloseTo(loss, digits);
      }
    },
  );
});

describe.each([
  ['paper', paperPrompt],
  ['release', releasePrompt],
] as const)('a joint pass with the prompt “%s”', (_name, prompt) => {
  const config = tinyLlara(prompt);
  const texts = tinyTexts(3, 5);
  const registry = new ParameterRegistry(4);
  const size = prompt.words + prompt.slots;
  const joint = jointGraph(registry, config, { rows: 3, length: 4 + 2 * size, targets: 4, lmPositions: 2 });
  const values = parameterFeeds(registry);
  const feeds = jointFeeds(joint.graph, config, texts);
  const logitsOf = (given: typeof feeds) => {
    const run = runReference(joint.graph, { ...given, ...values });
    return { self: run.value(joint.selfLogits).data, next: run.value(joint.nextLogits).data };
  };
  /** From a pass of its own. */
  const separate = (side: 'self' | 'next') => {
    const { graph, states } = embedTextsGraph(registry, config, 3, 4 + size);
    const { vocabularySize, width } = config.lm;
    const tokens = registry.parameter(graph, 'lm.tokens', [vocabularySize, width], { kind: 'zeros' });
    const logits = rowGroups(graph, innerProduct(graph, states, tokens), prompt.slots, 'max');
    const given = zeroFeeds(graph);
    textFeeds(given, 'texts', config, texts, side);
    return runReference(graph, { ...given, ...values }).value(logits).data;
  };
  const largest = (a: ArrayLike<number>, b: ArrayLike<number>) =>
    Array.from(a).reduce((top, x, i) => Math.max(top, Math.abs(x - b[i]!)), 0);

  it('equals two passes, and does not if positions go on or if NEXT sees SELF', () => {
    const [self, next] = [separate('self'), separate('next')];
    const both = logitsOf(feeds);
    expect(largest(both.self, self)).toBeLessThan(1e-12);
    expect(largest(both.next, next)).toBeLessThan(1e-12);
    expect(largest(self, next)).toBeGreaterThan(0.1);

    const positions = feeds.positions!.map((at, i) => {
      const text = texts[Math.floor(i / (4 + 2 * size))]!.length;
      return i % (4 + 2 * size) >= text + size ? Math.min(at + size, config.lm.maxLength - 1) : at;
    });
    const moved = logitsOf({ ...feeds, positions });
    expect(largest(moved.self, self)).toBeLessThan(1e-12);
    expect(largest(moved.next, next)).toBeGreaterThan(1e-3);
    // causal: query i sees all keys up to i
    const mask = feeds.mask!.map((bits, i) => (bits === 0 ? 0 : 2 ** ((i % (4 + 2 * size)) + 1) - 1));
    const seen = logitsOf({ ...feeds, mask });
    expect(largest(seen.self, self)).toBeLessThan(1e-12);
    expect(largest(seen.next, next)).toBeGreaterThan(1e-3);
  });

  it('has the gradients of finite differences', () => {
    const exact: Record<string, Float64Array> = {};
    for (const [name, given] of Object.entries({ ...feeds, ...values })) exact[name] = Float64Array.from(given);
    const run = runReference(joint.graph, exact, joint.loss);
    const prng = new Prng(8);
    for (const [name, tensor] of joint.graph.parameters) {
      const i = prng.int(exact[name]!.length);
      const numeric = numericGradient(
        exact[name]!,
        i,
        () => runReference(joint.graph, exact).value(joint.loss).data[0]!,
      );
      expect(Math.abs(numeric - run.gradient(tensor).data[i]!), name).toBeLessThan(1e-8);
    }
  });
});

describe('fine-tuning', () => {
  const config = tinyLlara(releasePrompt);
  const shape = { batch: 2, passages: 4, lengths: { query: 8, passage: 8 }, temperature: 0.5 };
  const adapter: AdapterChoice = () => ({ rank: 2, alpha: 4 });
  const make = (choice?: AdapterChoice) => {
    const registry = new ParameterRegistry(6);
    return { registry, ...contrastGraph(registry, config, shape, choice) };
  };

  it('has the gradients of finite differences, and none for a barred passage', () => {
    const { registry, graph, loss, scores } = make();
    const exact: Record<string, Float64Array> = {};
    for (const [name, given] of Object.entries({ ...contrastFeeds(graph, config, 3), ...parameterFeeds(registry) })) {
      exact[name] = Float64Array.from(given);
    }
    const run = runReference(graph, exact, loss);
    expect(run.gradient(scores).data[3]).toBe(0);
    expect(run.gradient(scores).data.every((g, i) => i === 3 || g !== 0)).toBe(true);
    const prng = new Prng(8);
    for (const [name, tensor] of graph.parameters) {
      const i = prng.int(exact[name]!.length);
      const numeric = numericGradient(exact[name]!, i, () => runReference(graph, exact).value(loss).data[0]!);
      expect(Math.abs(numeric - run.gradient(tensor).data[i]!), name).toBeLessThan(1e-8);
    }
  });

  it('with adapters that were not updated equals the frozen model, and merged adapters equal those apart', () => {
    const plain = make();
    const adapted = make(adapter);
    const feeds = contrastFeeds(plain.graph, config, 3);
    const named = (registry: ParameterRegistry, change: (name: string, data: Float32Array) => Float32Array) =>
      Object.fromEntries(
        registry.list().map(({ name, shape: of, initial }) => [name, { shape: of, data: change(name, initial) }]),
      ) as NamedParameters;
    const scoresOf = ({ graph, scores }: typeof plain, parameters: NamedParameters) => {
      const data = Object.fromEntries(Object.entries(parameters).map(([name, one]) => [name, one.data]));
      return runReference(graph, { ...feeds, ...data }).value(scores).data;
    };
    const before = scoresOf(
      plain,
      named(plain.registry, (_, data) => data),
    );
    expect(
      scoresOf(
        adapted,
        named(adapted.registry, (_, data) => data),
      ),
    ).toEqual(before);

    const prng = new Prng(2);
    const trained = named(adapted.registry, (name, data) =>
      name.endsWith('.b') ? data.map(() => 0.3 * prng.normal()) : data,
    );
    const apart = scoresOf(adapted, trained);
    const merged = scoresOf(plain, mergeAdapters(trained, 'lm.', adapter));
    apart.forEach((score, i) => {
      // merged weights are rounded to f32
      expect(Math.abs(score - merged[i]!)).toBeLessThan(2e-6);
    });
    expect(Math.max(...apart.map((score, i) => Math.abs(score - before[i]!)))).toBeGreaterThan(0.1);
  });

  it('with adapters changes what the joint pass predicts as their merged weights do', () => {
    const joint = (choice?: AdapterChoice) => {
      const registry = new ParameterRegistry(6);
      return { registry, ...jointGraph(registry, config, { rows: 2, length: 12, targets: 3, lmPositions: 0 }, choice) };
    };
    const [plain, adapted] = [joint(), joint(adapter)];
    const prng = new Prng(3);
    const trained = Object.fromEntries(
      adapted.registry.list().map(({ name, shape: of, initial }) => {
        return [name, { shape: of, data: name.endsWith('.b') ? initial.map(() => 0.3 * prng.normal()) : initial }];
      }),
    );
    const logitsOf = ({ graph, selfLogits }: typeof plain, parameters: NamedParameters) => {
      const data = Object.fromEntries(Object.entries(parameters).map(([name, one]) => [name, one.data]));
      return runReference(graph, { ...jointFeeds(graph, config, tinyTexts(2, 5)), ...data }).value(selfLogits).data;
    };
    const apart = logitsOf(adapted, trained);
    const merged = logitsOf(plain, mergeAdapters(trained, 'lm.', adapter));
    const before = logitsOf(plain, trained);
    // merged weights are rounded to f32
    expect(Math.max(...apart.map((logit, i) => Math.abs(logit - merged[i]!)))).toBeLessThan(1e-5);
    expect(Math.max(...apart.map((logit, i) => Math.abs(logit - before[i]!)))).toBeGreaterThan(0.1);
  });
});
