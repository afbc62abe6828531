import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Gpu, requestGpu } from '../../gpu/device.ts';
import { runReference } from '../../graph/reference.ts';
import type { RefreshEvent } from '../../index/messages.ts';
import type { IndexWorkerLike } from '../../index/refresh.ts';
import { IndexServer } from '../../index/server.ts';
import { randomSnapshot, referenceEmbedding } from '../../index/testing.ts';
import { embedTextsGraph, lmPrefix } from '../../models/llara.ts';
import { jointMask, type Side } from '../../models/llara-prompt.ts';
import { writeTextRows } from '../../models/llara-rows.ts';
import type { AdapterChoice } from '../../models/lora.ts';
import { ParameterRegistry } from '../../models/registry.ts';
import { prepareCorpus } from '../../run/prepare.ts';
import type { CheckpointFiles, Evaluation, ExampleResults, Metrics } from '../../run/records.ts';
import { readSafetensors, writeSafetensors } from '../../run/safetensors.ts';
import { TrainingRun } from '../../run/training-run.ts';
import { generateBios } from '../../text/corpus/bios.ts';
import { sequenceAt } from '../../text/tokenizer/tokens.ts';
import { unzipFiles } from '../../util/unzip.ts';
import { ZipWriter } from '../../util/zip-writer.ts';
import { resolvePreset } from '../presets.ts';
import { modelConfig } from '../realm/model-shapes.ts';
import type { RealmConfig } from '../realm/settings.ts';
import { questionPairs } from './pairs.ts';
import type { LlaraJoint, LlaraSearch } from './probes.ts';
import { adapterOf, type LlaraConfig, prepareSettingsOf } from './settings.ts';
import { shapesOf } from './shapes.ts';
import { llara } from './system.ts';
import type { ExpectedEmbeddings } from './take/expected.ts';
import { LlaraTexts, withoutLast } from './texts.ts';

/** Every phase, slots of the release, hard negatives that are mined anew, and adapters. */
const config = resolvePreset<LlaraConfig>('llara-smoke', {
  gpu: { timedKernels: false },
  bios: { people: 8, attributes: 2 },
  lm: { width: 8, layers: 1, steps: 1, batch: 4 },
  prompt: { kind: 'release', slots: 2 },
  adapt: { steps: 2, batch: 4 },
  ict: { steps: 1, batch: 4 },
  tune: { steps: 6, batch: 4, hardNegatives: 2, minedDepth: 4, refreshEvery: 2, swapAfter: 1 },
  lora: { rank: 2 },
  index: { kind: 'exact' },
});
const corpus = generateBios({ ...config.bios, seed: config.seed });
const prepared = await prepareCorpus(corpus, prepareSettingsOf(config));

/** The work of an index worker in this thread, so that the runtime is loaded once. */
function indexWorker(): IndexWorkerLike {
  const server = new IndexServer((data) => worker.onmessage?.(new MessageEvent('message', { data })));
  const worker: IndexWorkerLike = {
    onmessage: null,
    onerror: null,
    postMessage: (request) => server.receive(request),
    terminate() {
      worker.onmessage = null;
    },
  };
  return worker;
}

describe('a LLaRA run', { timeout: 120_000 }, () => {
  let gpu: Gpu;
  beforeAll(async () => {
    gpu = await requestGpu();
  });
  afterAll(() => gpu?.device.destroy());

  const openRun = async (checkpoint?: CheckpointFiles, settings: LlaraConfig = config) => {
    let workers = 0;
    const refreshes: RefreshEvent[] = [];
    const losses: number[] = [];
    const results: ExampleResults[] = [];
    const evaluations: Evaluation[] = [];
    const run = await TrainingRun.open(
      gpu,
      llara as never,
      { runId: 'llara', config: settings, corpus, ...(checkpoint && { checkpoint }) },
      {
        onSteps: (_phase, records) => losses.push(...records.map(({ metrics }) => metrics.loss!)),
        onEvaluation: (evaluation) => void evaluations.push(evaluation),
        onResults: (found: ExampleResults) => void results.push(found),
        onRefresh: (_phase, refresh) => void refreshes.push(refresh),
        ...{ onWarning() {}, onKernels() {}, onProgress() {} },
        spawnIndexWorker() {
          workers++;
          return indexWorker();
        },
      },
    );
    return { run, losses, results, evaluations, refreshes, workers: () => workers };
  };
  const toEnd = async (run: TrainingRun) => {
    while (!run.finished) await run.advance();
  };
  const tensorsOf = ({ weights }: CheckpointFiles) =>
    new Map([...readSafetensors(weights).tensors].map(([name, { data }]) => [name, data]));

  it('that is resumed repeats the uninterrupted one bit for bit; fine-tuning moves the adapters alone', async () => {
    const whole = await openRun();
    const middles = new Map<number, CheckpointFiles>();
    let taken = 0;
    // in adaptation, before fine-tuning, and while the next index is built
    for (const stop of [2, 4, 6]) {
      for (; taken < stop; taken++) await whole.run.advance();
      middles.set(stop, await whole.run.checkpoint());
    }
    const before = tensorsOf(middles.get(4)!);
    await toEnd(whole.run);
    const end = await whole.run.checkpoint();
    const after = tensorsOf(end);
    for (const [name, values] of before) {
      if (!name.includes('/')) expect(`${after.get(name)}` === `${values}`, name).toBe(!/lora\..*\.[ab]$/.test(name));
    }
    // every question is measured at the start and at the end of each phase; here there are fewer than the curves show
    expect(whole.results.map(({ phase }) => phase)).toEqual(['lm', 'lm', 'adapt', 'ict', 'tune']);
    const { questions } = whole.results.at(-1)!;
    expect(questions.map(({ id }) => id).sort()).toEqual(corpus.questions.map((_, i) => `q${i}`).sort());
    const { metrics } = whole.evaluations.at(-1)!;
    const share = (ranks: (number | null)[], k: number) =>
      ranks.filter((rank) => rank !== null && rank <= k).length / ranks.length;
    for (const [part, some] of [
      ['recallAt', questions],
      ['heldOutRecallAt', questions.filter(({ heldOut }) => heldOut)],
    ] as const) {
      const ranks = some.map(({ rank }) => rank);
      for (const k of [1, 5, 20]) expect(metrics[`${part}${k}`], `${part}${k}`).toBe(share(ranks, k));
    }
    const reciprocal = questions.map(({ lexicalRank: rank }) => (rank !== null && rank <= 10 ? 1 / rank : 0));
    expect(metrics.lexicalMrrAt10).toBeCloseTo(reciprocal.reduce((a, b) => a + b, 0) / questions.length, 12);

    const swaps = whole.refreshes.filter(({ stage }) => stage === 'swapped');
    expect(swaps.map(({ requestedAtStep, step }) => [requestedAtStep, step])).toEqual([
      [0, 0],
      [2, 3],
      [4, 5],
    ]);

    for (const stop of [2, 6]) {
      const { run, losses } = await openRun(middles.get(stop));
      await toEnd(run);
      expect(losses).toEqual(whole.losses.slice(stop));
      expect(tensorsOf(await run.checkpoint())).toEqual(after);
      await run.destroy();
    }
    expectNearest(end);
    const approximate = { ...config, index: { ...config.index, kind: 'hnsw' as const, builders: 2 } };
    const other = await openRun(middles.get(6), approximate);
    await toEnd(other.run);
    expectNearest(await other.run.checkpoint());
    // two for each of two indexes
    expect(other.workers()).toBe(4);
    await other.run.destroy();
    await expectSameScores(whole.run, end);
    await whole.run.destroy();
  });

  /** Embeddings of texts in float64. */
  function embedded(
    tensorOf: (name: string) => Float32Array,
    texts: readonly ArrayLike<number>[],
    side: Side,
    adapter?: AdapterChoice,
  ): number[][] {
    const { model, prompts, lengths } = shapesOf(config, prepared, new LlaraTexts(prepared, config.adapt.stopShare));
    const registry = new ParameterRegistry(1);
    const rows = texts.length;
    const { graph, embeddings } = embedTextsGraph(registry, model, rows, lengths.passage, adapter);
    const feeds = {
      ids: new Uint32Array(rows * lengths.passage),
      lengths: new Uint32Array(rows),
      slots: new Uint32Array(2 * rows),
    };
    writeTextRows(feeds, texts, prompts, side);
    const inputs = Object.fromEntries(Object.entries(feeds).map(([name, values]) => [`texts.${name}`, values]));
    const parameters = Object.fromEntries(registry.list().map(({ name }) => [name, tensorOf(name)]));
    const { data } = runReference(graph, { ...inputs, ...parameters }).value(embeddings);
    return texts.map((_, i) => Array.from(data.subarray(i * config.lm.width, (i + 1) * config.lm.width)));
  }

  /** The hard negatives of a checkpoint: the nearest blocks by the snapshot of its index; none of them answers its question. */
  function expectNearest(checkpoint: CheckpointFiles): void {
    const { phases, system } = JSON.parse(readSafetensors(checkpoint.weights).metadata.state!) as {
      phases: { tune: { mined: number[][] } };
      system: { servedAt: number };
    };
    expect(system.servedAt).toBe(4);
    const tensors = tensorsOf(checkpoint);
    const snapshot = (name: string) => tensors.get(`index.served/${name}`)!;
    const { blocks } = prepared;
    const texts = blocks.map((_, block) => withoutLast(sequenceAt(prepared.documents, block)));
    const passages = embedded(snapshot, texts, 'self', adapterOf(config));
    const pairs = questionPairs(prepared, config.tune.pairs, config.seed);
    const mined = Array.from({ length: pairs.items }, (_, item) => pairs.mined(item));
    const queries = embedded(
      snapshot,
      mined.map(({ query }) => query),
      'next',
      adapterOf(config),
    );
    expect(phases.tune.mined).toHaveLength(pairs.items);
    phases.tune.mined.forEach((list, item) => {
      const { right } = mined[item]!;
      const score = (block: number) => passages[block]!.reduce((sum, x, i) => sum + x * queries[item]![i]!, 0);
      const wrong = [...blocks.keys()].filter((block) => !right.has(blocks[block]!.identity));
      expect(list.every((block) => wrong.includes(block))).toBe(true);
      expect(new Set(list).size).toBe(config.tune.minedDepth);
      const best = wrong.map(score).sort((a, b) => b - a);
      list.forEach((block, i) => {
        expect(Math.abs(score(block) - best[i]!)).toBeLessThan(1e-5);
      });
    });
  }

  /** The merged model of the files that are taken along, in float64, gives the scores that the run gives with its adapters. */
  async function expectSameScores(run: TrainingRun, checkpoint: CheckpointFiles): Promise<void> {
    const zip = new ZipWriter();
    await llara.takeAlong!({ config, corpus, checkpoint, zip, onProgress() {} });
    const files = unzipFiles(new Uint8Array(await zip.end().arrayBuffer()), 50_000_000);
    const { tensors } = readSafetensors(files.get('model/model.safetensors')!.slice().buffer);
    const embed = (text: ArrayLike<number>, side: Side) =>
      embedded((name) => tensors.get(name.slice(lmPrefix.length))!.data, [text], side)[0]!;
    const { text, ids } = prepared.questions[2]!;
    const found = (await run.ask('search', { question: text, count: 2, beside: null }, () => {})) as LlaraSearch;
    const query = embed(withoutLast(ids), 'next');
    for (const { block, score } of found.llara) {
      const passage = embed(withoutLast(sequenceAt(prepared.documents, block)), 'self');
      expect(Math.abs(query.reduce((sum, x, i) => sum + x * passage[i]!, 0) - score)).toBeLessThan(1e-5);
    }
    const { texts } = JSON.parse(new TextDecoder().decode(files.get('expected.json'))) as ExpectedEmbeddings;
    const passages = texts.filter(({ side }) => side === 'self');
    const question = texts.find(({ side }) => side === 'next')!;
    expect(question.ids).toEqual(Array.from(withoutLast(prepared.questions[0]!.ids)));
    const all = { question: prepared.questions[0]!.text, count: prepared.blocks.length };
    const { llara: hits } = (await run.ask('search', all, () => {})) as LlaraSearch;
    const first = passages.flatMap((_, block) => hits.find((hit) => hit.block === block) ?? []);
    expect(first.length).toBeGreaterThan(0);
    for (const { block, score } of first) {
      const { embedding } = passages[block]!;
      expect(Math.abs(question.embedding.reduce((sum, x, i) => sum + x * embedding[i]!, 0) - score)).toBeLessThan(1e-5);
    }
  }

  it('shows the joint pass of a block, and ranks blocks for a question', async () => {
    const { run, workers } = await openRun();
    const joint = (await run.ask('joint', { block: 3 }, () => {})) as LlaraJoint;
    const text = joint.parts.filter((part) => part === 'text').length;
    expect(joint.tokens.slice(text)).toEqual(['SELF', '<s1>', '<s2>', 'NEXT', '<s3>', '<s4>']);
    expect(joint.parts.slice(text)).toEqual(['self', 'selfSlot', 'selfSlot', 'next', 'nextSlot', 'nextSlot']);
    expect(joint.positions.slice(text)).toEqual([0, 1, 2, 0, 1, 2].map((at) => text + at));
    expect(joint.mask).toEqual({ queries: text + 6, keys: text + 6, words: jointMask(text, 3) });
    for (const side of [joint.self, joint.next]) {
      expect(side).toHaveLength(10);
      const shares = side.map(({ probability }) => probability);
      expect(shares).toEqual([...shares].sort((a, b) => b - a));
      expect(shares.reduce((a, b) => a + b, 0)).toBeLessThan(1);
    }
    await expect(run.ask('joint', { block: 999 }, () => {})).rejects.toMatchObject({ code: 'bad-option' });

    const { question, documents } = corpus.questions[5]!;
    const found = (await run.ask('search', { question, count: 3, beside: null }, () => {})) as LlaraSearch;
    expect([found.llara.length, found.lexical.length, found.isKnown]).toEqual([3, 3, true]);
    expect(found.cut).toBe(0);
    const repeated = `${question} `.repeat(20);
    const long = (await run.ask('search', { question: repeated, count: 1, beside: null }, () => {})) as LlaraSearch;
    const read = prepared.lengths.query - 2;
    expect([long.isKnown, long.cut]).toEqual([false, prepared.tokenizer.encode(repeated).ids.length - read]);
    for (const { block, answers, score } of found.llara) {
      expect(answers).toBe(documents!.includes(corpus.documents[block]!.id));
      expect(Math.abs(score)).toBeLessThanOrEqual(1 + 1e-5);
    }
    expect(found.llara[0]!.score).toBeGreaterThanOrEqual(found.llara[2]!.score);
    // hard negatives alone need an index
    expect(workers()).toBe(0);
    await run.destroy();
  });

  it('has the retriever of a saved REALM run beside it, which ranks as its float64 reference; a wrong one changes nothing', async () => {
    const { files, embeddingOf } = savedRealm();
    const { run, evaluations } = await openRun();
    const put = (saved: Partial<CheckpointFiles> | null) =>
      run.ask('beside', saved && { id: 'saved', files: { ...files, ...saved } }, () => {}) as Promise<Metrics | null>;
    const search = async (question: string, count: number) =>
      (await run.ask('search', { question, count, beside: 'saved' }, () => {})) as LlaraSearch;
    const { blocks, questions, documents } = prepared;
    expect((await search(questions[0]!.text, 3)).realm).toBeNull();

    const metrics = (await put({}))!;
    const embedded = blocks.map((_, block) => embeddingOf(sequenceAt(documents, block)));
    const rankings = questions.map(({ ids }) => {
      const query = embeddingOf(ids);
      const scores = embedded.map((one) => one.reduce((sum, x, i) => sum + x * query[i]!, 0));
      return { scores, order: [...blocks.keys()].sort((a, b) => scores[b]! - scores[a]!) };
    });
    // no two blocks are alike here, and no question is a document
    const ranks = rankings.map(({ order }, i) => 1 + order.findIndex((block) => questions[i]!.blocks.has(block)));
    const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;
    expect(metrics.realmRecallAt1).toBeCloseTo(mean(ranks.map((rank) => Number(rank <= 1))), 12);
    expect(metrics.realmRecallAt5).toBeCloseTo(mean(ranks.map((rank) => Number(rank <= 5))), 12);
    expect(metrics.realmMrrAt10).toBeCloseTo(mean(ranks.map((rank) => (rank <= 10 ? 1 / rank : 0))), 12);
    const checkHits = async () => {
      const { scores, order } = rankings[0]!;
      const { realm } = await search(questions[0]!.text, 4);
      expect(realm!.map(({ block }) => block)).toEqual(order.slice(0, 4));
      for (const { block, score, answers } of realm!) {
        expect(Math.abs(score - scores[block]!)).toBeLessThan(1e-5);
        expect(answers).toBe(questions[0]!.blocks.has(block));
      }
    };
    await checkHits();

    const config = JSON.parse(files.config);
    const wrong: [Partial<CheckpointFiles>, string][] = [
      [{ config: JSON.stringify({ ...config, system: 'glm' }) }, 'A run of glm cannot stand beside this one'],
      [savedRealm('another').files, 'train REALM on the corpus of this run'],
      [{ tokenizer: files.tokenizer.replace('born', 'bern') }, 'train REALM with tokenizer.kind=word'],
      [{ weights: files.weights.slice(0, -4) }, 'is cut short'],
      [{ config: JSON.stringify({ ...config, retriever: { ...config.retriever, layers: 3 } }) }, 'there is no tensor'],
      [{ config: '{' }, 'is not JSON'],
    ];
    for (const [files, why] of wrong) await expect(put(files)).rejects.toThrow(why);
    await checkHits();
    await toEnd(run);
    expect(evaluations.at(-1)!.metrics).toMatchObject(metrics);
    // one that is overtaken while its blocks are embedded, by another one or by none, does not come to stand there
    const overtaken = expect(put({})).rejects.toMatchObject({ code: 'cancelled' });
    expect(await put({})).toEqual(metrics);
    await overtaken;
    const unwanted = expect(put({})).rejects.toMatchObject({ code: 'cancelled' });
    expect(await put(null)).toBeNull();
    await unwanted;
    expect((await search(questions[0]!.text, 3)).realm).toBeNull();
    await run.destroy();
  });

  /** A REALM run on this corpus at step 0, and what its retriever makes of a sequence, in float64. */
  function savedRealm(fingerprint = prepared.fingerprint) {
    const realm = resolvePreset<RealmConfig>('smoke', {
      bios: config.bios,
      retriever: { width: 8, heads: 2, projection: 4, initialStd: 0.5 },
    });
    const { embedder } = modelConfig(realm, prepared);
    const snapshot = randomSnapshot(embedder, 5);
    const tensors = new Map(
      Object.entries(snapshot.parameters).map(([name, tensor]) => [`retriever.shared.${name}`, tensor]),
    );
    const at = { runId: 'realm', phase: 'joint', step: 0, phases: {}, kernels: {}, arrays: [] };
    const metadata = { state: JSON.stringify({ ...at, corpus: fingerprint }) };
    const files: CheckpointFiles = {
      weights: writeSafetensors({ tensors, metadata }),
      config: JSON.stringify(realm),
      tokenizer: JSON.stringify(prepared.tokenizer.toJSON()),
    };
    return { files, embeddingOf: (ids: ArrayLike<number>) => referenceEmbedding(snapshot, ids) };
  }
});
