import { existsSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { Bm25 } from '../../index/bm25.ts';
import { trainTokenizer } from '../tokenizer/tokenizer.ts';
import { packSequences } from '../tokenizer/tokens.ts';
import type { Corpus, Document } from './corpus.ts';
import { readCorpus } from './parts.ts';

const folder = new URL('../../../public/corpus/', import.meta.url);

let corpus: Corpus;
let byId: Map<string, Document>;
/** Chinese and English document of every pair. */
let pairs: { chinese: Document; english: Document }[];

beforeAll(async () => {
  corpus = (await readCorpus('atlas-2l', async (id, name) => {
    const file = new URL(`${id}/${name}`, folder);
    return existsSync(file) ? readFileSync(file) : undefined;
  }))!;
  byId = new Map(corpus.documents.map((document) => [document.id, document]));
  pairs = corpus.documents.flatMap((chinese) =>
    chinese.parallel === undefined ? [] : [{ chinese, english: byId.get(chinese.parallel)! }],
  );
});

const months = 'January February March April May June July August September October November December'.split(' ');

/** The numbers of a text as strings, thousands without commas, a Chinese month as the English name. */
function numbersOf(text: string): string[] {
  const named = text
    .replace(/(\d),(?=\d{3})/g, '$1')
    .replace(/(\d+)月/g, (whole, month: string) => ` ${months[Number(month) - 1] ?? whole} `);
  return named.match(new RegExp(`\\d+(?:\\.\\d+)?|${months.join('|')}`, 'g')) ?? [];
}

const han = /\p{Script=Han}/u;
const holds = (text: string, answer: string): boolean =>
  /^\d+$/.test(answer) ? new RegExp(`(?<!\\d)${answer}(?!\\d)`).test(text) : text.includes(answer);

describe('atlas-2l', () => {
  it('consists of the articles of atlas and atlas-zh', () => {
    const count = (language: string) => corpus.documents.filter((document) => document.language === language).length;
    expect(corpus.manifest).toMatchObject({ id: 'atlas-2l', language: 'mul' });
    expect([count('en'), count('zh')]).toEqual([839, 300]);
  });

  it('has at least 100 pairs of articles about one subject, each English article in one pair', () => {
    expect(pairs.length).toBeGreaterThanOrEqual(100);
    expect(new Set(pairs.map(({ english }) => english.id)).size).toBe(pairs.length);
    for (const { chinese, english } of pairs) {
      expect(chinese.subject, chinese.id).toBe(english.subject);
      expect([chinese.language, english.language], chinese.id).toEqual(['zh', 'en']);
      if (chinese.id.startsWith('zh-c-')) expect(chinese.id).toBe(`zh-c-${english.id}`);
    }
  });

  it('has no number, year or month in a Chinese article that its English partner lacks', () => {
    for (const { chinese, english } of pairs) {
      const known = new Set(numbersOf(english.text));
      expect(
        numbersOf(chinese.text).filter((number) => !known.has(number)),
        chinese.id,
      ).toEqual([]);
    }
  });

  it('names its subject in every sentence of the articles that were written for a pair', () => {
    for (const { chinese } of pairs) {
      if (!chinese.id.startsWith('zh-c-')) continue;
      // a long name may be shortened after its first mention, to no less than two characters of it
      const name = chinese.title.length > 2 ? chinese.title.slice(0, 2) : chinese.title;
      for (const sentence of chinese.text.split('。').filter(Boolean)) expect(sentence, chinese.id).toContain(name);
    }
  });

  it('has at least 150 questions each way, with answers that stand in the documents of the language that is searched', () => {
    const paired = new Set(pairs.map(({ english }) => english.subject));
    const asked = new Map<string, number>();
    for (const { id, question, answers, documents: listed, searchLanguage } of corpus.questions) {
      expect(searchLanguage, id).toMatch(/^(en|zh)$/);
      asked.set(searchLanguage!, (asked.get(searchLanguage!) ?? 0) + 1);
      expect(han.test(question), id).toBe(searchLanguage === 'en');
      expect(listed?.length, id).toBeGreaterThan(0);
      expect(answers.length, id).toBeGreaterThan(0);
      for (const answer of answers) {
        if (!/^\d+$/.test(answer)) expect(han.test(answer), id).toBe(searchLanguage === 'zh');
        expect(holds(question, answer), `${id} gives ${answer} away`).toBe(false);
        for (const document of listed!) {
          const { text, language, subject } = byId.get(document)!;
          expect(language, id).toBe(searchLanguage);
          expect(paired.has(subject), id).toBe(true);
          expect(holds(text, answer), `${id} ${document}`).toBe(true);
        }
      }
    }
    expect(asked.get('zh')).toBeGreaterThanOrEqual(150);
    expect(asked.get('en')).toBeGreaterThanOrEqual(150);
  });

  it('has no two questions alike', () => {
    const texts = corpus.questions.map(({ question }) => question);
    expect(texts.filter((text, i) => texts.indexOf(text) !== i)).toEqual([]);
  });

  it('can hardly be searched by words: BM25 finds few articles in the other language', () => {
    const tokenizer = trainTokenizer(
      corpus.documents.flatMap(({ title, text }) => [title, text]),
      { kind: 'bpe', vocabularySize: 10000 },
    );
    for (const language of ['zh', 'en']) {
      const searched = corpus.documents.filter((document) => document.language === language);
      const ids = searched.map(({ title, text }) => tokenizer.encode(`${title} ${text}`).ids);
      const bm25 = new Bm25(packSequences(ids), 1 + Math.max(...ids.flat(), 10000));
      const questions = corpus.questions.filter(({ searchLanguage }) => searchLanguage === language);
      const found = { first: 0, firstFive: 0, withoutSharedWord: 0 };
      // digits and names such as DNA are the only words of both languages
      const latin = (text: string) => text.match(/[A-Za-z]+|\d+/g) ?? [];
      const known = new Set(searched.flatMap(({ title, text }) => latin(`${title} ${text}`)));
      for (const { question, documents } of questions) {
        const best = bm25.search(tokenizer.encode(question).ids, 5).documents;
        const rank = Array.from(best).findIndex((d) => documents!.includes(searched[d]!.id));
        if (rank === 0) found.first++;
        if (rank >= 0) found.firstFive++;
        if (rank >= 0 && !latin(question).some((word) => known.has(word))) found.withoutSharedWord++;
      }
      console.log(`searched in ${language}: ${questions.length} questions, ${JSON.stringify(found)}`);
      expect(found.firstFive / questions.length).toBeLessThan(0.1);
      expect(found.withoutSharedWord / questions.length).toBeLessThan(0.02);
    }
  });
});
