/** The heads of every system that answers for them, over float64 plans: which examples they are, and what is predicted in them. */
import { expect, it } from 'vitest';
import { runReference } from '../graph/reference.ts';
import { poolingWeights } from '../models/config.ts';
import { glmGraph } from '../models/glm.ts';
import { embedTextsGraph } from '../models/llara.ts';
import { qaSpanGraph } from '../models/qa.ts';
import { embedGraph, warmupGraph } from '../models/realm.ts';
import { ParameterRegistry } from '../models/registry.ts';
import { parameterFeeds } from '../models/testing.ts';
import type { Plans } from '../run/engine.ts';
import { type HeadLosses, type HeadMaps, Heads, type HeadsModel, headProbes } from '../run/heads.ts';
import { LexicalSearch } from '../run/lexical.ts';
import { prepareCorpus } from '../run/prepare.ts';
import { referencePlans } from '../run/testing/reference-plans.ts';
import { generateBios } from '../text/corpus/bios.ts';
import { generateBlanks } from '../text/corpus/blanks.ts';
import { trainTokenizer } from '../text/tokenizer/tokenizer.ts';
import { sequenceAt } from '../text/tokenizer/tokens.ts';
import { softmax } from '../util/softmax.ts';
import { glmHeads } from './glm/heads.ts';
import { modelOf } from './glm/parts.ts';
import { textsOfRun } from './glm/run-texts.ts';
import type { GlmRunConfig } from './glm/settings.ts';
import { glmVocabulary } from './glm/vocabulary.ts';
import { llaraHeads } from './llara/heads.ts';
import { adapterOf, type LlaraConfig, prepareSettingsOf } from './llara/settings.ts';
import { shapesOf } from './llara/shapes.ts';
import { LlaraTexts } from './llara/texts.ts';
import { resolvePreset } from './presets.ts';
import { qaHeads } from './qa/heads.ts';
import { Passages } from './qa/passages.ts';
import { tokensRead } from './qa/plan-inputs.ts';
import { qaQuestions } from './qa/questions.ts';
import { type QaConfig, realmConfigOf } from './qa/settings.ts';
import { evaluationSets } from './realm/evaluation-set.ts';
import { readerHeads, retrieverHeads } from './realm/heads.ts';
import { modelConfig } from './realm/model-shapes.ts';
import type { RealmConfig } from './realm/settings.ts';

const asking = async <Row>(registry: ParameterRegistry, model: HeadsModel<Row>, text = 0) => {
  const probes = headProbes([new Heads(referencePlans(parameterFeeds(registry)) as unknown as Plans, model)]);
  const moment = { phase: 'any', step: 0 };
  return {
    maps: (await probes.heads({ text, off: [] } as never, moment, () => {})) as HeadMaps,
    loss: (await probes['head-losses']({ sets: [[0]] } as never, moment, () => {})) as HeadLosses,
  };
};

/** Every row of a map sums to 1: each token of a text sees at least itself. */
function expectMaps({ tokens, targets, weights, layers, heads }: HeadMaps) {
  expect(targets).toHaveLength(tokens.length);
  expect(weights).toHaveLength(layers * heads * tokens.length ** 2);
  for (let at = 0; at < weights.length; at += tokens.length) {
    expect(weights.subarray(at, at + tokens.length).reduce((a, b) => a + b)).toBeCloseTo(1, 5);
  }
}

it('GLM: blanks in held-out texts', async () => {
  const config = resolvePreset<GlmRunConfig>('glm-smoke', {
    blanks: { people: 20, texts: 40 },
    glm: { width: 8, layers: 1, heads: 2, batch: 4, initialStd: 0.4 },
  });
  const corpus = generateBlanks({ ...config.blanks, seed: 1 });
  const tokenizer = trainTokenizer(
    corpus.documents.map(({ text }) => text),
    config.tokenizer,
  );
  const { texts } = textsOfRun(config, corpus, tokenizer);
  const vocabulary = glmVocabulary(tokenizer, false);
  const model = modelOf(config, vocabulary);
  const registry = new ParameterRegistry(1);
  glmGraph(registry, model, { rows: 1, length: 1, predictions: 1 });
  const heads = glmHeads({ config, model, registry, vocabulary, texts });
  const held = texts.filter(({ heldOut }) => heldOut);
  const { maps, loss } = await asking(registry, heads);
  expectMaps(maps);
  expect(maps.texts).toBeGreaterThan(0);
  expect(maps.texts).toBeLessThanOrEqual(held.length);
  expect(loss).toMatchObject({ examples: maps.texts, isHeldOut: true });
  // the blank of the first row, put back into its text, gives a held-out text
  const blank = maps.tokens.findIndex((token) => token.includes('MASK'));
  const filled = maps.targets.filter((target) => target !== null).slice(0, -1);
  const partA = maps.targets.findIndex((target) => target !== null);
  const whole = [...maps.tokens.slice(0, blank), ...filled, ...maps.tokens.slice(blank + 1, partA)].join();
  expect(held.map(({ ids }) => ids.map(vocabulary.piece).join())).toContain(whole);
});

it("LLaRA: next tokens of the corpus's own blocks", async () => {
  const config = resolvePreset<LlaraConfig>('llara-smoke', {
    bios: { people: 6, attributes: 2 },
    lm: { width: 8, layers: 1, heads: 2, batch: 4, initialStd: 0.4 },
  });
  const prepared = await prepareCorpus(generateBios({ ...config.bios, seed: 1 }), prepareSettingsOf(config));
  const texts = new LlaraTexts(prepared, config.adapt.stopShare);
  const { model, lengths } = shapesOf(config, prepared, texts);
  const registry = new ParameterRegistry(1);
  const adapter = adapterOf(config);
  embedTextsGraph(registry, model, 1, lengths.passage, adapter);
  const heads = llaraHeads({ config, model, registry, texts, prepared, lengths, adapter });
  const { maps, loss } = await asking(registry, heads);
  expectMaps(maps);
  expect(maps.texts).toBe(texts.blocks);
  expect(maps.targets.slice(0, -1)).toEqual(maps.tokens.slice(1));
  expect(loss).toMatchObject({ examples: texts.blocks, isHeldOut: false });
  expect(loss.predictions).toBe(texts.passages.reduce((sum, { length }) => sum + length - 1, 0));
});

it('REALM: held-out sentences beside a document in which the masked words stand, never their own', async () => {
  const config = resolvePreset<RealmConfig>('smoke', {
    bios: { people: 8 },
    reader: { width: 8, heads: 2, layers: 1 },
  });
  const prepared = await prepareCorpus(generateBios({ ...config.bios, seed: 1 }), config);
  const model = modelConfig(config, prepared);
  const registry = new ParameterRegistry(1);
  warmupGraph(registry, model, 1);
  const sets = evaluationSets(prepared, config);
  const lexical = new LexicalSearch(prepared, config.lexical.analyzer);
  const heads = readerHeads({ config, model, registry, prepared, lexical }, sets.all);
  const { maps, loss } = await asking(registry, heads);
  expectMaps(maps);
  const rows = heads.rows();
  expect(loss).toMatchObject({ examples: rows.length, isHeldOut: true });
  expect(loss.predictions).toBe(
    sets.all.examples.slice(0, rows.length).reduce((sum, { masks }) => sum + masks.length, 0),
  );
  rows.forEach(({ z, targets }, i) => {
    // every fact of the biographies stands in two documents
    expect(Array.from(z)).toEqual(expect.arrayContaining(Array.from(targets)));
    const own = prepared.blocks[prepared.sentences[sets.all.examples[i]!.sentence]!.block]!;
    expect(z.length).toBeGreaterThan(0);
    expect(Array.from(z)).not.toEqual(Array.from(own.body));
  });
  // what was masked, put back, is the sentence of the corpus
  const sentence = prepared.sentences[sets.all.examples[0]!.sentence]!;
  const put = maps.tokens.map((token, i) => maps.targets[i] ?? token).slice(1, 1 + sentence.ids.length);
  expect(put).toEqual(Array.from(sentence.ids, (id) => prepared.tokenizer.piece(id)));
});

it("REALM's retriever: the document with the masked words beside others of BM25, in the sentence and in that document", async () => {
  const config = resolvePreset<RealmConfig>('smoke', {
    bios: { people: 8 },
    retriever: { width: 8, heads: 2, layers: 2, projection: 4, initialStd: 0.4 },
  });
  const prepared = await prepareCorpus(generateBios({ ...config.bios, seed: 1 }), config);
  const model = modelConfig(config, prepared);
  const registry = new ParameterRegistry(1);
  embedGraph(registry, model, 'query', 1);
  const { all } = evaluationSets(prepared, config);
  const lexical = new LexicalSearch(prepared, config.lexical.analyzer);
  const parts = { config, model, registry, prepared, lexical };
  const [query, document] = retrieverHeads(parts, all);
  const rows = query!.rows();
  expect(rows.length).toBeGreaterThan(8);
  // one more than a whole number of batches would do as well: absent rows count nothing
  expect(rows.length % query!.batch).not.toBe(0);
  const { blocks, sentences, documents, tokenizer, idf } = prepared;
  rows.forEach(({ blocks: [right, ...wrong] }, i) => {
    const { sentence, masks } = all.examples[i]!;
    const { block, ids } = sentences[sentence]!;
    const answer = ids[masks[0]!]!;
    const subject = (at: number) => prepared.corpus.documents[blocks[at]!.document]!.subject;
    // each fact stands in two documents about its person, so the right one is the other
    expect(right).not.toBe(block);
    expect(subject(right!)).toBe(subject(block));
    expect(blocks[right!]!.body).toContain(answer);
    for (const other of wrong) expect(blocks[other]!.body).not.toContain(answer);
  });
  const { maps, loss } = await asking(registry, query!);
  const { maps: inDocument, loss: sameLoss } = await asking(registry, document!);
  expectMaps(maps);
  expectMaps(inDocument);
  const pieces = (ids: ArrayLike<number>) => Array.from(ids, (id) => tokenizer.piece(id));
  expect(maps.tokens).toEqual(pieces(rows[0]!.query));
  expect(inDocument.tokens).toEqual(pieces(sequenceAt(documents, rows[0]!.blocks[0]!)));
  expect(sameLoss).toEqual({ ...loss, view: { id: 'document', part: 'retriever' } });
  expect(loss).toMatchObject({ examples: rows.length, predictions: rows.length, isHeldOut: true });
  expect(loss.without[0]!.loss).not.toBeCloseTo(loss.all, 4);

  // by hand: the embeddings of the retriever's own graph, a softmax over the eight documents
  const values = parameterFeeds(registry);
  const embed = (side: 'query' | 'document', ids: ArrayLike<number>) => {
    const { graph, embeddings } = embedGraph(registry, model, side, 1);
    const padded = new Uint32Array(model.lengths[side]);
    padded.set(Array.from(ids));
    const weights = new Float32Array(model.lengths[side]);
    poolingWeights(model.embedder.pooling, ids, weights.subarray(0, ids.length), idf);
    const feeds = { 'sequence.ids': padded, 'sequence.lengths': [ids.length], 'sequence.weights': weights };
    return runReference(graph, { ...feeds, ...values }).value(embeddings).data;
  };
  const lossOf = ({ query: ids, blocks: read }: (typeof rows)[number]) => {
    const x = embed('query', ids);
    const scores = read.map((block) => {
      const z = embed('document', sequenceAt(documents, block));
      return model.scoreFactor * z.reduce((sum, value, i) => sum + value * x[i]!, 0);
    });
    return -Math.log(softmax(scores)[0]!);
  };
  const byHand = rows.map(lossOf);
  expect(maps.loss).toBeCloseTo(byHand[0]!, 5);
  expect(loss.all).toBeCloseTo(byHand.reduce((a, b) => a + b) / rows.length, 5);

  expect(retrieverHeads({ ...parts, model: { ...model, embedder: { ...model.embedder, layers: 0 } } }, all)).toEqual(
    [],
  );
});

it('Open-QA: questions about held-out subjects beside a document that contains an answer', async () => {
  const config = resolvePreset<QaConfig>('qa-smoke', {
    bios: { people: 10 },
    reader: { width: 8, heads: 2, layers: 1 },
  });
  const realmConfig = realmConfigOf(config);
  const prepared = await prepareCorpus(generateBios({ ...config.bios, seed: 1 }), realmConfig);
  const questions = qaQuestions(prepared);
  const model = modelConfig(realmConfig, prepared);
  const registry = new ParameterRegistry(1);
  const lengths = { corpus: model.reader.maxLength, any: model.reader.maxLength };
  qaSpanGraph(registry, model, 1, { ...config.qa, length: lengths.corpus });
  const passages = new Passages(prepared);
  const heads = qaHeads({ config, model, registry, prepared, passages, questions, lengths });
  const rows = heads.rows();
  // one more than a whole number of batches would do as well: absent rows count nothing
  expect(rows.length % heads.batch).not.toBe(0);
  const { maps, loss } = await asking(registry, heads);
  expectMaps(maps);
  expect(loss).toMatchObject({ examples: rows.length, predictions: rows.length, isHeldOut: true });
  const held = questions.filter(({ heldOut }) => heldOut);
  rows.forEach((row) => {
    const question = held.find(({ ids }) => ids === row.ids)!;
    const { tokens, targets } = heads.describe(row);
    const at = targets.findIndex((target) => target !== null);
    expect(question.answers.map((answer) => answer.toLowerCase())).toContain(targets[at]!.toLowerCase());
    // the token of that place begins the answer, behind the question
    expect(at).toBeGreaterThanOrEqual(row.ids.length);
    expect(targets[at]!.toLowerCase().startsWith(tokens[at]!.replace('##', '').toLowerCase())).toBe(true);
  });
  // of a body that is cut no span beyond the cut counts
  const cut = qaHeads({
    ...{ config, model, registry, prepared, passages, questions },
    lengths: { ...lengths, corpus: 17 },
  }).rows();
  expect(cut.length).toBeGreaterThan(0);
  for (const { ids, block, spans } of cut) {
    const read = tokensRead(ids, prepared.blocks[block]!.body, 17);
    expect(spans.every(({ last }) => last < read)).toBe(true);
  }
  expect(cut.length).toBeLessThan(rows.length);
  // the mean of the losses of single examples
  const singles: number[] = [];
  for (let text = 0; text < rows.length; text++) singles.push((await asking(registry, heads, text)).maps.loss);
  expect(loss.all).toBeCloseTo(singles.reduce((a, b) => a + b) / rows.length, 4);
});
