import { expect, it } from 'vitest';
import { sharedGpu } from '../../gpu/testing/shared-gpu.ts';
import { elementsOf } from '../../graph/graph.ts';
import { weightedSum } from '../../graph/ops/elementwise.ts';
import { runReference } from '../../graph/reference.ts';
import { ParameterRegistry } from '../../models/registry.ts';
import { prepareCorpus } from '../../run/prepare.ts';
import type { StepRecord } from '../../run/records.ts';
import { readSafetensors } from '../../run/safetensors.ts';
import type { PlanInputs } from '../../run/system.ts';
import { TrainingRun } from '../../run/training-run.ts';
import { generateBios } from '../../text/corpus/bios.ts';
import { tinyConfig } from '../../worker/testing/tiny-run.ts';
import { exampleTokens } from './examples.ts';
import { modelConfig } from './model-shapes.ts';
import { tangentKernel } from './one-step.ts';
import { buildRealm } from './plans.ts';
import type { RealmProbes } from './probes.ts';
import { fillRealm } from './retrieved.ts';
import type { RealmConfig } from './settings.ts';
import type { StepReading } from './step-views.ts';
import { realm } from './system.ts';

const beforeJoint = 8;
const config: RealmConfig = {
  ...tinyConfig,
  realm: { ...tinyConfig.realm, queryEmbedding: 'fresh' },
  joint: { ...tinyConfig.joint, steps: 10, refreshEvery: 4, swapAfter: 2 },
};
const corpus = () => generateBios({ ...config.bios, seed: config.seed });

/** One device for all runs: each kernel is compiled once. */
const gpu = sharedGpu();

/** A run of the tiny configuration, with the records of its steps. */
async function openRun() {
  const records: StepRecord[] = [];
  const run = await TrainingRun.open(
    await gpu,
    realm,
    { runId: 'slow', config, corpus: corpus() },
    {
      onSteps: (_phase, some) => records.push(...some),
      onEvaluation() {},
      onRefresh() {},
      onWarning() {},
      onKernels() {},
      onProgress() {},
      spawnIndexWorker: () => new Worker(new URL('../../worker/index.worker.ts', import.meta.url), { type: 'module' }),
    },
  );
  const ask = async <K extends keyof RealmProbes>(name: K, query: RealmProbes[K]['query']) =>
    (await run.ask(name, query, () => {})) as RealmProbes[K]['answer'];
  const advance = async (steps: number) => {
    for (let i = 0; i < steps; i++) await run.advance();
    await run.settle();
  };
  return { run, records, ask, advance };
}

it('looking at every step changes nothing: parameters, moments, draws and losses are the same bit for bit', async () => {
  const plain = await openRun();
  const watched = await openRun();
  await plain.advance(beforeJoint + config.joint.steps);
  await watched.advance(beforeJoint);
  for (let step = 0; step < config.joint.steps; step++) {
    const next = (await watched.ask('step-example', { batch: 'next', index: step }))!;
    await watched.advance(1);
    const latest = (await watched.ask('step-example', { batch: 'latest', index: step }))!;
    const again = (await watched.ask('step-example', { again: next.key }))!;
    if (step === 3) {
      const facts = await watched.ask('facts', {});
      expect(facts.groups.heldOut.edited!.facts).toBeGreaterThan(4);
      // the same facts, read with the same parameters
      expect(await watched.ask('facts', {})).toEqual(facts);
    }
    // what was announced is what was trained on, and both ways of reading it agree
    expect([latest.key, latest.sentence, latest.count]).toEqual([next.key, next.sentence, next.count]);
    expect(again.candidates).toEqual(latest.candidates);
    expect(again.candidates).not.toEqual(next.candidates);
    expect(again.embeddings.query).not.toEqual(next.embeddings.query);
  }
  expect(watched.records).toEqual(plain.records);
  const [expected, actual] = await Promise.all(
    [plain, watched].map(async ({ run }) => readSafetensors((await run.checkpoint()).weights)),
  );
  for (const [name, { data }] of expected!.tensors) expect(actual!.tensors.get(name)!.data, name).toEqual(data);
  // reading one example takes kernels of its own; those of the steps are the same
  const [{ kernels, ...state }, { kernels: more, ...other }] = [expected!, actual!].map(({ metadata }) =>
    JSON.parse(metadata.state!),
  );
  expect(other).toEqual(state);
  expect(more).toMatchObject(kernels);
  await plain.run.destroy();
  await watched.run.destroy();
});

/** K(z,z′), f and the embeddings of the same example in float64, from the parameters of a checkpoint. */
async function reference({ key }: StepReading, weights: ArrayBuffer) {
  const prepared = await prepareCorpus(corpus(), config);
  const model = modelConfig(config, prepared);
  const { graph, scores, queries, documents } = buildRealm(new ParameterRegistry(config.seed), model, config, 1);
  const chosen = weightedSum(graph, scores, graph.input('choice', scores.shape));
  const feeds: Record<string, Float32Array | Uint32Array> = {};
  for (const [name, { shape, dtype }] of graph.inputs) {
    feeds[name] = dtype === 'u32' ? new Uint32Array(elementsOf(shape)) : new Float32Array(elementsOf(shape));
  }
  const inputs = { floats: (name) => feeds[name], integers: (name) => feeds[name] } as PlanInputs;
  fillRealm(inputs, [{ ...key, tokens: exampleTokens(key.example, prepared) }], prepared, model, config);
  const { tensors } = readSafetensors(weights);
  for (const name of graph.parameters.keys()) feeds[name] = tensors.get(name)!.data as Float32Array;
  const names = [...graph.parameters.keys()].filter((name) => name.startsWith('retriever.'));
  const runs = Array.from({ length: config.realm.candidates }, (_, z) => {
    const choice = Float32Array.from({ length: config.realm.candidates }, (_value, i) => Number(i === z));
    return runReference(graph, { ...feeds, choice }, chosen);
  });
  const gradients = runs.map((run) =>
    Float64Array.from(names.flatMap((name) => [...run.gradient(graph.parameters.get(name)!).data])),
  );
  return {
    kernel: tangentKernel(gradients),
    scores: runs[0]!.value(scores).data,
    query: runs[0]!.value(queries).data,
    documents: runs[0]!.value(documents).data,
  };
}

const close = (actual: ArrayLike<number>, expected: ArrayLike<number>, tolerance: number) => {
  const scale = Math.max(...Array.from(expected, Math.abs));
  Array.from(expected, (value, i) => expect(Math.abs(actual[i]! - value)).toBeLessThan(tolerance * scale));
};

it('says what float64 says: scores, embeddings, and how the scores change with the parameters', async () => {
  const { run, ask, advance } = await openRun();
  await advance(beforeJoint + 3);
  const reading = (await ask('step-example', { batch: 'next', index: 1 }))!;
  const expected = await reference(reading, (await run.checkpoint()).weights);
  expect(reading.tangent!.learningRate).toBeCloseTo(config.joint.retrieverLearningRate, 12);
  close(
    reading.candidates.map(({ score }) => score),
    expected.scores,
    1e-4,
  );
  close(reading.embeddings.query, expected.query, 1e-4);
  close(
    reading.embeddings.documents.flatMap((one) => [...one]),
    expected.documents,
    1e-4,
  );
  close(reading.tangent!.kernel.flat(), expected.kernel.flat(), 1e-3);
  await run.destroy();
});

it('says the same while other questions are answered beside it', async () => {
  const { run, ask, advance } = await openRun();
  await advance(beforeJoint + 2);
  const alone = await ask('step-example', { batch: 'next', index: 0 });
  // a run that stands still answers questions side by side, and each of them computes gradients
  const [beside, other] = await Promise.all([
    ask('step-example', { batch: 'next', index: 0 }),
    ask('step-example', { batch: 'next', index: 1 }),
    ...[0, 1, 2, 3].map((index) => ask('example', { index })),
  ]);
  expect(beside).toEqual(alone);
  expect(other!.tangent!.kernel).not.toEqual(alone!.tangent!.kernel);
  await run.destroy();
});

it('refreshes the index at once: the new one is of the current parameters and has no age', async () => {
  const { run, ask, advance } = await openRun();
  await advance(beforeJoint - 1);
  expect(await ask('step-example', { batch: 'next', index: 0 })).toBeNull();
  await advance(1 + 3);
  const { key } = (await ask('step-example', { batch: 'next', index: 0 }))!;
  const { before, after, step } = await ask('refresh-index', { key });
  expect([before.takenAtStep, after.takenAtStep, step]).toEqual([0, 3, 3]);
  for (const { blocks, found } of [before, after]) {
    expect(blocks).toHaveLength(config.realm.candidates - 1);
    expect(found).toHaveLength(blocks.length);
  }
  await advance(1);
  expect(run.moment).toEqual({ phase: 'joint', step: 4 });
  await expect(ask('step-example', { again: { ...key, blocks: [1e6] } })).rejects.toMatchObject({
    code: 'bad-option',
  });
  await run.destroy();
});
