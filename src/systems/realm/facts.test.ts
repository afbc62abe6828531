/** The probe over a stand-in that is known: an embedder that counts words, and a reader that copies a value of the right kind from what it reads. */
import { describe, expect, it } from 'vitest';
import type { CompiledGraph } from '../../graph/compile.ts';
import { elementsOf } from '../../graph/graph.ts';
import { realmGraph } from '../../models/realm.ts';
import { ParameterRegistry } from '../../models/registry.ts';
import type { RetrieverEmbedder } from '../../run/embedding.ts';
import { prepareCorpus } from '../../run/prepare.ts';
import { generateBios } from '../../text/corpus/bios.ts';
import { attributes } from '../../text/corpus/bios-words.ts';
import { sequenceAt, sequenceCount, type TokenSequences } from '../../text/tokenizer/tokens.ts';
import { resolvePreset } from '../presets.ts';
import { changedAnswer, changedCorpus, FactsProbe, factSets } from './facts.ts';
import { modelConfig } from './model-shapes.ts';
import type { RealmPlans } from './plans.ts';
import type { RealmConfig } from './settings.ts';

const config = resolvePreset<RealmConfig>('smoke', {
  bios: { people: 30, attributes: 4 },
  // with the null document, and a person has four documents
  realm: { candidates: 4 },
});
const corpus = generateBios({ ...config.bios, seed: 1 });
const prepared = await prepareCorpus(corpus, config);
const model = modelConfig(config, prepared);
const { tokenizer, vocabularySize } = prepared;
const idsOf = (text: string) => tokenizer.encode(text).ids.filter((id) => id !== tokenizer.special.unknown);
const names = new Set(corpus.documents.flatMap(({ title }) => idsOf(title)));
const kinds = attributes.map(({ values, wordings }) => ({
  values: new Set(values.flatMap(idsOf)),
  words: new Set(wordings.flatMap(idsOf)),
}));

/** What was embedded. */
const embedded = new Set<string>();

/** (n, V): 1 for each name, so that the documents of a person are the nearest ones. */
const embedder = {
  dimension: vocabularySize,
  async embed(sequences: TokenSequences) {
    const n = sequenceCount(sequences);
    const rows = new Float32Array(n * vocabularySize);
    for (let i = 0; i < n; i++) {
      embedded.add(String(sequenceAt(sequences, i)));
      for (const id of sequenceAt(sequences, i)) if (names.has(id)) rows[i * vocabularySize + id] = 1;
    }
    return rows;
  },
};

/** A plan of the evaluation's inputs; its reader gives values of the sentence's kind in z a larger logit, and believes all documents alike. */
function copyingPlans({ realm: { candidates: k } } = config) {
  const { graph } = realmGraph(new ParameterRegistry(1), model, config.joint.batch, k, 'sequence');
  const inputs = new Map(
    [...graph.inputs].map(([name, { shape, dtype }]) => {
      const size = elementsOf(shape);
      return [name, dtype === 'u32' ? new Uint32Array(size) : new Float32Array(size)] as const;
    }),
  );
  const integers = (name: string) => inputs.get(name) as Uint32Array;
  async function run() {
    const [ids, ranges, valid] = ['joined.ids', 'joined.ranges', 'valid'].map(integers) as [
      Uint32Array,
      Uint32Array,
      Uint32Array,
    ];
    const rows = valid.length;
    const t = ids.length / rows;
    const logits = new Float32Array(rows * model.masks * vocabularySize);
    const logPrior = new Float32Array(rows).fill(-1e30);
    for (let r = 0; r < rows; r++) {
      const first = r - (r % k);
      if (valid[r]) logPrior[r] = -Math.log(valid.subarray(first, first + k).reduce((a, b) => a + b));
      const x = [...ids.subarray(r * t, r * t + ranges[2 * r]!)];
      const z = [...ids.subarray(r * t + ranges[2 * r]!, r * t + ranges[2 * r + 1]!)];
      const known = kinds.map(({ words }) => x.filter((id) => words.has(id)).length);
      const { values } = kinds[known.indexOf(Math.max(...known))]!;
      for (const id of z) if (values.has(id)) logits[r * model.masks * vocabularySize + id] = 8;
    }
    return { logits, logPrior };
  }
  const compiled = { integers, floats: (name: string) => inputs.get(name) as Float32Array, run };
  return { evaluation: async () => compiled as unknown as CompiledGraph } as RealmPlans;
}

describe('facts of a corpus', () => {
  it('are one known token of a sentence each, apart for people who are held out', () => {
    const { heldOut, trained } = factSets(prepared, config);
    for (const [{ examples }, isHeldOut] of [
      [heldOut, true],
      [trained, false],
    ] as const) {
      expect(examples.length).toBeGreaterThan(20);
      for (const { sentence, masks } of examples) {
        expect(masks).toHaveLength(1);
        expect(prepared.sentences[sentence]!.heldOut).toBe(isHeldOut);
        const answer = prepared.sentences[sentence]!.ids[masks[0]!]!;
        expect(kinds.some(({ values }) => values.has(answer))).toBe(true);
      }
    }
    expect(trained.skipped).toEqual({ severalTokens: 0, unknown: 0, noCandidates: 0 });
  });

  it('are the same for every seed and whatever training masks', async () => {
    const other = { ...config, seed: 9, masking: { ...config.masking, strategy: 'uniform' as const, recurring: true } };
    const again = await prepareCorpus(corpus, other);
    expect(factSets(again, other)).toEqual(factSets(prepared, config));
  });

  it('are passed over where the answer has several tokens, and counted', async () => {
    const cut = {
      ...config,
      tokenizer: { kind: 'bpe' as const, vocabularySize: 250 },
      masking: { ...config.masking, maxTokens: 6 },
      evaluation: { ...config.evaluation, maxTokens: 6 },
    };
    const pieces = await prepareCorpus(corpus, cut);
    const { examples, skipped } = factSets(pieces, cut).trained;
    expect(skipped.severalTokens).toBeGreaterThan(0);
    for (const { masks } of examples) expect(masks).toHaveLength(1);
  });
});

it('a fact that is changed has another value of its kind in the same sentence', async () => {
  const changed = (await changedCorpus(prepared, config))!;
  expect(changed.idf).toBe(prepared.idf);
  const { examples } = factSets(prepared, config).heldOut;
  for (const example of examples) {
    const old = prepared.sentences[example.sentence]!.ids[example.masks[0]!]!;
    const value = changedAnswer(example, prepared, changed)!;
    expect(value).not.toBe(old);
    expect(kinds.find(({ values }) => values.has(old))!.values).toContain(value);
  }
  const other = { ...prepared, corpus: { ...corpus, manifest: { ...corpus.manifest, id: 'atlas' } } };
  expect(await changedCorpus(other, config)).toBeNull();
});

it('a reader that only copies knows nothing alone, all facts with documents, and the new values once the documents are changed', async () => {
  const probe = new FactsProbe({
    ...{ config, prepared, model, plans: copyingPlans() },
    embedder: embedder as unknown as RetrieverEmbedder,
  });
  const progress: [number, number][] = [];
  const { groups, readings } = await probe.measure({ phase: 'joint', step: 3 }, (...told) => progress.push(told));
  expect(progress.at(-1)![0]).toBe(progress.at(-1)![1]);
  // search sees the changed documents, too
  const { documents } = (await changedCorpus(prepared, config))!;
  for (let i = 0; i < sequenceCount(documents); i++) expect(embedded).toContain(String(sequenceAt(documents, i)));
  for (const { parameters, index, edited } of Object.values(groups)) {
    // all words alike: the rank is the place of the word from the end of the vocabulary
    expect(parameters!.p1).toBe(0);
    expect(index).toMatchObject({ p1: 1, p10: 1, mrr: 1 });
    expect(edited).toEqual({ facts: index.facts, p1: 1, p10: 1, mrr: 1, old: 0 });
  }
  expect(readings).toHaveLength(groups.heldOut.index.facts + groups.trained.index.facts);
  for (const { before, answer, after, changed, parameters, index, edited } of readings) {
    expect(corpus.documents.some(({ text }) => text.includes(before + answer + after))).toBe(true);
    expect([index.word, edited!.word]).toEqual([answer, changed].map((word) => tokenizer.decode(idsOf(word!))));
    expect(attributes.some(({ values }) => values.includes(answer) && values.includes(changed!))).toBe(true);
    expect(parameters!.rank).toBe(vocabularySize - idsOf(answer)[0]!);
  }
});

it('a fact whose changed corpus has no candidate is not counted as changed', async () => {
  const changed = (await changedCorpus(prepared, config))!;
  // copies of one block: each is the source of every sentence
  const copies = { ...changed, blocks: changed.blocks.map((block) => ({ ...block, identity: 'one' })) };
  const probe = new FactsProbe({
    ...{ config, prepared, model, plans: copyingPlans() },
    embedder: embedder as unknown as RetrieverEmbedder,
  });
  Object.assign(probe, { changed: Promise.resolve(copies) });
  const { groups, readings } = await probe.measure({ phase: 'joint', step: 3 }, () => {});
  for (const { index, edited } of Object.values(groups)) {
    expect(index.facts).toBeGreaterThan(20);
    expect(edited).toEqual({ facts: 0, p1: null, p10: null, mrr: null, old: null });
  }
  for (const reading of readings) expect(reading).toMatchObject({ changed: null, edited: null });
});

it('a run without a null document is not asked without a document, which its reader has never met', async () => {
  const bare = { ...config, realm: { ...config.realm, candidates: 3, nullDocument: false } };
  const probe = new FactsProbe({
    ...{ config: bare, prepared, model, plans: copyingPlans(bare) },
    embedder: embedder as unknown as RetrieverEmbedder,
  });
  const progress: [number, number][] = [];
  const { groups, readings } = await probe.measure({ phase: 'joint', step: 3 }, (...told) => progress.push(told));
  expect([groups.heldOut.parameters, groups.heldOut.index.p1]).toEqual([null, 1]);
  expect(new Set(readings.map(({ parameters }) => parameters))).toEqual(new Set([null]));
  expect(progress.at(-1)![0]).toBe(progress.at(-1)![1]);
});
