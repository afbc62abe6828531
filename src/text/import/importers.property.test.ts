import fc from 'fast-check';
import { strToU8 } from 'fflate';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { RetrogradError } from '../../util/errors.ts';
import { corpusToZip } from '../corpus/zip.ts';
import { tableRecords } from './csv.ts';
import { importCorpus } from './import.ts';

const runs = { numRuns: 300 };

/** The import, or undefined if it is refused; any other error fails the test. */
function imported(name: string, content: Uint8Array | Map<string, Uint8Array>) {
  try {
    return importCorpus(name, content);
  } catch (error) {
    if (!(error instanceof RetrogradError) || error.code !== 'bad-corpus') throw error;
    expect(error.message).not.toMatch(/undefined|\[object|NaN/);
    return undefined;
  }
}

const jsonLines = (records: readonly unknown[]) =>
  strToU8(records.map((record) => `${JSON.stringify(record)}\n`).join(''));
const counted = (skipped: Record<string, number>, ...reasons: string[]) =>
  reasons.reduce((sum, reason) => sum + (skipped[reason] ?? 0), 0);

const text = fc.oneof(
  fc.constantFrom('', ' ', 'One.', 'Two.', '/s/', '[x', 'a|b', '"q" r'),
  fc.string({ unit: 'binary', maxLength: 20 }),
);
const id = fc.oneof(
  fc.constantFrom('1', '2'),
  fc.integer(),
  fc.bigInt({ min: 0n, max: 10n ** 20n }).map(String),
  fc.uuid(),
);
const answers = fc.oneof(
  text,
  fc.array(text, { maxLength: 3 }),
  fc.record({ text: fc.array(text, { maxLength: 3 }), answer_start: fc.array(fc.nat(), { maxLength: 3 }) }),
  fc.constant(null),
);
const record = fc.record({ id, title: text, context: text, question: text, answers }, { requiredKeys: ['context'] });
const keys = fc.constantFrom(
  'id',
  '_id',
  'text',
  'context',
  'title',
  'question',
  'answer',
  'answers',
  'documents',
  'subject',
  '__proto__',
  'a',
);

describe('importers', () => {
  it('refuse or read whatever bytes they get, under whatever name', () => {
    const names = fc.constantFrom(
      'x.csv',
      'x.tsv',
      'x.jsonl',
      'x.json',
      'x.txt',
      'corpus.jsonl',
      'queries.tsv',
      'qrels.txt',
      'x',
    );
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 60 }),
      fc.string({ unit: 'binary', maxLength: 60 }).map((s) => strToU8(s)),
    );
    fc.assert(
      fc.property(names, bytes, (name, content) => void imported(name, content)),
      { numRuns: 1000 },
    );
    fc.assert(
      fc.property(fc.dictionary(names, bytes), (files) => void imported('set', new Map(Object.entries(files)))),
      runs,
    );
  });

  it('refuse or read whatever JSON stands in the lines', () => {
    const values = fc.array(fc.dictionary(keys, fc.jsonValue({ maxDepth: 3 }), { noNullPrototype: true }), {
      maxLength: 6,
    });
    fc.assert(
      fc.property(values, (records) => void imported('x.jsonl', jsonLines(records))),
      runs,
    );
  });

  it('count every record of JSON Lines', () => {
    fc.assert(
      fc.property(fc.array(record, { maxLength: 12 }), (records) => {
        const result = imported('x.jsonl', jsonLines(records));
        if (!result) return;
        const { corpus, skipped } = result;
        expect(corpus.documents.length + counted(skipped, 'repeated documents', 'documents without text')).toBe(
          records.length,
        );
        expect(
          corpus.questions.length +
            counted(
              ...([skipped, 'questions without an answer', 'questions about documents without text'] as const),
              'records with further answers to a question',
            ),
        ).toBe(records.filter(({ question }) => question?.trim()).length);
      }),
      runs,
    );
  });

  it('count every row of a table', () => {
    const row = fc.record({ id: fc.uuid(), context: text, question: text, answer: text });
    fc.assert(
      fc.property(
        fc.array(row, { minLength: 1, maxLength: 12 }),
        fc.constantFrom(',', ';', '\t'),
        (rows, delimiter) => {
          const result = imported(
            delimiter === '\t' ? 'x.tsv' : 'x.csv',
            strToU8(Papa.unparse(rows, { delimiter, quotes: true })),
          );
          if (!result) return;
          const { corpus, skipped } = result;
          expect(corpus.documents.length + counted(skipped, 'repeated documents', 'documents without text')).toBe(
            rows.length,
          );
          expect(
            corpus.questions.length +
              counted(skipped, 'questions without an answer', 'questions about documents without text'),
          ).toBe(rows.filter(({ question }) => question.trim()).length);
        },
      ),
      runs,
    );
  });

  it('read any table that is written as RFC 4180 has it', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', '"', "'", ',', ';', '\n', ' ', '\\', '中'), maxLength: 8 });
    const table = fc
      .integer({ min: 2, max: 4 })
      .chain((width) =>
        fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 8 }),
      );
    fc.assert(
      fc.property(
        table,
        fc.constantFrom(',', ';', '\t'),
        fc.constantFrom('\n', '\r\n', '\r'),
        (rows, delimiter, newline) => {
          const written = Papa.unparse(rows, { delimiter, newline, quotes: true });
          expect([...tableRecords(written, 'x', delimiter)].map(({ fields }) => fields)).toEqual(rows);
        },
      ),
      runs,
    );
  });

  it('count every query and judgement of BEIR', () => {
    const number = fc.integer({ min: 0, max: 5 });
    const set = fc.record({
      documents: fc.uniqueArray(fc.record({ _id: number, text: fc.string({ maxLength: 3 }) }), {
        selector: ({ _id }) => _id,
      }),
      queries: fc.uniqueArray(fc.record({ _id: number, text: fc.constantFrom('', 'why', 'who') }), {
        selector: ({ _id }) => _id,
      }),
      judgements: fc.array(fc.tuple(number, number, fc.constantFrom('0', '1', '2', '0.5', '-1')), { maxLength: 10 }),
    });
    fc.assert(
      fc.property(set, fc.constantFrom('\t', ' '), ({ documents, queries, judgements }, mark) => {
        const result = imported(
          'set',
          new Map([
            ['corpus.jsonl', jsonLines(documents)],
            ['queries.jsonl', jsonLines(queries)],
            ['qrels/test.tsv', strToU8(judgements.map((judgement) => `${judgement.join(mark)}\n`).join(''))],
          ]),
        );
        if (!result) return;
        const { corpus, skipped } = result;
        expect(corpus.documents.length + counted(skipped, 'repeated documents', 'documents without text')).toBe(
          documents.length,
        );
        expect(
          corpus.questions.length + counted(skipped, 'queries without a relevant document', 'empty questions'),
        ).toBe(queries.length);
        const asked = new Set(queries.map(({ _id }) => String(_id)));
        const foreign = judgements.some(([query]) => !asked.has(String(query)));
        const isMerged = skipped['repeated documents'] || skipped['empty questions'];
        // Of queries that are not there, only the queries are counted; two ids of one text are one document.
        if (foreign || isMerged) return;
        const unused = counted(
          ...([skipped, 'judgements of no relevance', 'judgements of documents that are not in corpus.jsonl'] as const),
          'repeated judgements',
        );
        expect(corpus.questions.flatMap(({ documents = [] }) => documents).length + unused).toBe(judgements.length);
      }),
      runs,
    );
  });

  it('import again what they export', () => {
    fc.assert(
      fc.property(fc.array(record, { minLength: 1, maxLength: 6 }), (records) => {
        const result = imported('x.jsonl', jsonLines(records));
        if (result) expect(importCorpus('x.zip', corpusToZip(result.corpus)).corpus).toEqual(result.corpus);
      }),
      { numRuns: 100 },
    );
  });
});
