import { strToU8 } from 'fflate';
import { describe, expect, it } from 'vitest';
import { guessColumns } from './columns.ts';
import { importCorpus } from './import.ts';

const load = (name: string, text: string, options = {}) => importCorpus(name, strToU8(text), options);
const lines = (...records: unknown[]) => records.map((record) => JSON.stringify(record)).join('\n');

describe('columns by what they hold', () => {
  it.each<[string, Record<string, unknown>[], object]>([
    [
      'Kaggle',
      [{ context: 'Radium was found in 1898.', question: 'When?', id: 'a', answer_start: 20, text: '1898' }],
      { text: 'context', question: 'question', answers: 'text', id: 'id', questionId: 'id' },
    ],
    [
      'a text that is called a paragraph beside a short one called text',
      [{ paragraph: 'Radium was found in 1898.', question: 'When?', text: '1898' }],
      { text: 'paragraph', question: 'question', answers: 'text' },
    ],
    [
      'a context that is only a label',
      [{ context: 'news', text: 'A bridge over the Harrow was opened on Friday.' }],
      { text: 'text' },
    ],
    [
      'passages of documents',
      [
        { docid: 'd1', pid: 'p1', text: 'One.' },
        { docid: 'd1', pid: 'p2', text: 'Two.' },
      ],
      { text: 'text', id: 'pid' },
    ],
    [
      'documents whose first id is not theirs',
      [
        { id: 1, docid: 'd1', text: 'One.' },
        { id: 1, docid: 'd2', text: 'Two.' },
      ],
      { text: 'text', id: 'docid' },
    ],
    [
      'questions of one text',
      [
        { id: 1, context_id: 'c', context: 'One.', question: 'A?', answer: 'One' },
        { id: 2, context_id: 'c', context: 'One.', question: 'B?', answer: 'One' },
      ],
      { text: 'context', id: 'context_id', questionId: 'id', question: 'question', answers: 'answer' },
    ],
    [
      'an answer that is only a letter',
      [{ context: 'Radium was found in 1898.', question: 'When?', answer: 'B', answers: ['1898'] }],
      { text: 'context', question: 'question', answers: 'answers' },
    ],
    [
      'names with points and capitals',
      [{ Context: 'One.', Question: 'Which?', 'answers.text': "['One']" }],
      { text: 'Context', question: 'Question', answers: 'answers.text' },
    ],
    [
      'numbers called question beside a query',
      [{ text: 'One.', question: '3', query: 'Which?' }],
      { text: 'text', question: 'query' },
    ],
  ])('%s', (_, sample, expected) => {
    expect(guessColumns(Object.keys(sample[0]!), {}, sample)).toEqual(expected);
  });
});

describe('one row per question', () => {
  const flat = lines(
    {
      id: '1',
      title: 'Lower_Harrow',
      context: 'It opened in 1889.',
      question: 'When?',
      answers: { text: ['1889'], answer_start: [13] },
    },
    {
      id: '2',
      title: 'Lower_Harrow',
      context: 'It opened in 1889.',
      question: 'Where?',
      answers: { text: [], answer_start: [] },
    },
    {
      id: '3',
      title: 'Lower_Harrow',
      context: 'It climbs.',
      question: 'What?',
      answers: { text: ['climbs'], answer_start: [3] },
    },
  );

  it('gives each text one document, whatever the ids of its questions', () => {
    const { corpus, skipped } = load('x.jsonl', flat);
    expect(corpus.documents).toEqual([
      { id: 'lower-harrow-1', title: 'Lower Harrow', text: 'It opened in 1889.' },
      { id: 'lower-harrow-2', title: 'Lower Harrow', text: 'It climbs.' },
    ]);
    expect(corpus.questions).toEqual([
      { id: '1', question: 'When?', answers: ['1889'], documents: ['lower-harrow-1'] },
      { id: '3', question: 'What?', answers: ['climbs'], documents: ['lower-harrow-2'] },
    ]);
    expect(skipped).toEqual({ 'repeated documents': 1, 'questions without an answer': 1 });
  });

  it('is read from a file that is called .json, in a folder, too', () => {
    expect(load('x.json', flat).corpus.questions).toHaveLength(2);
    const folder = new Map([
      ['a.json', strToU8(flat)],
      ['b.json', strToU8(lines({ id: '4', context: 'It rusts.', question: 'Why?', answers: ['rusts'] }))],
      ['settings.json', strToU8('{"debug": true}')],
    ]);
    const { corpus, skipped, format } = importCorpus('x', folder);
    expect(format).toBe('jsonl');
    expect([corpus.documents.length, corpus.questions.length]).toEqual([3, 3]);
    expect(skipped['files of other kinds']).toBe(1);
  });

  it('joins the answers of rows with one question', () => {
    const { corpus, skipped } = load(
      'dev.csv',
      'context,question,id,answer_start,text\n"It opened in 1889, they say.",When?,q,13,1889\n"It opened in 1889, they say.",When?,q,10,in 1889\n',
    );
    expect(corpus.questions).toEqual([{ id: 'q', question: 'When?', answers: ['1889', 'in 1889'], documents: ['q'] }]);
    expect(skipped).toEqual({ 'repeated documents': 1, 'records with further answers to a question': 1 });
  });

  it('merges a text under another id in any table, and keeps what asks about it', () => {
    const { corpus } = load(
      'x.jsonl',
      lines(
        { id: 'a', text: 'One.' },
        { id: 'b', text: 'One.' },
        { id: 'q', question: 'Which?', answers: ['One'], documents: ['b'] },
      ),
    );
    expect(corpus.documents.map(({ id }) => id)).toEqual(['a']);
    expect(corpus.questions[0]!.documents).toEqual(['a']);
  });

  it('keeps ids apart that are numbers beyond 2^53', () => {
    const { corpus } = load('x.jsonl', '{"id":9007199254740992,"text":"a"}\n{"id":9007199254740993,"text":"b"}\n');
    expect(corpus.documents.map(({ id }) => id)).toEqual(['9007199254740992', '9007199254740993']);
  });

  it.each<[string, string, string, RegExp]>([
    [
      'answers that were cut',
      'x.csv',
      "context,question,answers\nOne.,Which?,['One' ... 'Two']\n",
      /^x\.csv, line 2: the answers in "answers" cannot be read/,
    ],
    [
      'answers that are positions',
      'x.jsonl',
      lines({ context: 'One.', question: 'Which?', answers: { start: [0], end: [3] } }),
      /^x\.jsonl, line 1: the answers in "answers" cannot be read \(an object\)\. Expected/,
    ],
    [
      'a question that is a number',
      'x.jsonl',
      lines({ text: 'One.', question: 3 }),
      /^x\.jsonl, line 1: "question" must be a string/,
    ],
    ['one id of two texts', 'x.csv', 'docid,text\n1,a\n1,b\n', /^x\.csv, line 3: the id "1" stands in line 2 already/],
  ])('refuses %s', (_, name, text, message) => {
    expect(() => load(name, text)).toThrow(message);
  });
});

describe('a JSON list of records', () => {
  const list = (...records: unknown[]) => JSON.stringify(records, null, 1);
  const record = { id: 'q', title: 'Harrow', context: 'It opened in 1889.', question: 'When?', answer: '1889' };

  it('is read as JSON Lines are', () => {
    const { corpus, format } = load('x.json', list(record, { ...record, id: 'r', question: 'In which year?' }));
    expect(format).toBe('jsonl');
    expect(corpus.documents).toHaveLength(1);
    expect(corpus.questions.map(({ id }) => id)).toEqual(['q', 'r']);
  });

  it.each<[string, string, RegExp]>([
    ['a record that is none', list(record, 3), /^x\.json, record 2: the line is no object/],
    ['a record without a text', list(record, { titel: 'x' }), /^x\.json, record 2: "text" is missing/],
    ['a list that is cut short', list(record, record).slice(0, -4), /^x\.json, line 1\d: not JSON/],
    [
      'one id for two texts',
      list({ id: 1, text: 'a' }, { id: 1, text: 'b' }),
      /^x\.json, record 2: the id "1" stands in x\.json, record 1 already/,
    ],
  ])('refuses %s', (_, text, message) => {
    expect(() => load('x.json', text, { format: 'jsonl' })).toThrow(message);
  });
});
