import { describe, expect, it } from 'vitest';
import { maskWords } from '../../../graph/ops/attention-mask.ts';
import { runReference } from '../../../graph/reference.ts';
import { allowBlankFilling, glmGraph } from '../../../models/glm.ts';
import { ParameterRegistry } from '../../../models/registry.ts';
import { parameterFeeds } from '../../../models/testing.ts';
import { referencePlans } from '../../../run/testing/reference-plans.ts';
import type { Corpus, Document } from '../../../text/corpus/corpus.ts';
import { trainTokenizer } from '../../../text/tokenizer/tokenizer.ts';
import { Prng } from '../../../util/prng.ts';
import { resolvePreset } from '../../presets.ts';
import { corrupt } from '../corrupt.ts';
import { modelOf } from '../parts.ts';
import type { GlmRunConfig } from '../settings.ts';
import { glmConflicts } from '../settings.ts';
import type { GlmText } from '../texts.ts';
import { glmVocabulary } from '../vocabulary.ts';
import { measuresOf, openingRow, TitleWriter, titleOf, wrongTitles } from './evaluate.ts';
import { openingTexts, someTitles } from './openings.ts';
import { Statements } from './statements.ts';

const article = (title: string, text: string, ...values: string[]): Document => ({
  ...{ id: `${title} ${text}`, title, text, subject: title },
  spans: values.map((value) => ({
    start: text.indexOf(value),
    end: text.indexOf(value) + value.length,
    kind: 'place',
  })),
});
/** Every second subject is held out: Bo and Dee. */
const documents = [
  article('Al', 'Al was born in Oslo. The firm Nortek employs Al.', 'Oslo', 'Nortek'),
  article('Bo Dahl', 'Bo Dahl was born in Riga.', 'Riga'),
  article('Cy', 'Cy was born in Riga. He left.', 'Riga'),
  article('Dee', 'The firm Globex employs Dee.', 'Globex'),
];
const corpus: Corpus = {
  manifest: {
    ...{ id: 'few', title: 'Few', licence: 'CC0-1.0', source: 'written', language: 'en' },
    ...{ documents: documents.length, questions: 0 },
  },
  documents,
  questions: [],
};
const tokenizer = trainTokenizer(
  documents.map(({ title, text }) => `${title} ${text}`),
  { kind: 'word', vocabularySize: 64 },
);
const vocabulary = glmVocabulary(tokenizer, false);
const idsOf = (text: string) => tokenizer.encode(text).ids;
const piecesOf = (ids: readonly number[]) => ids.map(vocabulary.piece).join(' ');
const { texts, cut } = openingTexts(corpus, tokenizer, { maxLength: 9, holdOutEvery: 2 });
const config = resolvePreset<GlmRunConfig>('glm-titles', {
  glm: { length: 9, width: 8, layers: 1, heads: 2, initialStd: 0.4 },
});

describe('texts of a title and an opening', () => {
  it('are the title and the first sentence, with its facts, cut to the longest text', () => {
    expect(texts.map(({ ids }) => piecesOf(ids))).toEqual([
      '[CLS] al al was born in oslo .',
      '[CLS] bo dahl bo dahl was born in riga',
      '[CLS] cy cy was born in riga .',
      '[CLS] dee the firm globex employs dee .',
    ]);
    expect(cut).toBe(1);
    expect(texts.map(({ opening }) => opening)).toEqual([
      { start: 2, end: 8 },
      { start: 3, end: 9 },
      { start: 2, end: 8 },
      { start: 2, end: 8 },
    ]);
    expect(texts.map(({ ids, facts }) => facts.map(({ start, end }) => piecesOf(ids.slice(start, end))))).toEqual([
      ['oslo'],
      ['riga'],
      ['riga'],
      ['globex'],
    ]);
    expect(texts.map(({ heldOut }) => heldOut)).toEqual([false, true, false, true]);
    expect(someTitles(corpus, 2)).toEqual([
      { title: 'Bo Dahl', isHeldOut: true },
      { title: 'Dee', isHeldOut: true },
      { title: 'Al', isHeldOut: false },
      { title: 'Cy', isHeldOut: false },
    ]);
  });

  it('lose the opening in document mode: the title stands in Part A, and the opening has an end', () => {
    const draw = { mode: 'document', longShare: 0.5, prng: Prng.fork(1, 'x') } as const;
    const { row, spans } = corrupt(texts[0]!, config.glm, vocabulary, draw)!;
    expect(spans).toEqual([texts[0]!.opening]);
    expect(piecesOf(row.ids)).toBe('[CLS] al [gMASK] [sop] al was born in oslo .');
    expect(piecesOf(row.targets)).toBe('al was born in oslo . [eop]');
    expect(row.first).toEqual([0, 1, 2, 2, 2, 2, 2, 2, 2, 2]);
    expect(row.second).toEqual([0, 0, 0, 1, 2, 3, 4, 5, 6, 7]);
    expect(openingRow(texts[0]!, titleOf(texts[0]!), vocabulary)).toEqual(row);
    const some = [texts[0]!, { ...texts[0]!, id: 'again' }, texts[1]!];
    const wrong = wrongTitles(some, 32);
    expect(wrong.map((one) => piecesOf(one.wrong))).toEqual(['bo dahl', 'bo dahl', 'al']);
    expect(piecesOf(openingRow(texts[0]!, wrong[0]!.wrong, vocabulary).ids)).toBe(
      '[CLS] bo dahl [gMASK] [sop] al was born in oslo .',
    );
    expect(wrongTitles([texts[0]!], 32)).toEqual([]);
    // the row of Al with “bo dahl” has 11 tokens, that of Bo Dahl with “al” has 10
    const fitting = (length: number) => wrongTitles(some, length).map((one) => piecesOf(one.wrong));
    expect(fitting(11)).toEqual(['bo dahl', 'bo dahl', 'al']);
    expect(fitting(10)).toEqual(['al']);
    expect(fitting(9)).toEqual([]);
  });

  it('need GLM, and a weight of document mode', () => {
    const conflicts = (glm: Partial<GlmRunConfig['glm']>) =>
      glmConflicts({ ...config, glm: { ...config.glm, ...glm } });
    expect(conflicts({})).toEqual([]);
    expect(conflicts({ objective: 'causal' })).toHaveLength(1);
    expect(conflicts({ tokenWeight: 1, documentWeight: 0, length: 32 })).toHaveLength(1);
  });
});

describe('what is written from a title', () => {
  const statements = new Statements(corpus, tokenizer);
  const judge = (written: string, title = 'Bo Dahl') => statements.judge(idsOf(written), idsOf(title), title);

  it('is judged by what the articles state', () => {
    // born in: Al Oslo, Bo and Cy Riga; employs: Al Nortek, Dee Globex
    const born = { hasTitle: true, hasWording: true };
    expect(judge('Bo Dahl was born in Riga.')).toEqual({ ...born, isTrue: true, chance: 2 / 3 });
    expect(judge('Bo Dahl was born in Oslo.')).toEqual({ ...born, isTrue: false, chance: 1 / 3 });
    expect(judge('Bo Dahl was born in Nortek.')).toEqual({ ...born, isTrue: false, chance: 0 });
    // the articles state where Dee works, not that Bo works there
    expect(judge('The firm Globex employs Bo Dahl.')).toEqual({ ...born, isTrue: false, chance: 1 / 2 });
    expect(judge('The firm Globex employs Dee.', 'Dee')).toEqual({ ...born, isTrue: true, chance: 1 / 2 });
  });

  it('has a wording of the corpus only as a whole and about its own title', () => {
    const none = { hasWording: false, isTrue: false, chance: 0 };
    expect(judge('Al was born in Oslo.')).toEqual({ hasTitle: false, ...none });
    expect(judge('Bo was born in Riga.')).toEqual({ hasTitle: false, ...none });
    expect(judge('Bo Dahl was born in.')).toEqual({ hasTitle: true, ...none });
    expect(judge('Bo Dahl was born in Riga')).toEqual({ hasTitle: true, ...none });
    expect(judge('')).toEqual({ hasTitle: false, ...none });
  });

  it('is measured by shares; openings that differ in the title alone are the same', () => {
    const written = [
      { text: texts[1]!, ids: idsOf('Bo Dahl was born in Riga.'), isEnded: true },
      { text: texts[3]!, ids: idsOf('Dee was born in Riga.'), isEnded: true },
      { text: texts[3]!, ids: idsOf('Al was born in Oslo.'), isEnded: true },
      { text: texts[1]!, ids: idsOf('Bo Dahl was Bo Dahl'), isEnded: false },
    ];
    expect(measuresOf(written, statements)).toEqual({
      ...{ titleCopied: 3 / 4, titleWording: 1 / 2, titleTrue: 1 / 4, titleChance: (2 / 3 + 2 / 3) / 4 },
      ...{ titleDistinct: 3, titleEnded: 3 / 4 },
    });
    const without = new Statements(
      { ...corpus, documents: documents.map((one) => ({ ...one, spans: [] })) },
      tokenizer,
    );
    expect(Object.keys(measuresOf(written, without)).sort()).toEqual(['titleCopied', 'titleDistinct', 'titleEnded']);
  });

  it('may have more texts than a call may have arguments', () => {
    const model = modelOf(config, vocabulary);
    const many = new Array<GlmText>(200_000).fill(texts[0]!);
    const parts = { config, model, registry: new ParameterRegistry(6), vocabulary, texts: many };
    expect(() => new TitleWriter(parts, referencePlans({}), 2)).not.toThrow();
  });

  it('is token for token what the whole model writes without a cache, titles of one length at once', async () => {
    const model = modelOf(config, vocabulary);
    const registry = new ParameterRegistry(6);
    glmGraph(registry, model, { rows: 1, length: 1, predictions: 1 });
    const parameters = parameterFeeds(registry);
    const writer = new TitleWriter({ config, model, registry, vocabulary, texts }, referencePlans(parameters), 2);
    const written = await writer.write(texts);
    // three titles of one token, of which two are written at once, and one of two tokens
    expect(written.map(({ text }) => piecesOf(titleOf(text)))).toEqual(['al', 'cy', 'dee', 'bo dahl']);
    for (const { text, ids, isEnded } of written) {
      const partA = [vocabulary.cls, ...titleOf(text), vocabulary.mask('document', 0)];
      const own: number[] = [];
      // the longest opening of the corpus has six tokens; with its end seven
      while (own.length < 7 && own.at(-1) !== vocabulary.end) {
        const read = [...partA, vocabulary.start(0), ...own];
        const { length } = read;
        const first = read.map((_, i) => Math.min(i, partA.length - 1));
        const second = read.map((_, i) => Math.max(0, i - partA.length + 1));
        const mask = new Uint32Array(length * maskWords(length));
        allowBlankFilling(mask, length, 0, { partA: partA.length, start: 0, end: length });
        const { graph, logits } = glmGraph(registry, model, { rows: 1, length, predictions: 1 });
        const feeds = { ids: read, first, second, mask, at: [length - 1], targets: [0], weights: [1], ...parameters };
        const row = runReference(graph, feeds).value(logits).data;
        const allowed = Array.from(row.keys()).filter((id) => !vocabulary.barred.includes(id));
        own.push(allowed.reduce((best, id) => (row[id]! > row[best]! ? id : best)));
      }
      expect(isEnded).toBe(own.at(-1) === vocabulary.end);
      expect(piecesOf(ids)).toBe(piecesOf(own.filter((id) => id !== vocabulary.end)));
    }
    writer.destroy();
  });
});
