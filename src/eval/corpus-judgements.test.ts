import { expect, it } from 'vitest';
import { importCorpus } from '../text/import/import.ts';
import { corpusJudgements } from './corpus-judgements.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const lines = (records: object[]) => bytes(records.map((record) => JSON.stringify(record)).join('\n'));

it('keeps the grades of an imported data set', () => {
  const { corpus } = importCorpus(
    'set',
    new Map([
      ['corpus.jsonl', lines(['a', 'b', 'c'].map((_id) => ({ _id, title: '', text: `text ${_id}` })))],
      ['queries.jsonl', lines([{ _id: 'q', text: 'what?' }])],
      ['qrels/test.tsv', bytes('query-id\tcorpus-id\tscore\nq\tb\t3\nq\tc\t1\nq\ta\t0\n')],
    ]),
  );
  expect(corpusJudgements(corpus)).toEqual(
    new Map([
      [
        'q',
        new Map([
          ['b', 3],
          ['c', 1],
        ]),
      ],
    ]),
  );
});

it('judges by the answers where no document is named', () => {
  const document = (id: string, text: string) => ({ id, title: 'Warsaw', text });
  const judgements = corpusJudgements({
    manifest: { id: 'c', title: 'C', licence: '', source: '', documents: 3, questions: 3, language: 'en' },
    documents: [document('a', 'Born in Warsaw, 1867.'), document('b', 'Born in Paris.'), document('c', 'In 1867.')],
    questions: [
      { id: 'year', question: '?', answers: ['1867'] },
      { id: 'place', question: '?', answers: ['Warsaw', 'Paris'], documents: ['b'] },
      { id: 'pattern', question: '?', answers: ['/18\\d\\d/'], patterns: true },
      { id: 'none', question: '?', answers: ['Rome'] },
    ],
  });
  expect(judgements).toEqual(
    new Map([
      [
        'year',
        new Map([
          ['a', 1],
          ['c', 1],
        ]),
      ],
      ['place', new Map([['b', 1]])],
      [
        'pattern',
        new Map([
          ['a', 1],
          ['c', 1],
        ]),
      ],
    ]),
  );
});

it('judges no document in a language in which the question is not searched', () => {
  const document = (id: string, language: string) => ({ id, title: '', text: 'Oslo 1934', language });
  const judgements = corpusJudgements({
    manifest: { id: 'c', title: 'C', licence: '', source: '', documents: 2, questions: 3, language: 'mul' },
    documents: [document('a', 'en'), document('b', 'zh')],
    questions: [
      { id: 'all', question: '?', answers: ['1934'] },
      { id: 'chinese', question: '?', answers: ['1934'], searchLanguage: 'zh' },
      { id: 'german', question: '?', answers: ['1934'], searchLanguage: 'de' },
    ],
  });
  const found = [...judgements].map(([id, grades]) => [id, [...grades.keys()]]);
  expect(found).toEqual([
    ['all', ['a', 'b']],
    ['chinese', ['b']],
  ]);
});
