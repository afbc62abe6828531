/** The losses of joint training on the GPU: REALM's, that of ICT, their sum, and REALM's beside an oracle. */
import { beforeAll, describe, expect, it } from 'vitest';
import type { Gpu } from '../../gpu/device.ts';
import { sharedGpu } from '../../gpu/testing/shared-gpu.ts';
import { compile } from '../../graph/compile.ts';
import type { Graph, Tensor } from '../../graph/graph.ts';
import { ParameterStore } from '../../graph/parameters.ts';
import { ictLoss, type RealmGraph, realmGraph, summedLoss } from '../../models/realm.ts';
import { ParameterRegistry } from '../../models/registry.ts';
import { parameterFeeds, realmFeeds, tinyModel } from '../../models/testing.ts';
import type { StepRecord } from '../../run/records.ts';
import { readSafetensors } from '../../run/safetensors.ts';
import { TrainingRun } from '../../run/training-run.ts';
import { generateBios } from '../../text/corpus/bios.ts';
import { Prng } from '../../util/prng.ts';
import { tinyConfig } from '../../worker/testing/tiny-run.ts';
import type { RealmProbes } from './probes.ts';
import type { RealmConfig } from './settings.ts';
import { realm } from './system.ts';

let gpu: Gpu;
beforeAll(async () => {
  gpu = await sharedGpu();
});

describe('the loss of a tiny model', () => {
  const [b, k, pairs] = [3, 4, 5];
  const model = tinyModel({ directPath: true, copyHead: true, tokenShift: true });

  /** Values of all inputs of both losses, random but for what the losses require. */
  function feedsOf(graph: Graph): Record<string, Float32Array> {
    const feeds = realmFeeds(graph, model, b, k, 11);
    const prng = new Prng(12);
    for (const [name, length] of [
      ['ict.query', model.lengths.query],
      ['ict.document', model.lengths.document],
    ] as const) {
      const ids = feeds[`${name}.ids`]!;
      ids.forEach((_, i) => {
        ids[i] = 1 + prng.int(model.embedder.vocabularySize - 1);
      });
      feeds[`${name}.lengths`]!.fill(length);
      feeds[`${name}.weights`]!.fill(1 / length);
    }
    feeds['ict.targets']!.set(Array.from({ length: pairs }, (_, i) => i));
    feeds['ict.weights']!.fill(1 / pairs);
    feeds['weight.realmLoss']!.fill(0.75);
    feeds['weight.ictLoss']!.fill(2);
    return feeds;
  }

  /** Losses and the gradients of `choose` by the parameter's name. */
  async function run(choose: (of: { realm: Tensor; ict: Tensor; sum: Tensor }) => Tensor) {
    const registry = new ParameterRegistry(3);
    const built = realmGraph(registry, model, b, k, 'sequence');
    const { graph } = built;
    const ict = ictLoss(graph, registry, model, pairs, 'ict.');
    const sum = summedLoss(graph, [
      ['weight.realmLoss', built.loss],
      ['weight.ictLoss', ict],
    ]);
    const losses = { realm: built.loss, ict, sum };
    const values = parameterFeeds(registry);
    const store = new ParameterStore(
      gpu.device,
      registry.list().map((spec) => ({ ...spec, initial: values[spec.name]! })),
    );
    const compiled = await compile(gpu.device, gpu.pipelines, { graph, store, outputs: losses, loss: choose(losses) });
    const feeds = feedsOf(graph);
    for (const [key, tensor] of graph.inputs) {
      if (tensor.dtype === 'u32') compiled.integers(key).set(feeds[key]!);
      else compiled.floats(key).set(feeds[key]!);
    }
    const result = await compiled.run();
    const packed = await store.read('gradients');
    const gradients = new Map([...graph.parameters.keys()].map((name) => [name, store.unpack(packed, name).slice()]));
    compiled.destroy();
    store.destroy();
    return { gradients, realm: result.realm![0]!, ict: result.ict![0]!, sum: result.sum![0]! };
  }

  it('as a weighted sum has the weighted sum of the gradients', async () => {
    const [sum, ofRealm, ofIct] = [await run((of) => of.sum), await run((of) => of.realm), await run((of) => of.ict)];
    expect(sum.sum).toBeCloseTo(0.75 * sum.realm + 2 * sum.ict, 5);
    expect([sum.realm, sum.ict]).toEqual([ofRealm.realm, ofIct.ict]);
    let compared = 0;
    for (const [name, gradient] of sum.gradients) {
      const [one, two] = [ofRealm.gradients.get(name)!, ofIct.gradients.get(name)!];
      const scale = gradient.reduce((top, x) => Math.max(top, Math.abs(x)), 1e-2);
      gradient.forEach((value, i) => {
        const expected = 0.75 * one[i]! + 2 * two[i]!;
        expect(Math.abs(value - expected) / scale, `∂${name}[${i}]`).toBeLessThan(1e-5);
        compared += Number(one[i] !== 0 && two[i] !== 0);
      });
    }
    // both losses reach the retriever
    expect(compared).toBeGreaterThan(100);
  });

  it('beside an oracle gives r(z) = p(z|y,x) − p(z|x) with p(y|z,x) = .5 or 1e-4, and trains no reader', async () => {
    const registry = new ParameterRegistry(3);
    const built: RealmGraph = realmGraph(registry, model, b, k, 'sequence', undefined, 'training', 'oracle');
    const { graph, loss, scores, logPrior, likelihood, logMarginal } = built;
    const values = parameterFeeds(registry);
    const store = new ParameterStore(
      gpu.device,
      registry.list().map((spec) => ({ ...spec, initial: values[spec.name]! })),
    );
    store.write('gradients', new Float32Array(store.elements).fill(7));
    const outputs = { f: scores, logPrior, likelihood, logMarginal };
    const compiled = await compile(gpu.device, gpu.pipelines, { graph, store, outputs, loss, gradients: { scores } });
    const feeds = realmFeeds(graph, model, b, k, 11);
    const j = model.masks;
    const holding = [
      [0, 1, 0, 0],
      [0, 0, 0, 0],
      [0, 1, 0, 1],
    ];
    holding.flat().forEach((holds, r) => {
      const count = feeds.counts![Math.floor(r / k)]!;
      feeds['oracle.absent']!.fill(Math.log(1e-4) / count, r * j, r * j + count);
      feeds['oracle.gain']!.fill(Math.log(0.5 / 1e-4) / count, r * j, r * j + count);
      feeds['oracle.holds']!.fill(holds, r * j, r * j + count);
    });
    for (const [key, tensor] of graph.inputs) {
      if (tensor.dtype === 'u32') compiled.integers(key).set(feeds[key]!);
      else compiled.floats(key).set(feeds[key]!);
    }
    const result = await compiled.run();
    holding.forEach((row, example) => {
      const f = [...result.f!.subarray(example * k, (example + 1) * k)];
      const total = f.reduce((sum, score) => sum + Math.exp(score), 0);
      const prior = f.map((score) => Math.exp(score) / total);
      const p = row.map((holds) => (holds ? 0.5 : 1e-4));
      const marginal = prior.reduce((sum, share, z) => sum + share * p[z]!, 0);
      expect(result.logMarginal![example]).toBeCloseTo(Math.log(marginal), 5);
      row.forEach((_, z) => {
        const r = (p[z]! / marginal - 1) * prior[z]!;
        expect(-b * result.scores![example * k + z]!, `r(${z}) of ${example}`).toBeCloseTo(r, 5);
      });
    });
    const gradients = await store.read('gradients');
    for (const { name } of registry.list()) {
      const untouched = store.unpack(gradients, name).every((value) => value === 7);
      expect(untouched, name).toBe(name.startsWith('reader.'));
    }
    compiled.destroy();
    store.destroy();
  });
});

describe('joint training', () => {
  /** Trains a tiny run to its end. `parts`: of its parameters at the start of the joint phase and at the end, whether they changed. */
  async function train(joint: Partial<RealmConfig['joint']>) {
    const config: RealmConfig = {
      ...tinyConfig,
      warmup: { ...tinyConfig.warmup, retrieved: 0.5 },
      joint: { ...tinyConfig.joint, steps: 6, refreshEvery: 0, ictBatch: 6, ...joint },
    };
    const records: (StepRecord & { phase: string })[] = [];
    const run = await TrainingRun.open(
      gpu,
      realm,
      { runId: 'joint', config, corpus: generateBios({ ...config.bios, seed: config.seed }) },
      {
        onSteps: (phase, some) => records.push(...some.map((record) => ({ ...record, phase }))),
        onEvaluation() {},
        onRefresh() {},
        onWarning() {},
        onKernels() {},
        onProgress() {},
        spawnIndexWorker: () =>
          new Worker(new URL('../../worker/index.worker.ts', import.meta.url), { type: 'module' }),
      },
    );
    const values = async () => readSafetensors((await run.checkpoint()).weights).tensors;
    while (run.moment.phase !== 'joint') await run.advance();
    const before = await values();
    while (!run.finished) await run.advance();
    const after = await values();
    const changed = (prefix: string) =>
      [...before].some(
        ([name, { data }]) => name.startsWith(prefix) && data.some((value, i) => value !== after.get(name)!.data[i]),
      );
    const parts = { retriever: changed('retriever.'), reader: changed('reader.') };
    const shown = (await run.ask('example', { index: 0 }, () => {})) as RealmProbes['example']['answer'];
    await run.destroy();
    return { parts, shown, records: records.filter(({ phase }) => phase === 'joint') };
  }

  it('shows both losses apart, and their weighted sum as the loss', async () => {
    const { parts, records } = await train({ ictWeight: 0.5, realmWeight: 2 });
    expect(parts).toEqual({ retriever: true, reader: true });
    expect(records).toHaveLength(6);
    for (const { metrics } of records) {
      expect(metrics.loss).toBeCloseTo(2 * metrics.realmLoss! + 0.5 * metrics.ictLoss!, 4);
      // of pairs that are drawn: a retriever that knows nothing has log 6 ≈ 1.79
      expect(metrics.ictLoss).toBeGreaterThan(0.05);
      expect(metrics.realmLoss).toBeGreaterThan(0.05);
    }
  });

  it('without REALM’s loss continues ICT: the reader stays as it is, and nothing is read', async () => {
    const { parts, records } = await train({ ictWeight: 1, realmWeight: 0 });
    expect(parts).toEqual({ retriever: true, reader: false });
    for (const { metrics } of records) {
      expect(Object.keys(metrics).sort()).toEqual(['gradientNorm', 'ictLoss', 'indexAge', 'loss']);
      expect(metrics.loss).toBe(metrics.ictLoss);
    }
  });

  it('beside the oracle trains the retriever alone', async () => {
    const { parts, records, shown } = await train({ reader: 'oracle' });
    expect(parts).toEqual({ retriever: true, reader: false });
    // p(y|x) lies between 1e-4 and .5
    for (const { metrics } of records) {
      expect(metrics.loss).toBeGreaterThan(-Math.log(0.5));
      expect(metrics.loss).toBeLessThan(-Math.log(1e-4) + 1e-4);
    }
    // the page shows what the retriever learns from: p(y|z,x) and r(z) of the oracle
    const { candidates } = shown!;
    for (const { answers, likelihood, posterior, prior, gradient } of candidates) {
      expect(likelihood / (answers.length > 0 ? 0.5 : 1e-4)).toBeCloseTo(1, 4);
      expect(gradient).toBeCloseTo(posterior - prior, 5);
    }
    expect(candidates.length).toBeGreaterThan(1);
  });
});
