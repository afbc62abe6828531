import { beforeAll, describe, expect, it } from 'vitest';
import type { Gpu } from '../../gpu/device.ts';
import { sharedGpu } from '../../gpu/testing/shared-gpu.ts';
import { runReference } from '../../graph/reference.ts';
import { embedTextsGraph, lmPrefix } from '../../models/llara.ts';
import type { Side } from '../../models/llara-prompt.ts';
import { writeTextRows } from '../../models/llara-rows.ts';
import type { AdapterChoice } from '../../models/lora.ts';
import { ParameterRegistry } from '../../models/registry.ts';
import type { CheckpointFiles } from '../../run/records.ts';
import { readSafetensors } from '../../run/safetensors.ts';
import { toEnd } from '../../run/testing/open-run.ts';
import type { TrainingRun } from '../../run/training-run.ts';
import { sequenceAt } from '../../text/tokenizer/tokens.ts';
import { unzipFiles } from '../../util/unzip.ts';
import { ZipWriter } from '../../util/zip-writer.ts';
import { questionPairs } from './pairs.ts';
import type { LlaraSearch } from './probes.ts';
import { adapterOf } from './settings.ts';
import { shapesOf } from './shapes.ts';
import { llara } from './system.ts';
import type { ExpectedEmbeddings } from './take/expected.ts';
import { config, corpus, openRun, prepared } from './testing/llara-run.ts';
import { LlaraTexts, withoutLast } from './texts.ts';

describe('a LLaRA run', () => {
  let gpu: Gpu;
  beforeAll(async () => {
    gpu = await sharedGpu();
  });

  const tensorsOf = ({ weights }: CheckpointFiles) =>
    new Map([...readSafetensors(weights).tensors].map(([name, { data }]) => [name, data]));

  it('that is resumed repeats the uninterrupted one bit for bit; fine-tuning moves the adapters alone', async () => {
    const whole = await openRun(gpu);
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
      const { run, losses } = await openRun(gpu, middles.get(stop));
      await toEnd(run);
      expect(losses).toEqual(whole.losses.slice(stop));
      expect(tensorsOf(await run.checkpoint())).toEqual(after);
      await run.destroy();
    }
    expectNearest(end);
    const approximate = { ...config, index: { ...config.index, kind: 'hnsw' as const, builders: 2 } };
    const other = await openRun(gpu, middles.get(6), approximate);
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
});
