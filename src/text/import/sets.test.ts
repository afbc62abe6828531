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

  it.each<[string, string]>([
    ['spaces', 'q1 0 d1 3\nq3 0 d2 1\n'],
    ['several spaces and CRLF', ' q1   Q0  d1  3\r\nq3 Q0 d2 1\r\n'],
    ['three columns without a header', 'q1\td1\t3\nq3\td2\t1\n'],
    ['quoted ids', '"query-id"\t"corpus-id"\t"score"\n"q1"\t"d1"\t3\n"q3"\t"d2"\t"1"\n'],
    ['columns in another order', 'corpus-id\tquery-id\tscore\nd1\tq1\t3\nd2\tq3\t1\n'],
    ['a header of four columns', 'qid iter docid rel\nq1 0 d1 3\nq3 0 d2 1\n'],
    ['grades with a point', 'q1\td1\t3.0\nq3\td2\t1.0\n'],
    ['CR alone', 'q1\td1\t3\rq3\td2\t1\r'],
  ])('reads judgements with %s', (_, qrels) => {
    const { corpus, skipped } = importCorpus('set', set({ 'qrels/test.tsv': strToU8(qrels) }));
    expect(corpus.questions.map(({ id, documents, grades }) => [id, documents, grades])).toEqual([
      ['q1', ['d1'], [3]],
      ['q3', ['d2'], [1]],
    ]);
    expect(Object.keys(skipped)).not.toContain('fractions of a grade, rounded');
  });

  it('rounds fractions of a grade, and says so', () => {
    const qrels = strToU8('query-id\tcorpus-id\tscore\nq1\td1\t0.5\nq1\td2\t2.5\nq3\td2\t0\nq1\td1\t0.2\n');
    const { corpus, skipped } = importCorpus('set', set({ 'qrels/test.tsv': qrels }));
    expect(corpus.questions[0]!.grades).toEqual([1, 3]);
    expect(skipped).toMatchObject({
      'fractions of a grade, rounded': 2,
      'repeated judgements': 1,
      'judgements of no relevance': 1,
    });
  });

  it.each<[string, unknown[], unknown[]]>([
    [
      'Pyserini',
      [
        { id: 'd1', contents: 'One.' },
        { id: 'd2', contents: 'Two.' },
      ],
      [{ id: 'q1', text: 'which' }],
    ],
    [
      'Tevatron',
      [
        { docid: 'd1', title: null, text: 'One.' },
        { docid: 'd2', title: '', text: 'Two.' },
      ],
      [{ query_id: 'q1', query: 'which' }],
    ],
    [
      'numbers and nulls',
      [
        { _id: 'd1', title: null, text: 'One.' },
        { _id: 'd2', text: 'Two.' },
        { _id: 3, title: 'C', text: null },
      ],
      [{ qid: 'q1', query: 'which', text: null }],
    ],
  ])('reads the keys of %s', (_, corpusLines, queryLines) => {
    const { corpus, format } = importCorpus(
      'set',
      set({
        'corpus.jsonl': lines(...corpusLines),
        'queries.jsonl': lines(...queryLines),
        'qrels/test.tsv': strToU8('q1\td2\t1\n'),
      }),
    );
    expect(format).toBe('beir');
    expect(corpus.documents).toEqual([
      { id: 'd1', title: '', text: 'One.' },
      { id: 'd2', title: '', text: 'Two.' },
    ]);
    expect(corpus.questions).toEqual([{ id: 'q1', question: 'which', answers: [], documents: ['d2'], grades: [1] }]);
  });

  it('judges a text once that has two ids', () => {
    const { corpus, skipped } = importCorpus(
      'set',
      set({
        'corpus.jsonl': lines({ _id: 'd1', text: 'One.' }, { _id: 'd2', text: 'One.' }, { _id: 'd3', text: 'Two.' }),
        'qrels/test.tsv': strToU8('q1\td1\t1\nq1\td2\t2\n'),
      }),
    );
    expect(corpus.documents.map(({ id }) => id)).toEqual(['d1', 'd3']);
    expect(corpus.questions[0]).toMatchObject({ documents: ['d1'], grades: [2] });
    expect(skipped['repeated documents']).toBe(1);
  });

  it('reads MS MARCO: collection, queries and judgements without headers', () => {
    const files = new Map([
      ['marco/collection.tsv', strToU8('0\t"Gross" means all.\n1\tNet is what remains.\n')],
      ['marco/queries/queries.dev.tsv', strToU8('10\twhat is net\n11\twhat is tare\n')],
      ['marco/queries/queries.train.tsv', strToU8('12\twhat is gross\n10\twhat is net\n')],
      ['marco/qrels.dev.tsv', strToU8('10\t0\t1\t1\n')],
      ['marco/notes.md', strToU8('# Notes')],
    ]);
    const { corpus, format, skipped } = importCorpus('marco', files);
    expect(format).toBe('beir');
    expect(corpus.documents.map(({ id, text }) => [id, text])).toEqual([
      ['0', '"Gross" means all.'],
      ['1', 'Net is what remains.'],
    ]);
    expect(corpus.questions.map(({ id, documents }) => [id, documents])).toEqual([['10', ['1']]]);
    expect(skipped).toEqual({
      'files of other kinds': 1,
      'queries without a relevant document': 2,
      'repeated queries': 1,
    });
  });

  it('never makes documents of queries', () => {
    const two = new Map(
      ['android', 'english'].flatMap((name) =>
        [...set()].map(([path, bytes]) => [path.replace('set', `cqa/${name}`), bytes] as const),
      ),
    );
    expect(() => importCorpus('cqa', two)).toThrow(
      'cqa: there are 2 data sets (android/, english/). Choose one folder.',
    );
    const queries = new Map(
      [...set()].map(([path, bytes]) => [path.replace('queries', 'other/queries'), bytes] as const),
    );
    expect(() => importCorpus('set', new Map([...set(), ...queries]))).toThrow(/^set: there are 2 data sets \(/);
    expect(() => importCorpus('queries.jsonl', lines({ _id: 'q', text: 'what' }))).toThrow(
      /^queries\.jsonl: corpus\.jsonl is missing/,
    );
    expect(() => importCorpus('set', set({ 'corpus.jsonl': undefined }))).toThrow(/corpus\.jsonl is missing/);
  });

  it.each<[string, Record<string, Uint8Array>, RegExp]>([
    [
      'a first line that is neither names nor a judgement',
      { 'qrels/test.tsv': strToU8('q1\td1\thigh\n') },
      /^qrels\/test\.tsv, line 1: expected/,
    ],
    ['two columns', { 'qrels/test.tsv': strToU8('q1 d1\n') }, /^qrels\/test\.tsv, line 1: expected/],
    ['a grade without end', { 'qrels/test.tsv': strToU8('q1\td1\tInfinity\n') }, /^qrels\/test\.tsv, line 1: expected/],
    [
      'an id that is a list',
      { 'corpus.jsonl': lines({ _id: ['d'], text: 'a' }) },
      /^corpus\.jsonl, line 1: "_id" must be a string/,
    ],
    ['an empty id', { 'corpus.jsonl': lines({ _id: '', text: 'a' }) }, /^corpus\.jsonl, line 1: "_id" is empty/],
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

describe('judgements', () => {
  const lines = (...values: unknown[]) => strToU8(values.map((value) => JSON.stringify(value)).join('\n'));
  const load = (path: string, content: Uint8Array) =>
    importCorpus(
      'set',
      new Map([
        ['corpus.jsonl', lines({ _id: 'd1', text: 'One.' }, { _id: 'd2', text: 'Two.' })],
        ['queries.jsonl', lines({ _id: 'q1', text: 'one' }, { _id: 2, text: 'two' })],
        [path, content],
      ]),
    );

  it.each<[string, Uint8Array]>([
    ['qrels/test.csv', strToU8('query-id,corpus-id,score\r\nq1,d1,1\r\n2,"d2",3\r\n')],
    ['qrels/test.csv', strToU8('q1,d1,1\n2,d2,3\n')],
    ['qrels', strToU8('q1 0 d1 1\n2 0 d2 3\n')],
    [
      'qrels/test.jsonl',
      lines({ 'query-id': 'q1', 'corpus-id': 'd1', score: 1 }, { 'query-id': 2, 'corpus-id': 'd2', score: 3 }),
    ],
    [
      'qrels.jsonl',
      lines({ score: 1, 'corpus-id': 'd1', 'query-id': 'q1' }, { 'query-id': 2, 'corpus-id': 'd2', score: 3 }),
    ],
  ])('in %s are read', (path, content) => {
    const { corpus, skipped } = load(path, content);
    expect(corpus.questions.map(({ documents, grades }) => [documents, grades])).toEqual([
      [['d1'], [1]],
      [['d2'], [3]],
    ]);
    expect(skipped).toEqual({});
  });

  it.each<[string, Uint8Array, number]>([
    ['qrels/test.csv', strToU8('query-id,corpus-id,score\nq1;d1;1\n'), 2],
    ['qrels/test.jsonl', lines({ 'query-id': 'q1', 'corpus-id': 'd1', score: 1 }, { 'query-id': 'q1' }), 2],
    ['qrels/test.jsonl', lines(7), 1],
  ])('in %s are refused with their line', (path, content, line) => {
    expect(() => load(path, content)).toThrow(`${path}, line ${line}: expected query-id`);
  });
});

it('names the other file where an id is used twice', () => {
  const files = new Map([
    ['a.jsonl', strToU8('{"id": 1, "text": "One."}')],
    ['b.jsonl', strToU8('{"id": 1, "text": "Two."}')],
  ]);
  expect(() => importCorpus('set', files)).toThrow(/^b\.jsonl, line 1: the id "1" stands in a\.jsonl, line 1 already/);
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
