import { describe, expect, it } from 'vitest';
import { generateBios } from '../corpus/bios.ts';
import type { Corpus } from '../corpus/corpus.ts';
import { adviseOn } from './advice.ts';

const corpusOf = (texts: readonly string[], language = 'en', questions = 1): Corpus => ({
  manifest: { id: 'c', title: 'C', licence: '', source: '', documents: texts.length, questions, language },
  documents: texts.map((text, i) => ({ id: `d${i}`, title: `Number ${i}`, text })),
  questions: Array.from({ length: questions }, (_, i) => ({ id: `q${i}`, question: 'Who?', answers: ['Ada'] })),
});

const kinds = (corpus: Corpus) => adviseOn(corpus).map(({ kind }) => kind);

const founders = ['Anna Kowal', 'Ben Duarte', 'Cleo Marsh', 'Dino Ferri', 'Emma Stahl', 'Femi Okoro', 'Gus Larsen'];
const towns = [
  'Arvika',
  'Bergen',
  'Cordoba',
  'Dresden',
  'Evora',
  'Fatima',
  'Galway',
  'Havana',
  'Izmir',
  'Jaipur',
  'Kazan',
];
/** 77 pairs of a founder and a town, none of them twice. */
const pairs = Array.from({ length: 77 }, (_, i) => [founders[i % 7]!, towns[i % 11]!] as const);

describe('adviseOn', () => {
  it('has nothing to say of a corpus that teaches', () => {
    expect(adviseOn(generateBios({ people: 40, attributes: 6, sentencesPerDocument: 2, seed: 1 }))).toEqual([]);
  });

  it('counts documents and asks for questions', () => {
    const advice = adviseOn(corpusOf(['Ada Lovelace met Charles Babbage.'], 'en', 0));
    expect(advice.slice(0, 2)).toEqual([{ kind: 'few-documents', documents: 1, wanted: 50 }, { kind: 'no-questions' }]);
  });

  it('tells facts that stand once from facts that stand twice', () => {
    const once = pairs.map(([founder, town]) => `The old mill of ${town} was built by ${founder} and still turns.`);
    expect(adviseOn(corpusOf(once))).toEqual([{ kind: 'few-repeated-facts', share: 0, sentences: 77 }]);
    const twice = [...once, ...pairs.map(([founder, town]) => `It was ${founder} who gave ${town} its mill.`)];
    expect(kinds(corpusOf(twice))).toEqual([]);
    // Half of the first telling has a second one: 38 of 77, and all 38 of the second.
    const half = adviseOn(corpusOf([...once, ...twice.slice(77, 77 + 19)]));
    expect(half).toEqual([{ kind: 'few-repeated-facts', share: 38 / 96, sentences: 96 }]);
  });

  it('knows whole words from parts of words', () => {
    const share = (...texts: string[]) =>
      adviseOn(corpusOf(texts)).find((one) => one.kind === 'few-repeated-facts')?.share ?? 1;
    expect(share('The guard Anna met Otto in Rome.', 'In the play Annabel left Romeo for Ottokar.')).toBe(0);
    expect(share('The guard Anna met Otto in Rome.', 'In the play Anna-Lena sang in Rome.')).toBe(0.5);
  });

  it('finds names in text without spaces', () => {
    const cities = ['北京', '上海', '广州', '成都', '武汉', '西安', '南京'];
    const once = Array.from({ length: 56 }, (_, i) => `第${i}座桥由李明在${cities[i % 7]}于${1900 + i}年建成。`);
    expect(kinds(corpusOf(once, 'zh'))).not.toContain('few-repeated-facts');
    const years = cities.map((city, i) => `这座桥在${city}于${1900 + i}年建成。`);
    expect(kinds(corpusOf(years, 'zh'))).toContain('few-repeated-facts');
  });

  it('measures sentences by the words of the language, and misses names', () => {
    const long = `So ${'the river went on and on '.repeat(6)}until the sea.`;
    const advice = adviseOn(corpusOf(Array.from({ length: 60 }, () => `The sun rose. ${long}`)));
    expect(advice).toEqual([
      { kind: 'long-sentences', share: 0.5, words: 24 },
      { kind: 'few-names', share: 1 },
    ]);
  });

  it('says what is masked where the script has no capital letters', () => {
    const hindi = Array.from({ length: 60 }, (_, i) => `यह पुल ${1900 + i} में बना।`);
    expect(kinds(corpusOf(hindi, 'hi'))).toContain('names-from-titles');
    for (const language of ['en', 'ru', 'zh', 'zh-Hant']) {
      expect(kinds(corpusOf(hindi, language))).not.toContain('names-from-titles');
    }
    // Names that are marked already need no rule.
    const marked = corpusOf(hindi, 'hi');
    const documents = marked.documents.map((document) => ({
      ...document,
      spans: [{ start: 7, end: 11, kind: 'date' as const }],
    }));
    expect(kinds({ ...marked, documents })).not.toContain('names-from-titles');
  });

  it('says it where no sentence tells a fact, in place of a share of nothing', () => {
    const advice = adviseOn(corpusOf(founders.flatMap((founder) => Array(8).fill(`Here lived ${founder}.`))));
    expect(advice).toEqual([{ kind: 'no-facts', documents: 56 }]);
  });

  it('believes the spans that documents carry, as a run does', () => {
    // In small letters, so that the rules find nothing.
    const texts = pairs.map(([founder, town]) => `${founder} gave ${town} its mill.`.toLowerCase());
    const detected = corpusOf([...texts, ...texts]);
    expect(adviseOn(detected)).toEqual([{ kind: 'few-names', share: 1 }]);
    const documents = detected.documents.map((document, i) => {
      const [founder, town] = pairs[i % 77]!;
      const start = document.text.indexOf(` ${town.toLowerCase()} `) + 1;
      const spans = [
        { start: 0, end: founder.length, kind: 'person' as const },
        { start, end: start + town.length, kind: 'place' as const },
      ];
      return { ...document, spans };
    });
    expect(adviseOn({ ...detected, documents })).toEqual([]);
    // The first telling alone has its facts once.
    const once = { ...detected, documents: documents.slice(0, 77) };
    expect(adviseOn(once)).toEqual([{ kind: 'few-repeated-facts', share: 0, sentences: 77 }]);
    // A document that says it has none has none, whatever the rules would find.
    const none = corpusOf(pairs.map(([founder, town]) => `The mill of ${town} was built by ${founder}.`));
    const bare = none.documents.map((document) => ({ ...document, spans: [] }));
    expect(adviseOn({ ...none, documents: bare })).toEqual([{ kind: 'few-names', share: 1 }]);
    // One marked span tells a fact with a name beside it that is not marked.
    const towns = none.documents.map((document) => ({
      ...document,
      spans: [{ start: 12, end: 18, kind: 'place' as const }],
    }));
    expect(adviseOn({ ...none, documents: towns })).toEqual([{ kind: 'few-repeated-facts', share: 0, sentences: 77 }]);
  });
});
