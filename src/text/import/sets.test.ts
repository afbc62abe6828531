import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { importCorpus } from './import.ts';

const lines = (...records: unknown[]) => strToU8(records.map((record) => JSON.stringify(record)).join('\n'));

describe('BEIR', () => {
  const set = (over: Record<string, Uint8Array | undefined> = {}) => {
    const files: Record<string, Uint8Array | undefined> = {
      'corpus.jsonl': lines(
        { _id: 'd1', title: 'A <b>', text: 'One.', metadata: {} },
        { _id: 'd2', text: 'Two.' },
        { _id: 'd3', title: 'Empty', text: '' },
      ),
      'queries.jsonl': lines({ _id: 'q1', text: 'what is one' }, { _id: 2, text: 'which' }, { _id: 'q3', text: 'why' }),
      'qrels/train.tsv': strToU8('query-id\tcorpus-id\tscore\nq3\td1\t1\n'),
      'qrels/test.tsv': strToU8('query-id\tcorpus-id\tscore\nq1\td2\t1\nq1\td1\t2\nq1\td3\t1\n2\td1\t0\nq9\td1\t1\n'),
      ...over,
    };
    return new Map(Object.entries(files).flatMap(([path, bytes]) => (bytes ? [[`set/${path}`, bytes] as const] : [])));
  };

  it('reads corpus, queries and the judgements of the test split, with their grades', () => {
    for (const input of [set(), zipSync(Object.fromEntries(set()))]) {
      const { corpus, skipped, format } = importCorpus('set', input);
      expect(format).toBe('beir');
      expect(corpus.documents).toEqual([
        { id: 'd1', title: 'A <b>', text: 'One.' },
        { id: 'd2', title: '', text: 'Two.' },
      ]);
      expect(corpus.questions).toEqual([
        { id: 'q1', question: 'what is one', answers: [], documents: ['d2', 'd1'], grades: [1, 2] },
      ]);
      expect(skipped).toEqual({
        'documents without text': 1,
        'files of judgements besides the one used': 1,
        'judgements of documents that are not in corpus.jsonl': 1,
        'judgements of no relevance': 1,
        'judged queries that are not in queries.jsonl': 1,
        'queries without a relevant document': 2,
      });
    }
  });

  it("reads judgements in trec_eval's own form", () => {
    const qrels = strToU8('q1\t0\td1\t3\nq3\t0\td2\t1\n');
    const { corpus } = importCorpus('set', set({ 'qrels/test.tsv': qrels }));
    expect(corpus.questions.map(({ id, documents, grades }) => [id, documents, grades])).toEqual([
      ['q1', ['d1'], [3]],
      ['q3', ['d2'], [1]],
    ]);
  });

  it.each<[string, Record<string, Uint8Array>, RegExp]>([
    [
      'a document without a text',
      { 'corpus.jsonl': lines({ _id: 'd1' }) },
      /^corpus\.jsonl, line 1: "text" is missing/,
    ],
    ['a document without an id', { 'corpus.jsonl': lines({ text: 'a' }) }, /^corpus\.jsonl, line 1: "_id" is missing/],
    [
      'one id for two documents',
      { 'corpus.jsonl': lines({ _id: 'd', text: 'a' }, { _id: 'd', text: 'b' }) },
      /^corpus\.jsonl, line 2: the id "d" stands in line 1/,
    ],
    ['a query without a text', { 'queries.jsonl': lines({ _id: 'q' }) }, /^queries\.jsonl, line 1: "text" is missing/],
    [
      'one query twice',
      { 'queries.jsonl': lines({ _id: 'q', text: 'a' }, { _id: 'q', text: 'a' }) },
      /^queries\.jsonl, line 2: the id "q" stands in line 1/,
    ],
    [
      'a judgement without a score',
      { 'qrels/test.tsv': strToU8('query-id\tcorpus-id\tscore\nq1\td1\t1\nq1\td2\n') },
      /^qrels\/test\.tsv, line 3: expected query-id/,
    ],
    [
      'a score that is no number',
      { 'qrels/test.tsv': strToU8('query-id\tcorpus-id\tscore\nq1\td1\thigh\n') },
      /^qrels\/test\.tsv, line 2: expected/,
    ],
    ['a broken line', { 'queries.jsonl': strToU8('{') }, /^queries\.jsonl, line 1: not JSON/],
    [
      'no texts',
      { 'corpus.jsonl': lines({ _id: 'd', text: '' }), 'queries.jsonl': strToU8(''), 'qrels/test.tsv': strToU8('') },
      /^set: no documents with text/,
    ],
  ])('refuses %s', (_, over, message) => {
    expect(() => importCorpus('set', set(over))).toThrow(message);
  });
});

describe('DPR passages', () => {
  const load = (text: string) => importCorpus('psgs.tsv', strToU8(text));

  it('reads id, text and title, with doubled quotation marks', () => {
    const { corpus, format } = load(
      'id\ttext\ttitle\n1\t"Aaron, ""the"" one."\tAaron\n2\tNo "quotes" here, a\'s.\t"""Heroes"""\n',
    );
    expect(format).toBe('dpr');
    expect(corpus.documents).toEqual([
      { id: '1', title: 'Aaron', text: 'Aaron, "the" one.' },
      { id: '2', title: '"Heroes"', text: 'No "quotes" here, a\'s.' },
    ]);
  });

  it.each([
    ['id\ttext\ttitle\n1\ta\n', /^psgs\.tsv, line 2: 2 fields\. Expected id, text and title/],
    ['id\ttext\ttitle\n1\ta\tb\n\ta\tb\n', /^psgs\.tsv, line 3: 3 fields, the id empty/],
    ['id\ttext\ttitle\n1\ta\tb\n1\tc\td\n', /^psgs\.tsv, line 3: the id "1" stands in line 2/],
    ['id\ttext\ttitle\n', /^psgs\.tsv: no documents with text/],
  ])('refuses %j', (text, message) => {
    expect(() => load(text)).toThrow(message);
  });
});
