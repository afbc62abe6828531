import { expect, it } from 'vitest';
import { runReference } from '../graph/reference.ts';
import { languageModelGraph, nextTokenTargets } from '../models/language-model.ts';
import { ParameterRegistry } from '../models/registry.ts';
import { parameterFeeds, tinyLanguageModel } from '../models/testing.ts';
import type { Plans } from './engine.ts';
import { type HeadLosses, type HeadMaps, Heads, type HeadsModel, headProbes } from './heads.ts';
import type { Moment } from './records.ts';
import { referencePlans } from './testing/reference-plans.ts';

const length = 9;
const rows = [
  [3, 4, 5, 6, 7],
  [8, 9],
  [1, 2, 3, 4, 5, 6, 7, 8, 9, 10],
];

const now: Moment = { phase: 'lm', step: 7 };

function opened() {
  const registry = new ParameterRegistry(4);
  languageModelGraph(registry, tinyLanguageModel, 1, length);
  const parameters = parameterFeeds(registry);
  const plans = referencePlans(parameters) as unknown as Plans;
  const model: HeadsModel<number[]> = {
    view: { id: 'text', part: 'model' },
    layers: 2,
    heads: 2,
    rows: () => rows,
    isHeldOut: true,
    batch: 2,
    graph: (n) => languageModelGraph(registry, tinyLanguageModel, n, length, undefined, true),
    fill: (inputs, some) =>
      nextTokenTargets([...some], tinyLanguageModel.vocabularySize, {
        ...{ ids: inputs.integers('ids'), lengths: inputs.integers('lengths') },
        ...{ targets: inputs.integers('targets'), weights: inputs.floats('weights') },
      }),
    describe: (row) => ({ tokens: row.slice(0, -1).map(String), targets: row.slice(1).map(String) }),
  };
  // the same heads over the texts the other way round, one prediction each
  const backwards: HeadsModel<number[]> = {
    ...model,
    view: { id: 'backwards', part: 'other' },
    rows: () => rows.toReversed(),
    predictions: () => 1,
  };
  const probes = headProbes([new Heads(plans, model), new Heads(plans, backwards)]);
  const ask = <Answer>(name: keyof typeof probes, query: object, at = now, onProgress = () => {}) =>
    probes[name](query as never, at, onProgress) as Promise<Answer>;
  return { registry, parameters, ask };
}

/** The mean over all predictions of the ordinary graph, all rows at once. */
function plainLoss({ registry, parameters }: Pick<ReturnType<typeof opened>, 'registry' | 'parameters'>): number {
  const { graph, loss } = languageModelGraph(registry, tinyLanguageModel, rows.length, length);
  const arrays = {
    ...{ ids: new Uint32Array(27), lengths: new Uint32Array(3) },
    ...{ targets: new Uint32Array(27), weights: new Float32Array(27) },
  };
  nextTokenTargets(rows, tinyLanguageModel.vocabularySize, arrays);
  return runReference(graph, { ...arrays, ...parameters }).value(loss).data[0]!;
}

it('with all heads has the loss of the ordinary graph over all examples, whatever their batches; without one another', async () => {
  const run = opened();
  const progress: number[][] = [];
  const onProgress = ((...told: number[]) => void progress.push(told)) as () => void;
  const none = await run.ask<HeadLosses>('head-losses', { sets: [[]] }, now, onProgress);
  expect(none).toMatchObject({ phase: 'lm', step: 7, examples: 3, predictions: 4 + 1 + 9, isHeldOut: true });
  expect(none.without).toEqual([{ off: [], loss: none.all }]);
  expect(none.all).toBeCloseTo(plainLoss(run), 6);
  expect(progress).toEqual([
    [2, 6],
    [3, 6],
    [5, 6],
    [6, 6],
  ]);
  progress.length = 0;
  const some = await run.ask<HeadLosses>('head-losses', { sets: [[2], [2, 3]] }, now, onProgress);
  // the loss with all heads is known
  expect(progress).toEqual([
    [2, 6],
    [3, 6],
    [5, 6],
    [6, 6],
  ]);
  expect(some.all).toBe(none.all);
  const [one, two] = some.without;
  expect([one!.off, two!.off]).toEqual([[2], [2, 3]]);
  expect(one!.loss).not.toBeCloseTo(some.all, 4);
  expect(two!.loss).not.toBeCloseTo(one!.loss, 4);
});

it.each([
  ['has moved on', { phase: 'lm', step: 8 }],
  ['was trained anew to the same step', { ...now }],
])('measures anew once the model %s', async (_, later) => {
  const run = opened();
  const before = await run.ask<HeadLosses>('head-losses', { sets: [[]] });
  run.parameters['lm.tokens']!.forEach((value, i, all) => {
    all[i] = 1.5 * value;
  });
  const after = await run.ask<HeadLosses>('head-losses', { sets: [[]] }, later);
  expect(after.all).not.toBeCloseTo(before.all, 4);
  expect(after.all).toBeCloseTo(plainLoss(run), 6);
});

it('gives the weights of every head over the tokens of an example, without padding; numbers count on from the first', async () => {
  const run = opened();
  const maps = await run.ask<HeadMaps>('heads', { text: 3, off: [] });
  expect(maps).toMatchObject({ text: 0, texts: 3, layers: 2, heads: 2, tokens: ['3', '4', '5', '6'] });
  expect(maps.targets).toEqual(['4', '5', '6', '7']);
  expect(maps.weights).toHaveLength(2 * 2 * 4 * 4);
  const { graph, inspection } = languageModelGraph(run.registry, tinyLanguageModel, 1, length, undefined, true);
  const feeds = { ids: [3, 4, 5, 6, 0, 0, 0, 0, 0], lengths: [4], 'heads.on': [1, 1, 1, 1] };
  const zeros = { targets: new Array<number>(9).fill(20), weights: new Array<number>(9).fill(0) };
  const truth = runReference(graph, { ...feeds, ...zeros, ...run.parameters });
  maps.weights.forEach((weight, at) => {
    const [j, i, h, l] = [at % 4, Math.floor(at / 4) % 4, Math.floor(at / 16) % 2, Math.floor(at / 32)];
    expect(weight).toBeCloseTo(truth.value(inspection!.weights[l]!).data[(h * 9 + i) * 9 + j]!, 6);
    if (j > i) expect(weight).toBe(0);
  });
  const without = await run.ask<HeadMaps>('heads', { text: 0, off: [0, 1] });
  // the first layer attends as before, the second reads something else
  expect(without.weights.subarray(0, 32)).toEqual(maps.weights.subarray(0, 32));
  expect(without.weights.subarray(32)).not.toEqual(maps.weights.subarray(32));
  expect(without.loss).not.toBe(maps.loss);
});

it('refuses a head that there is not, and a corpus without examples', async () => {
  const run = opened();
  await expect(run.ask('head-losses', { sets: [[4]] })).rejects.toThrow('There is no head 5: the model has 4.');
  const model = { view: { id: 'text', part: 'model' }, rows: () => [], layers: 1, heads: 1 } as never;
  const probes = headProbes([new Heads(referencePlans({}) as unknown as Plans, model)]);
  const asked = probes.heads({ text: 0, off: [] } as never, { phase: 'lm', step: 0 }, () => {});
  await expect(asked).rejects.toThrow('no text on which heads could be measured');
});

it('answers in the view that is asked, in the first one otherwise, and says which there are', async () => {
  const run = opened();
  const first = await run.ask<HeadMaps>('heads', { text: 0, off: [] });
  expect(first.view).toEqual({ id: 'text', part: 'model' });
  expect(first.views.map(({ id }) => id)).toEqual(['text', 'backwards']);
  const other = await run.ask<HeadMaps>('heads', { view: 'backwards', text: 2, off: [] });
  expect(other.view).toEqual({ id: 'backwards', part: 'other' });
  expect(other.weights).toEqual(first.weights);
  const losses = await run.ask<HeadLosses>('head-losses', { view: 'backwards', sets: [] });
  expect(losses).toMatchObject({ view: { id: 'backwards', part: 'other' }, predictions: 3 });
  await expect(run.ask('heads', { view: 'none', text: 0, off: [] })).rejects.toThrow('no view of heads none');
});
