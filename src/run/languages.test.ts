import { describe, expect, it } from 'vitest';
import { defaultRealmConfig as config } from '../systems/realm/settings.ts';
import type { Corpus } from '../text/corpus/corpus.ts';
import { LexicalSearch } from './lexical.ts';
import { prepareCorpus } from './prepare.ts';
import { rankDocuments } from './question-ranking.ts';

const corpus: Corpus = {
  manifest: { id: 'two', title: 'Two', licence: '', source: '', documents: 4, questions: 3, language: 'mul' },
  documents: [
    { id: 'en', title: 'Anna Berg', text: 'Anna Berg left Oslo. She died in Bergen in 1934.', language: 'en' },
    { id: 'zh', title: '安娜', text: '安娜在1934年离开 Oslo。后来她住在卑尔根市。', language: 'zh' },
    { id: 'other', title: '贝特', text: '贝特去过 Bergen。', language: 'zh' },
    { id: 'de', title: 'Anna Berg', text: 'Anna Berg verließ am 3. Mai Oslo.', language: 'de' },
  ],
  questions: [
    { id: 'all', question: 'Which town did Anna Berg leave?', answers: ['Oslo'] },
    { id: 'chinese', question: 'Which town did Anna Berg leave?', answers: ['Oslo'], searchLanguage: 'zh' },
    { id: 'none', question: 'Who was Anna Berg?', answers: ['Anna Berg'], searchLanguage: 'zh' },
  ],
};

describe('a corpus in several languages', () => {
  it('is cut into sentences, and its names are found, in the language of each document', async () => {
    const { blocks, sentences, languages } = await prepareCorpus(corpus, config);
    expect(languages).toEqual(['en', 'zh', 'de']);
    const texts = sentences.map(({ block, range }) => blocks[block]!.text.slice(range.start, range.end));
    expect(texts).toEqual([
      'Anna Berg left Oslo.',
      'She died in Bergen in 1934.',
      '安娜在1934年离开 Oslo。',
      '后来她住在卑尔根市。',
      '贝特去过 Bergen。',
      // no sentence ends at a German ordinal
      'Anna Berg verließ am 3. Mai Oslo.',
    ]);
    const masked = sentences.map(({ spans }, i) => spans.map(({ start, end }) => texts[i]!.slice(start, end)));
    expect(masked[1]).toEqual(['Bergen', '1934']);
    expect(masked[2]).toContain('1934年');
  });

  it('searches a question in one language, or in all', async () => {
    const prepared = await prepareCorpus(corpus, config);
    const { questions, blocks, skipped } = prepared;
    // no Chinese document holds the last one's answer
    expect(skipped).toEqual({ 'no-answer-block': 1 });
    const documentOf = (block: number) => corpus.documents[blocks[block]!.document]!.id;
    expect(questions.map((question) => [...question.blocks].map(documentOf))).toEqual([['en', 'zh', 'de'], ['zh']]);
    const lexical = new LexicalSearch(prepared);
    const found = questions.map(({ ids, barred = null }) =>
      lexical.search(ids, barred, 5).map(({ block }) => documentOf(block)),
    );
    // by words the question is that of the Latin documents
    expect(found[0]).toContain('en');
    expect(found[0]).toContain('de');
    expect(found[1]!.filter((id) => id === 'en' || id === 'de')).toEqual([]);
  });

  it('ranks the documents of the searched language alone', async () => {
    const prepared = await prepareCorpus(corpus, config);
    // every block is retrieved, the first ones best
    const scorer = async () => () => Float64Array.from(prepared.blocks, (_, i) => -i);
    const run = await rankDocuments(prepared, scorer, 10, 20);
    const found = (id: string) => run.get(id)!.map((document) => document.id);
    expect(found('all')).toEqual(['en', 'zh', 'other', 'de']);
    expect(found('chinese')).toEqual(['zh', 'other']);
  });
});
