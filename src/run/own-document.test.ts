import { describe, expect, it } from 'vitest';
import { relevant, successAt } from '../eval/ranking.ts';
import { defaultRealmConfig } from '../systems/realm/settings.ts';
import type { Question } from '../text/corpus/corpus.ts';
import { importCorpus } from '../text/import/import.ts';
import { LexicalSearch } from './lexical.ts';
import { ownDocuments } from './own-document.ts';
import { prepareCorpus } from './prepare.ts';

const question = (id: string, text: string, documents?: string[]): Question => ({
  id,
  question: text,
  answers: [],
  ...(documents ? { documents } : {}),
});

describe('a question that is a document', () => {
  const documents = [
    { id: '1', title: 'Diet', text: 'Meat is needed.\nIt has iron.' },
    { id: '2', title: 'Diet', text: 'Meat is not needed; beans have iron.' },
    { id: '3', title: 'What is iron?', text: 'A metal.' },
  ];

  it.each<[string, Question, number | undefined]>([
    ['has its text', question('x', 'Meat is needed.  It has iron.', ['2']), 0],
    ['has its title and text', question('x', 'Diet Meat is needed. It has iron.', ['2']), 0],
    ['has its id and a part of its text', question('1', 'Meat is needed.', ['2']), 0],
    ['has its id and title', question('3', 'what is iron?', ['2']), 2],
    ['only has its number', question('1', 'Who needs meat?', ['2']), undefined],
    ['asks with a part of its text', question('x', 'Meat is needed.', ['2']), undefined],
    ['is judged to find itself', question('1', 'Meat is needed. It has iron.', ['1']), undefined],
    ['is not judged', question('1', 'Meat is needed. It has iron.'), undefined],
  ])('%s', (_, asked, expected) => {
    expect(ownDocuments([asked], documents).get(0)).toBe(expected);
  });

  it('does not find itself, but its counterargument, as in ArguAna', async () => {
    const lines = (records: readonly unknown[]) =>
      new TextEncoder().encode(records.map((one) => JSON.stringify(one)).join('\n'));
    const arguments_ = [
      ['a', 'Schools in Harrow should begin at nine, since pupils sleep longer then.'],
      ['b', 'Schools in Harrow should begin at eight, since parents go to work then.'],
      ['c', 'The tram of Bergen is slow in winter.'],
    ];
    const { corpus } = importCorpus(
      'arguana',
      new Map([
        ['corpus.jsonl', lines(arguments_.map(([_id, text]) => ({ _id, title: '', text })))],
        ['queries.jsonl', lines(arguments_.slice(0, 2).map(([_id, text]) => ({ _id, text })))],
        ['qrels/test.tsv', new TextEncoder().encode('query-id\tcorpus-id\tscore\na\tb\t1\nb\ta\t1\n')],
      ]),
    );
    const prepared = await prepareCorpus(corpus, { ...defaultRealmConfig, lengths: { query: 64, document: 64 } });
    const search = new LexicalSearch(prepared);
    for (const { ids, blocks, barred = null } of prepared.questions) {
      const first = (without: typeof barred) => search.search(ids, without, 1).map(({ block }) => block);
      expect(successAt(first(null), relevant(blocks), 1)).toBe(0);
      expect(successAt(first(barred), relevant(blocks), 1)).toBe(1);
    }
  });
});
