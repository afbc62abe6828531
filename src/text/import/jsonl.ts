/**
 * Imports JSON Lines. A record with a text is a document; if it has a question, too, the document answers it. A record with a question only
 * (NQ-open, or our questions.jsonl) is a question of the corpus.
 */

import { sentence } from '../../util/sentence.ts';
import { corpusError, jsonLinesOf } from '../corpus/lines.ts';
import { CorpusBuilder, filesOfFormat, firstRecord, type Place } from './build.ts';
import { answersOf, guessColumns } from './columns.ts';
import { type QuestionRecord, questionRecord } from './nq.ts';
import type { TablePreview } from './table.ts';
import type { Columns, FoundColumns, Importer, ImportInput, ImportOptions } from './types.ts';

/** The files of an input that hold JSON Lines, in the order of their paths. */
export function jsonLinesFiles(input: ImportInput, options: ImportOptions = {}): [path: string, bytes: Uint8Array][] {
  const found = filesOfFormat(input, /\.(jsonl|ndjson)$/i, options);
  if (found.length > 0 || input.files.size !== 1) return found;
  return [...input.files].filter(([, bytes]) => {
    const record = firstRecord(bytes);
    return record && guessColumns(Object.keys(record)).text !== undefined;
  });
}

export const jsonLinesImporter: Importer = {
  id: 'jsonl',
  label: 'JSON Lines with a text in every line',
  recognises: (input) => jsonLinesFiles(input).length > 0,
  read: (input, options) => {
    const builder = new CorpusBuilder(input, options);
    const found = jsonLinesFiles(input, options);
    builder.skip('files of other kinds', input.files.size - found.length);
    const keysOf = rememberedKeys(options.columns);
    const questions: { place: Place; question: QuestionRecord }[] = [];
    for (const [file, bytes] of found) {
      for (const { line, value } of jsonLinesOf(bytes, file)) {
        const question = readRecord({ file, line }, value, keysOf, builder);
        if (question) questions.push({ place: { file, line }, question });
      }
    }
    // At the end, because a question may come before the documents that it names.
    for (const { place, question } of questions) {
      const unknown = question.documents?.find((id) => !builder.has(id));
      if (unknown !== undefined) {
        throw corpusError(
          place.file,
          place.line,
          sentence`the question names the document "${unknown}", which does not exist. Correct the id or leave "documents" out.`,
        );
      }
      builder.question(question);
    }
    return builder.result(sentence`Choose a file with lines like {"title": "…", "text": "…"}.`);
  },
};

/**
 * The keys and values of the first records, for a column picker.
 *
 * @throws RetrogradError `bad-corpus` if one of them is not JSON
 */
export function previewJsonLines(file: string, bytes: Uint8Array, count = 6): TablePreview {
  const records: Record<string, unknown>[] = [];
  for (const { value } of jsonLinesOf(bytes, file)) {
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      records.push(value as (typeof records)[0]);
    if (records.length === count - 1) break;
  }
  const names = [...new Set(records.flatMap((record) => Object.keys(record)))];
  const cell = (value: unknown) => (typeof value === 'string' ? value : (JSON.stringify(value) ?? ''));
  return {
    rows: [names, ...records.map((record) => names.map((name) => cell(record[name])))],
    guess: guessColumns(names),
  };
}

/** Adds the document of a record, with its question. Returns the question if the record has no text. */
function readRecord(
  place: Place,
  value: unknown,
  keysOf: (record: Record<string, unknown>) => FoundColumns,
  builder: CorpusBuilder,
): QuestionRecord | undefined {
  const { file, line } = place;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw corpusError(file, line, sentence`the line is no object. Expected lines like {"title": "…", "text": "…"}.`);
  }
  const record = value as Record<string, unknown>;
  const keys = keysOf(record);
  const string = (role: keyof Columns, numbers = false): string => {
    const key = keys[role];
    const found = key === undefined ? undefined : record[key];
    if (found === undefined || found === null) return '';
    if (typeof found === 'string') return found;
    if (numbers && typeof found === 'number') return String(found);
    throw corpusError(
      file,
      line,
      sentence`"${key!}" must be a string. Choose another key for the ${role}, or correct the line.`,
    );
  };
  if (keys.text === undefined || record[keys.text] === undefined) {
    if (keys.question !== undefined && typeof record[keys.question] === 'string') {
      return questionRecord(record, file, line, keys);
    }
    const expected = keys.text ?? 'text';
    const there = Object.keys(record).join(', ').slice(0, 300) || 'none';
    throw corpusError(
      file,
      line,
      sentence`"${expected}" is missing. Choose the key that holds the texts; there are: ${there}.`,
    );
  }
  const id = builder.document(place, {
    id: string('id', true) || undefined,
    title: string('title', true),
    text: string('text'),
    subject: string('subject', true) || undefined,
  });
  const question = string('question');
  if (id && question) {
    builder.question({ question, answers: answersOf(record[keys.answers ?? '']), documents: [id] });
  }
  return undefined;
}

/** What each key contains; guessed again only if a record has other keys than the one before. */
function rememberedKeys(chosen: Columns | undefined): (record: Record<string, unknown>) => FoundColumns {
  let last = '';
  let keys: FoundColumns | undefined;
  return (record) => {
    const names = Object.keys(record);
    const signature = names.join('\n');
    if (keys === undefined || signature !== last) {
      last = signature;
      keys = guessColumns(names, chosen);
    }
    return keys;
  };
}
