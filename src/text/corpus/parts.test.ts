import { describe, expect, it } from 'vitest';
import { corpusFromFiles, corpusToFiles } from './format.ts';
import { readCorpus } from './parts.ts';

const manifest = (id: string, language: string, documents: number, questions: number, parts?: string[]) =>
  JSON.stringify({ id, title: id, licence: 'CC0-1.0', source: 'test', documents, questions, language, parts });

const lines = (...records: unknown[]) => records.map((record) => `${JSON.stringify(record)}\n`).join('');

const en = { id: 'radium', title: 'Radium', text: 'Radium was found in 1898.', subject: 'radium' };
const zh = { id: 'zh-lei', title: '镭', text: '镭在1898年被发现。', subject: 'radium', parallel: 'radium' };
const question = {
  id: 'q',
  question: '镭哪一年被发现？',
  answers: ['1898'],
  documents: ['radium'],
  searchLanguage: 'en',
};

const whole: Record<string, string> = {
  'en/manifest.json': manifest('en', 'en', 1, 0),
  'en/documents.jsonl': lines(en),
  'zh/manifest.json': manifest('zh', 'zh', 1, 0),
  'zh/documents.jsonl': lines(zh),
  'both/manifest.json': manifest('both', 'mul', 2, 1, ['en', 'zh']),
  'both/questions.jsonl': lines(question),
};

const readFrom = (files: Record<string, string>, id = 'both') =>
  readCorpus(id, async (corpus, name) => {
    const text = files[`${corpus}/${name}`];
    return text === undefined ? undefined : new TextEncoder().encode(text);
  });

describe('a corpus of parts', () => {
  it('has the documents of its parts, each with the language of its part, and its own questions', async () => {
    const both = await readFrom(whole);
    expect(both?.documents).toEqual([
      { ...en, language: 'en' },
      { ...zh, language: 'zh' },
    ]);
    expect(both?.questions).toEqual([question]);
    expect(both?.manifest).toMatchObject({ id: 'both', language: 'mul', documents: 2, questions: 1 });
  });

  it('is saved and read as a corpus without parts', async () => {
    const both = (await readFrom(whole))!;
    expect(corpusFromFiles(corpusToFiles(both), 'both')).toEqual(both);
  });

  it('leaves a corpus without parts as it is, and says if there is none', async () => {
    expect((await readFrom(whole, 'zh'))?.documents).toEqual([zh]);
    expect(await readFrom(whole, 'fr')).toBeUndefined();
  });

  it.each<[string, Record<string, string>, RegExp]>([
    ['a part that is missing', { 'both/manifest.json': manifest('both', 'mul', 2, 1, ['en', 'fr']) }, /part "fr"/],
    ['a part with parts', { 'both/manifest.json': manifest('both', 'mul', 2, 1, ['en', 'both']) }, /part "both"/],
    ['an id in two parts', { 'zh/documents.jsonl': lines({ ...zh, id: 'radium', parallel: undefined }) }, /two parts/],
    [
      'an unknown parallel',
      { 'zh/documents.jsonl': lines({ ...zh, parallel: 'polonium' }) },
      /"polonium", which is no/,
    ],
    ['a parallel in its own language', { 'zh/documents.jsonl': lines({ ...zh, parallel: 'zh-lei' }) }, /which is no/],
    ['a parallel of another subject', { 'zh/documents.jsonl': lines({ ...zh, subject: 'lead' }) }, /which is no/],
    ['an unknown document', { 'both/questions.jsonl': lines({ ...question, documents: ['lead'] }) }, /"lead"/],
    ['a wrong count', { 'both/manifest.json': manifest('both', 'mul', 3, 1, ['en', 'zh']) }, /promises 3 documents/],
  ])('refuses %s', async (_, changed, message) => {
    await expect(readFrom({ ...whole, ...changed })).rejects.toMatchObject({
      code: 'bad-corpus',
      message: expect.stringMatching(message),
    });
  });
});
