import { describe, expect, it } from 'vitest';
import { LexicalSearch } from '../../run/lexical.ts';
import { prepareCorpus } from '../../run/prepare.ts';
import type { Moment } from '../../run/records.ts';
import { chooseCandidates, noSource } from '../../run/retrieval.ts';
import type { Corpus } from '../../text/corpus/corpus.ts';
import { sequenceAt } from '../../text/tokenizer/tokens.ts';
import { labMasks, labSentence, MaskingLab } from './lab.ts';
import { withEdit } from './lab-edit.ts';
import type { RealmParts } from './parts.ts';
import { defaultRealmConfig as defaultConfig } from './settings.ts';

const texts: [string, string][] = [
  ['Otter', 'Otters swim in the river Severn. They were counted in 1987.'],
  ['Heron', 'Herons stand in the river Severn. They were ringed in 1991.'],
  ['Newt', 'Newts hide under stones near Bristol. They sleep in winter.'],
  ['Newt', 'Newts hide under stones near Bristol. They sleep in winter.'],
];
const corpus: Corpus = {
  manifest: { id: 't', title: 'T', licence: '', source: '', documents: 4, questions: 0, language: 'en' },
  documents: texts.map(([title, text], i) => ({ id: `d${i}`, title, text })),
  questions: [],
};
const config = { ...defaultConfig, corpus: 't', lengths: { query: 16, document: 32 } };
const prepared = await prepareCorpus(corpus, config);
const words = (ids: ArrayLike<number>) => Array.from(ids, (id) => prepared.tokenizer.piece(id));

describe('a sentence of the lab', () => {
  it('is the corpus sentence of that number, counted round, in its own text', () => {
    const { text, number, sentence, cut } = labSentence(prepared, { index: prepared.sentences.length + 1 }, 14);
    expect([number, text, cut]).toEqual([1, 'They were counted in 1987.', 0]);
    expect(sentence.ranges.map(({ start, end }) => text.slice(start, end))).toContain('1987');
    expect(labSentence(prepared, { index: -1 }, 14).text).toBe('They sleep in winter.');
  });

  it('may be typed: it has spans but no source, and what does not fit is counted', () => {
    const typed = 'Otters were counted near Bristol in 1987, and in 1988 they were all counted once more.';
    const { text, number, sentence, cut } = labSentence(prepared, { text: typed }, 10);
    expect([text, number, sentence.block]).toEqual([typed, null, noSource]);
    expect(sentence.spans.map(({ start, end }) => typed.slice(start, end))).toEqual(
      expect.arrayContaining(['1987', '1988']),
    );
    expect(sentence.ids).toHaveLength(10);
    // otters were counted near bristol in 1987 , and in | 1988 they were all counted once more .
    expect(cut).toBe(8);
  });
});

describe('the mask of the lab', () => {
  const { sentence } = labSentence(prepared, { index: 1 }, 14);

  it('takes positions by hand, those outside left out, in order, and no more than fit', () => {
    expect(labMasks(sentence, { positions: [4, 2, 99, -1, 2, 0.5] }, prepared, config, 8)).toEqual([2, 4]);
    expect(labMasks(sentence, { positions: [0, 1, 2, 3] }, prepared, config, 2)).toEqual([0, 1]);
    expect(labMasks(sentence, { positions: [] }, prepared, config, 8)).toEqual([]);
  });

  it('takes a strategy, the same for the same seed', () => {
    const draw = (seed: number) => labMasks(sentence, { strategy: 'uniform', seed }, prepared, config, 8);
    expect(draw(1)).toEqual(draw(1));
    expect(new Set(Array.from({ length: 20 }, (_, seed) => draw(seed).join())).size).toBeGreaterThan(1);
    const salient = labMasks(sentence, { strategy: 'salient', seed: 1 }, prepared, config, 8);
    expect(words(salient.map((position) => sentence.ids[position]!))).toEqual(['1987']);
  });
});

it('embeds the documents once for all sentences of a moment, and again in a run that was begun anew', async () => {
  // of a corpus of one document, so that search finds nothing but the source
  const alone = await prepareCorpus({ ...corpus, documents: corpus.documents.slice(0, 1) }, config);
  let passes = 0;
  const embedder = {
    dimension: 1,
    async embed({ starts }: { starts: Int32Array }, side: string) {
      if (side === 'document') passes++;
      return new Float32Array(starts.length - 1);
    },
  };
  const model = { lengths: config.lengths, masks: 4, reader: { maxLength: 64 } };
  const parts = { config, prepared: alone, model, embedder, index: { pair: null }, lexical: new LexicalSearch(alone) };
  const lab = new MaskingLab(parts as unknown as RealmParts);
  const look = (moment: Moment) =>
    lab.look({ sentence: { index: 0 }, masking: { positions: [0] }, nullDocument: true, allowTrivial: false }, moment);
  const moment = { phase: 'joint', step: 3 };
  expect((await look(moment)).skipped).not.toBeNull();
  await look(moment);
  expect(passes).toBe(1);
  await look({ ...moment });
  expect(passes).toBe(2);
});

describe('a passage in other words', () => {
  const [, text] = texts[0]!;
  const edit = { document: 'd0', before: text, text: 'Otters swim in the river Severn. They were counted in 1991.' };
  const edited = withEdit(prepared, edit);

  it('is what retriever and reader get, with its title, and still the same source', () => {
    expect(words(edited.blocks[0]!.body)).toEqual(words(prepared.tokenizer.encode(edit.text).ids));
    const { special } = prepared.tokenizer;
    const title = prepared.tokenizer.encode('Otter').ids;
    const sequence = [special.cls, ...title, special.sep, ...edited.blocks[0]!.body, special.sep];
    expect([...sequenceAt(edited.documents, 0)]).toEqual(sequence);
    expect(edited.blocks[0]).toMatchObject({ text: edit.text, identity: prepared.blocks[0]!.identity });
  });

  it('changes no other passage, nor the corpus that was given', () => {
    for (const i of [1, 2, 3]) {
      expect([...sequenceAt(edited.documents, i)]).toEqual([...sequenceAt(prepared.documents, i)]);
      expect(edited.blocks[i]).toBe(prepared.blocks[i]);
    }
    expect(prepared.blocks[0]!.text).toBe(text);
    expect(words(sequenceAt(prepared.documents, 0))).toContain('1987');
  });

  it('is no longer than the models have room for; one that is not there changes nothing', () => {
    const long = withEdit(prepared, { ...edit, text: 'otters '.repeat(200) });
    expect(long.blocks[0]!.body.length).toBe(Math.max(...prepared.blocks.map(({ body }) => body.length)));
    expect(sequenceAt(long.documents, 0).length).toBeLessThanOrEqual(prepared.lengths.document);
    expect(withEdit(prepared, { ...edit, before: 'something else' })).toBe(prepared);
    expect(withEdit(prepared, null)).toBe(prepared);
  });
});

describe('candidates of a sentence without a source', () => {
  const realm = { ...config.realm, candidates: 3 };
  it('bar nothing', () => {
    expect(chooseCandidates([0, 1, 2], noSource, prepared.blocks, realm)).toEqual({ blocks: [0, 1] });
    expect(chooseCandidates([0, 1, 2], 0, prepared.blocks, realm)).toEqual({ blocks: [1, 2] });
  });
});

describe('BM25 beside the retriever', () => {
  const lexical = new LexicalSearch(prepared);
  const ask = (text: string) => prepared.tokenizer.encode(text).ids;

  it('ranks by shared words, takes a text that stands twice once, and lets special tokens count nothing', () => {
    const { mask, cls } = prepared.tokenizer.special;
    // "newts" and "bristol" stand in the two equal blocks alone
    expect(lexical.search([cls, mask, ...ask('newts bristol')], null, 5).map(({ block }) => block)).toEqual([2]);
    expect(lexical.search([cls, mask], null, 5)).toEqual([]);
  });

  it('bars the source, by identity', () => {
    const { identity } = prepared.blocks[0]!;
    expect(lexical.search(ask('otters severn'), null, 5)[0]!.block).toBe(0);
    expect(lexical.search(ask('otters severn'), identity, 5).map(({ block }) => block)).toEqual([1]);
    expect([...lexical.ranks(ask('severn river'), identity)]).toEqual([[prepared.blocks[1]!.identity, 1]]);
  });
});
