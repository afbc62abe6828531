import { describe, expect, it } from 'vitest';
import { elementsOf } from '../../graph/graph.ts';
import { numberModelGraph } from '../../models/number-model.ts';
import { ParameterRegistry } from '../../models/registry.ts';
import type { PartialConfig } from '../../run/settings.ts';
import { Prng } from '../../util/prng.ts';
import { resolvePreset } from '../presets.ts';
import {
  drawPrompt,
  drawVector,
  expectedLeastError,
  leastSquares,
  type Point,
  product,
  relativeError,
  scaled,
} from './regression.ts';
import { regressionPrompts } from './regression-evaluate.ts';
import { fillRegression, knownFunctions, numberModelOf, regressionLength } from './regression-parts.ts';
import { RegressionPhase } from './regression-phase.ts';
import type { InContextConfig } from './settings.ts';

describe('least squares', () => {
  it('is right where it can be worked by hand', () => {
    expect(leastSquares([])).toEqual([0, 0]);
    expect(leastSquares([[0, 0, 1]])).toEqual([0, 0]);
    // one pair: the shortest w with w · x = y is y x / |x|²
    const one = leastSquares([[3, 4, 10]]);
    expect(one[0]).toBeCloseTo(1.2, 12);
    expect(one[1]).toBeCloseTo(1.6, 12);
    // two pairs of the same direction that agree
    const same = leastSquares([
      [1, 1, 2],
      [2, 2, 4],
    ]);
    expect(same[0]).toBeCloseTo(1, 12);
    expect(same[1]).toBeCloseTo(1, 12);
    const two = leastSquares([
      [1, 0, 2],
      [1, 1, 5],
    ]);
    expect(two).toEqual([2, 3]);
    // a line through (0, 1), (1, 1), (2, 4): slope 3 / 2, value ½ at 0
    const line = leastSquares([
      [0, 1, 1],
      [1, 1, 1],
      [2, 1, 4],
    ]);
    expect(line[0]).toBeCloseTo(1.5, 12);
    expect(line[1]).toBeCloseTo(0.5, 12);
  });

  it('leaves no error that a small change of w could lessen, and finds the w of two pairs and more', () => {
    const prng = new Prng(4);
    for (let i = 0; i < 50; i++) {
      const points = Array.from({ length: 5 }, (): Point => [prng.normal(), prng.normal(), prng.normal()]);
      const w = leastSquares(points);
      const loss = (by: readonly number[]) =>
        points.reduce((sum, [x1, x2, y]) => sum + (product([w[0] + by[0]!, w[1] + by[1]!], [x1, x2]) - y) ** 2, 0);
      for (const by of [
        [1e-4, 0],
        [-1e-4, 0],
        [0, 1e-4],
        [0, -1e-4],
      ])
        expect(loss(by)).toBeGreaterThan(loss([0, 0]));
      const truth = drawVector(prng);
      const found = leastSquares(drawPrompt(truth, prng).examples.slice(0, 2 + (i % 7)));
      for (const c of [0, 1] as const) expect(Math.abs(found[c] - truth[c])).toBeLessThan(1e-6);
    }
  });

  it('has an expected error of 1, ½ and 0 after 0, 1 and 2 pairs', () => {
    const prng = new Prng(6);
    const prompts = Array.from({ length: 20_000 }, () => drawPrompt(drawVector(prng), prng));
    const errorAfter = (k: number) =>
      relativeError(
        prompts.map(({ examples, x }) => product(leastSquares(examples.slice(0, k)), x)),
        prompts.map(({ y }) => y!),
      );
    expect(errorAfter(0)).toBe(1);
    expect(Math.abs(errorAfter(1) - expectedLeastError(1))).toBeLessThan(0.03);
    expect(errorAfter(2)).toBeLessThan(1e-6);
    expect([0, 1, 2, 8].map(expectedLeastError)).toEqual([1, 0.5, 0, 0]);
  });

  it('does not mind a scale: its relative error stays the same', () => {
    const prompt = drawPrompt([0.3, -1.2], new Prng(2));
    const error = ({ examples, x, y }: ReturnType<typeof scaled>) =>
      relativeError([product(leastSquares(examples.slice(0, 1)), x)], [y!]);
    const wide = scaled(prompt, 2, 3);
    expect(wide.x[0]).toBe(2 * prompt.x[0]);
    expect(wide.y).toBe(6 * prompt.y!);
    expect(error(wide)).toBeCloseTo(error(prompt), 12);
    expect(relativeError([1, 4], [2, 2])).toBe(5 / 8);
  });
});

it('draws prompts whose y are w · x, each w new, or one of the known ones by the seed', () => {
  const prompts = regressionPrompts(5, drawVector);
  const found = prompts.map(({ examples }) => leastSquares(examples));
  expect(new Set(found.map(String)).size).toBe(5);
  prompts.forEach(({ examples, x, y }, i) => {
    expect(examples).toHaveLength(8);
    for (const [x1, x2, truth] of [...examples, [...x, y!] as const]) {
      expect(Math.abs(product(found[i]!, [x1, x2]) - truth)).toBeLessThan(1e-9);
    }
  });
  const config = { context: { functions: 'known' }, tasks: { known: 3 }, seed: 1 } as Parameters<
    typeof knownFunctions
  >[0];
  const known = knownFunctions(config)!;
  expect(known).toHaveLength(3);
  expect(knownFunctions(config)).toEqual(known);
  expect(knownFunctions({ ...config, seed: 2 })).not.toEqual(known);
  expect(knownFunctions({ ...config, context: { ...config.context, functions: 'new' } })).toBeNull();
});

it('goes on with its draws where it was', async () => {
  for (const functions of ['new', 'known'] as const) {
    const config = resolvePreset<InContextConfig>('in-context-regression-smoke', {
      tasks: { known: 3 },
      context: { functions, batch: 2 },
    });
    const parts = {
      config,
      model: numberModelOf(config),
      registry: new ParameterRegistry(1),
      known: knownFunctions(config),
    };
    const phase = new RegressionPhase(parts);
    await phase.draw();
    const kept = phase.source.state;
    const next = [await phase.draw(), await phase.draw()];
    expect(next[0]).not.toEqual(next[1]);
    const other = new RegressionPhase(parts);
    other.source.state = kept;
    expect([await other.draw(), await other.draw()]).toEqual(next);
    const ws = next.flat().map(({ examples }) => leastSquares(examples));
    const isKnown = ws.map((w) => (parts.known ?? []).some((one) => Math.abs(one[0] - w[0]) < 1e-6));
    expect(new Set(isKnown)).toEqual(new Set([functions === 'known']));
    // after 0 … 8 pairs 1, .5, 0, …
    expect(phase.measure()).toEqual(functions === 'known' ? {} : { exactLoss: 1.5 / 9 });
  }
});

it('begins with queries and keys of variance 1 where it reads positions that are normalised', () => {
  const registry = new ParameterRegistry(1);
  const model = numberModelOf(resolvePreset<InContextConfig>('in-context-regression'));
  numberModelGraph(registry, model, 1, regressionLength);
  const { initial, shape } = registry.list().find(({ name }) => name === 'lm.encoder.0.attn.qkv.weight')!;
  const squares = initial.reduce((sum, value) => sum + value * value, 0);
  expect(squares / shape[1]!).toBeCloseTo(1, 1);
});

it('each setting that is named where the plan does not fit makes it smaller', () => {
  const preset = 'in-context-regression-smoke';
  const phaseOf = (context: PartialConfig<InContextConfig>['context']) => {
    const config = resolvePreset<InContextConfig>(preset, { context });
    return new RegressionPhase({
      config,
      model: numberModelOf(config),
      registry: new ParameterRegistry(1),
      known: null,
    });
  };
  const elements = (context: PartialConfig<InContextConfig>['context']) =>
    phaseOf(context)
      .program()
      .graph.nodes.flatMap(({ outputs }) => outputs.map(({ shape }) => elementsOf(shape)))
      .reduce((a, b) => a + b);
  const large = { batch: 16, width: 32, layers: 2 };
  const smaller = phaseOf(large).sizes.map((key) => {
    const name = key.replace('context.', '') as keyof typeof large;
    return elements({ ...large, [name]: large[name] / 2 });
  });
  expect(smaller).toHaveLength(3);
  expect(Math.max(...smaller)).toBeLessThan(elements(large));
});

it('writes prompts as x₁ y₁ … x, and predicts every y, worked by hand', () => {
  const float = (n: number) => new Float32Array(3 * regressionLength * n).fill(99);
  const integer = (n: number) => new Uint32Array(n).fill(99);
  const arrays = {
    ...{ values: float(3), targets: float(1), weights: float(1) },
    ...{ kinds: integer(3 * regressionLength), lengths: integer(3) },
  };
  const inputs = {
    integers: (name: string) => arrays[name as 'kinds'],
    floats: (name: string) => arrays[name as 'values'],
  };
  const examples: Point[] = [[1, 2, 3]];
  fillRegression(inputs, [
    { examples, x: [4, 5], y: 6 },
    { examples, x: [4, 5] },
  ]);
  const row = (values: ArrayLike<number>, r: number, n = 1) =>
    Array.from(values).slice(r * regressionLength * n, (r * regressionLength + 4) * n);
  expect([...arrays.lengths]).toEqual([3, 3, 0]);
  expect(row(arrays.values, 0, 3)).toEqual([1, 2, 0, 0, 0, 3, 4, 5, 0, 0, 0, 0]);
  expect(row(arrays.values, 1, 3)).toEqual(row(arrays.values, 0, 3));
  expect(row(arrays.kinds, 1)).toEqual([1, 2, 1, 0]);
  expect(row(arrays.kinds, 2)).toEqual([0, 0, 0, 0]);
  expect(row(arrays.targets, 0)).toEqual([3, 0, 6, 0]);
  // three predictions in all, and two dimensions
  expect(row(arrays.weights, 0)).toEqual([1 / 6, 0, 1 / 6, 0].map(Math.fround));
  expect(row(arrays.weights, 1)).toEqual([1 / 6, 0, 0, 0].map(Math.fround));
});
