import { beforeAll, describe, expect, it } from 'vitest';
import type { Gpu } from '../../gpu/device.ts';
import { sharedGpu } from '../../gpu/testing/shared-gpu.ts';
import { randomSnapshot, referenceEmbedding } from '../../index/testing.ts';
import { jointMask } from '../../models/llara-prompt.ts';
import { type CheckpointFiles, type Metrics, rankDepth } from '../../run/records.ts';
import { writeSafetensors } from '../../run/safetensors.ts';
import { summaryOf } from '../../run/summary.ts';
import { toEnd } from '../../run/testing/open-run.ts';
import { sequenceAt } from '../../text/tokenizer/tokens.ts';
import { resolvePreset } from '../presets.ts';
import { identityOfQuestion } from '../realm/evaluation-set.ts';
import { modelConfig } from '../realm/model-shapes.ts';
import type { RealmConfig } from '../realm/settings.ts';
import type { LlaraJoint, LlaraSearch } from './probes.ts';
import { config, corpus, openRun, prepared } from './testing/llara-run.ts';

describe('a LLaRA run that is asked', () => {
  let gpu: Gpu;
  beforeAll(async () => {
    gpu = await sharedGpu();
  });

  it('shows the joint pass of a block, and ranks blocks for a question', async () => {
    const { run, workers } = await openRun(gpu);
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
    const { run, evaluations, results } = await openRun(gpu);
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
    // each question, with the intervals that come from it
    const byText = new Map(questions.map(({ text }, i) => [text, ranks[i]!]));
    const { questions: found } = results.at(-1)!;
    const texts = new Map(questions.map((question) => [identityOfQuestion(question, prepared).id, question.text]));
    expect(found.map(({ realmRank }) => realmRank)).toEqual(
      found.map(({ id }) => byText.get(texts.get(id)!)!).map((rank) => (rank <= rankDepth ? rank : null)),
    );
    expect(summaryOf(results.at(-1)!).find(({ metric }) => metric === 'realmRecallAt5')).toMatchObject({
      ...{ part: 'all', n: questions.length },
      value: mean(ranks.map((rank) => Number(rank <= 5))),
    });
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
