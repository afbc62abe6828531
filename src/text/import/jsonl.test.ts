import { strToU8 } from 'fflate';
import { describe, expect, it } from 'vitest';
import { expectLinear } from '../../util/testing/linear.ts';
import { importCorpus } from './import.ts';
import { addQuestions } from './nq.ts';

const lines = (...records: unknown[]) => strToU8(records.map((record) => JSON.stringify(record)).join('\n'));
const folder = (files: Record<string, Uint8Array>) => new Map(Object.entries(files));

describe('JSON Lines', () => {
  it('recognises keys by their usual names, per line, and numbers as ids', () => {
    const { corpus, format, skipped } = importCorpus(
      'a.jsonl',
      lines(
        { id: 7, title: '<i>x</i>', contents: 'One.', subject: 's' },
        { title: null, text: 'Two.', question: 'Which?', answer: ['two', 2] },
        { text: ' ' },
        { text: 'Two.' },
      ),
    );
    expect(format).toBe('jsonl');
    expect(corpus.documents).toEqual([
      { id: '7', title: '<i>x</i>', text: 'One.', subject: 's' },
      { id: 'a-1', title: '', text: 'Two.' },
    ]);
    expect(corpus.questions).toEqual([{ id: 'q1', question: 'Which?', answers: ['two', '2'], documents: ['a-1'] }]);
    expect(skipped).toEqual({ 'documents without text': 1, 'repeated documents': 1 });
  });

  it('lets the user choose keys', () => {
    const bytes = lines({ kopf: 'K', inhalt: 'I.' });
    expect(importCorpus('a.jsonl', bytes, { columns: { text: 'inhalt', title: 'kopf' } }).corpus.documents).toEqual([
      { id: 'a-1', title: 'K', text: 'I.' },
    ]);
  });

  it('reads documents and questions that lie side by side, in any order', () => {
    const { corpus, skipped } = importCorpus(
      'set',
      folder({
        'set/a-questions.jsonl': lines({ id: 'x', question: 'Q?', answers: ['1'], documents: ['d'] }),
        'set/b-nq.jsonl': lines({ question: 'when', answer: ['2'] }, { question: 'never', answer: [] }),
        'set/documents.jsonl': lines({ id: 'd', title: 'D', text: '1 and 2' }),
        'set/notes.pdf': strToU8('%PDF'),
      }),
    );
    expect(corpus.questions).toEqual([
      { id: 'x', question: 'Q?', answers: ['1'], documents: ['d'] },
      { id: 'q2', question: 'when', answers: ['2'] },
    ]);
    expect(skipped).toEqual({ 'files of other kinds': 1, 'questions without an answer': 1 });
  });

  it('recognises records whatever the file is called', () => {
    expect(importCorpus('dump.json', lines({ text: 'a' }, { text: 'b' })).corpus.documents).toHaveLength(2);
  });

  it.each<[string, Uint8Array, RegExp]>([
    ['a line that is not JSON', strToU8('{"text":"a"}\n{"text":'), /^a\.jsonl, line 2: not JSON/],
    ['a list', lines({ text: 'a' }, ['b']), /^a\.jsonl, line 2: the line is no object/],
    ['a missing text', lines({ text: 'a' }, { titel: 'b' }), /^a\.jsonl, line 2: "text" is missing.*there are: titel/],
    ['a text that is none', lines({ text: { en: 'a' } }), /^a\.jsonl, line 1: "text" must be a string/],
    [
      'one id for two texts',
      lines({ id: '1', text: 'a' }, { id: 1, text: 'b' }),
      /^a\.jsonl, line 2: the id "1" stands in line 1/,
    ],
    [
      'an unknown document',
      lines({ text: 'a' }, { question: 'Q', answer: ['a'], documents: ['z'] }),
      /^a\.jsonl, line 2: .*"z"/,
    ],
    ['no text at all', lines({ text: '' }), /^a\.jsonl: no documents with text/],
  ])('refuses %s', (_, bytes, message) => {
    expect(() => importCorpus('a.jsonl', bytes)).toThrow(message);
  });

  it('reads many short lines in time proportional to their number, and one of 50 MB', () => {
    expectLinear((count) => {
      const many = strToU8(Array.from({ length: count }, (_, i) => `{"text":"t ${i}"}`).join('\n'));
      expect(importCorpus('x.jsonl', many).corpus.documents).toHaveLength(count);
    }, 20_000);
    expect(importCorpus('x.jsonl', strToU8(`{"text":"${'x'.repeat(50_000_000)}"}`)).corpus.documents).toHaveLength(1);
  });
});

describe('NQ-open', () => {
  const questions = lines(
    { question: 'who found radium', answer: ['Marie Curie', 'Curie'] },
    { question: 'none', answer: [] },
  );
  const { corpus } = importCorpus(
    'a.jsonl',
    lines({ id: 'd', text: 'Marie Curie found radium.', question: 'Who?', answer: 'Curie' }),
  );

  it('is not imported alone', () => {
    expect(() => importCorpus('NQ-open.dev.jsonl', questions)).toThrow(
      /^NQ-open\.dev\.jsonl: questions but no documents\. Import the documents first, then choose Add questions/,
    );
  });

  it('is added to a corpus', () => {
    const added = addQuestions(corpus, 'nq.jsonl', questions);
    expect(added.corpus.questions).toEqual([
      ...corpus.questions,
      { id: 'q2', question: 'who found radium', answers: ['Marie Curie', 'Curie'] },
    ]);
    expect([added.corpus.manifest.questions, added.added]).toEqual([2, 1]);
    expect(added.skipped).toEqual({ 'questions without an answer': 1 });
    expect(corpus.questions).toHaveLength(1);
  });

  it('adds what is there already only once, in whatever order its answers stand', () => {
    const twice = lines(
      { question: 'who found radium ', answer: ['Curie', ' Marie Curie', 'Curie'] },
      { question: 'who found radium', answer: ['Becquerel'] },
      { question: 'Who?', answer: 'Curie' },
      { question: 'Who?', documents: ['d'] },
      { question: 'Who?', documents: ['d'] },
    );
    const first = addQuestions(corpus, 'nq.jsonl', questions);
    const second = addQuestions(first.corpus, 'nq.jsonl', twice);
    expect(second.corpus.questions.slice(2)).toEqual([
      { id: 'q3', question: 'who found radium', answers: ['Becquerel'] },
      { id: 'q4', question: 'Who?', answers: [], documents: ['d'] },
    ]);
    expect(second.skipped).toEqual({ 'questions that are there already': 3 });
    const third = addQuestions(second.corpus, 'nq.jsonl', twice);
    expect([third.corpus, third.added]).toEqual([second.corpus, 0]);
  });

  it.each<[string, string, string, object[]]>([
    [
      'DPR',
      'nq-test.csv',
      "who found radium, and when\t['Marie Curie', \"Pierre's wife\"]\nwhich sound\t['/s/']\n",
      [
        { id: 'q2', question: 'who found radium, and when', answers: ['Marie Curie', "Pierre's wife"] },
        { id: 'q3', question: 'which sound', answers: ['/s/'] },
      ],
    ],
    [
      "DPR's CuratedTREC",
      'curatedtrec-test.csv',
      "when\t['18\\\\d\\\\d|in May']\n",
      [{ id: 'q2', question: 'when', answers: ['/18\\d\\d|in May/'], patterns: true }],
    ],
    [
      'a header',
      'qa.csv',
      'qid,question,answer\n7,Which?,"a|b"\n',
      [{ id: '7', question: 'Which?', answers: ['a', 'b'] }],
    ],
  ])('is added from tables: %s', (_, name, text, expected) => {
    const added = addQuestions(corpus, name, strToU8(text));
    expect(added.corpus.questions.slice(1)).toEqual(expected);
  });

  it('refuses tables without answers, and patterns that are none', () => {
    expect(() => addQuestions(corpus, 'a.csv', strToU8('who\n'))).toThrow(
      /^a\.csv, line 1: expected a question and its answers/,
    );
    expect(() => addQuestions(corpus, 'trec.tsv', strToU8("who\t['(']\n"))).toThrow(
      /^trec\.tsv, line 1: the answer \/\(\/ stands/,
    );
  });

  it.each<[string, Uint8Array, RegExp]>([
    ['a broken line', strToU8('{"question":"a","answer":["b"]}\n{'), /^nq\.jsonl, line 2: not JSON/],
    [
      'a question that is no text',
      lines({ question: 1, answer: ['a'] }),
      /^nq\.jsonl, line 1: "question" must be a string/,
    ],
    ['a number', lines(3), /^nq\.jsonl, line 1: the line is no object/],
    [
      'an unknown document',
      lines({ question: 'a', answer: ['b'], documents: ['z'] }),
      /line 1: the document "z" is not in the corpus "a"\. Correct the id/,
    ],
    [
      'a pattern that is none',
      lines({ question: 'a', answer: ['/(/'] }),
      /^nq\.jsonl, line 1: the answer \/\(\/ stands between slashes but is no regular expression/,
    ],
    ['nothing', strToU8('\n'), /^nq\.jsonl: no questions with answers/],
  ])('refuses %s', (_, bytes, message) => {
    expect(() => addQuestions(corpus, 'nq.jsonl', bytes)).toThrow(message);
  });
});

describe('records in a list below other keys', () => {
  const rows = [
    { context: 'Ida folds nine.', question: 'How many?', answers: { text: ['nine'], answer_start: [10] } },
    { context: 'Ida folds nine.', question: 'Who?', answers: { text: ['Ida'], answer_start: [0] } },
  ];
  it.each<[string, string]>([
    ['data', JSON.stringify({ version: '1.0', data: rows })],
    ['rows, in many lines', JSON.stringify({ size: 2, name: 'a "b" {', rows }, null, 2)],
    ['examples', JSON.stringify({ examples: rows, note: 'end' })],
  ])('are read from "%s", with ids from the name of the file', (_, text) => {
    const { corpus, format } = importCorpus('boats.json', strToU8(text));
    expect(format).toBe('jsonl');
    expect(corpus.documents).toEqual([{ id: 'boats-1', title: '', text: 'Ida folds nine.' }]);
    expect(corpus.questions.map(({ answers, documents }) => [answers, documents])).toEqual([
      [['nine'], ['boats-1']],
      [['Ida'], ['boats-1']],
    ]);
  });

  it('are read from several lists of one object, and a fault names list and record', () => {
    const value = { documents: [{ id: 'd', text: 'One.' }], questions: [{ question: 'Which?', answers: ['One'] }] };
    const { corpus } = importCorpus('set.json', strToU8(JSON.stringify(value)));
    expect([corpus.documents.length, corpus.questions.length]).toEqual([1, 1]);
    const faulty = JSON.stringify({
      documents: [
        { id: 'd', text: 'One.' },
        { id: 'd', text: 'Two.' },
      ],
    });
    expect(() => importCorpus('set.json', strToU8(faulty))).toThrow(/^set\.json, documents, record 2: the id "d"/);
  });

  it('are not looked for in records of JSON Lines that hold lists', () => {
    const line = (text: string) => JSON.stringify({ title: 'A', text, passages: [{ id: 1 }] });
    expect(importCorpus('a.jsonl', strToU8(`${line('One.')}\n${line('Two.')}`)).corpus.documents).toHaveLength(2);
  });
});
