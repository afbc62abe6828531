/**
 * Imports JSON Lines. A record with a text is a document; if it has a question, too, the document answers it. A record with a question only
 * (NQ-open, or our questions.jsonl) is a question of the corpus.
 */
import { sentence } from '../../util/sentence.ts';
import { corpusError } from '../corpus/corpus-error.ts';
import { checkPatterns } from '../corpus/format.ts';
import { CorpusBuilder, distinctAnswers, filesLike, type Place, type SourceQuestion } from './build.ts';
import { type Cells, guessColumns, sampleSize } from './columns.ts';
import { firstRecord, type JsonRecord, jsonRecordsOf } from './json-records.ts';
import { questionRecord } from './nq.ts';
import { addRecord } from './record.ts';
import type { TablePreview } from './table.ts';
import type { Columns, FoundColumns, Importer, ImportInput, ImportOptions } from './types.ts';

/** The files of an input that hold JSON Lines, in the order of their paths; those that are called otherwise are recognised by their first line. */
export function jsonLinesFiles(input: ImportInput, options: ImportOptions = {}): [path: string, bytes: Uint8Array][] {
  const found = filesLike(input, /\.(jsonl|ndjson|json)$/i).filter(
    ([path, bytes]) => !/\.json$/i.test(path) || holdsRecords(bytes),
  );
  if (found.length > 0) return found;
  const all = filesLike(input, /(?:)/);
  if (options.format !== undefined) return all;
  return all.length === 1 ? all.filter(([, bytes]) => holdsRecords(bytes)) : [];
}

function holdsRecords(bytes: Uint8Array): boolean {
  const { text, question } = guessColumns(Object.keys(firstRecord(bytes) ?? {}));
  return text !== undefined || question !== undefined;
}

export const jsonLinesImporter: Importer = {
  id: 'jsonl',
  label: 'JSON Lines, or a JSON list, with a text in every record',
  recognises: (input) => jsonLinesFiles(input).length > 0,
  read: (input, options) => {
    const found = jsonLinesFiles(input, options);
    const builder = new CorpusBuilder(input, options, found.length);
    const questions: { place: Place; question: SourceQuestion }[] = [];
    for (const [file, bytes] of found) {
      for (const { place, record, keys } of recordsOf(file, bytes, options.columns)) {
        const isDocument = keys.text !== undefined && record[keys.text] !== undefined;
        if (isDocument) addRecord(place, record, keys, builder);
        else questions.push({ place, question: onlyQuestion(place, record, keys) });
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
      if (question.patterns) checkPatterns(distinctAnswers(question.answers), place.file, place.line);
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
  for (const { value } of jsonRecordsOf(bytes, file)) {
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      records.push(value as (typeof records)[0]);
    if (records.length === sampleSize) break;
  }
  const names = [...new Set(records.flatMap((record) => Object.keys(record)))];
  const cell = (value: unknown) => (typeof value === 'string' ? value : (JSON.stringify(value) ?? ''));
  return {
    rows: [names, ...records.slice(0, count - 1).map((record) => names.map((name) => cell(record[name])))],
    guess: guessColumns(names, {}, records),
  };
}

/** The records of a file with what their keys contain. Records with the same keys are read in the same way, which the first records decide. */
export function* recordsOf(
  file: string,
  bytes: Uint8Array,
  chosen: Columns | undefined,
): Generator<{ place: Place; record: Cells; keys: FoundColumns }> {
  const rest = jsonRecordsOf(bytes, file);
  const first: { place: Place; record: Cells }[] = [];
  const samples = new Map<string, Cells[]>();
  for (let next = rest.next(); !next.done; next = rest.next()) {
    const record = objectIn(next.value);
    first.push({ place: next.value.place, record });
    const signature = signatureOf(record);
    const sample = samples.get(signature);
    if (sample) sample.push(record);
    else samples.set(signature, [record]);
    if (first.length === sampleSize) break;
  }
  let last: string | undefined;
  let keys: FoundColumns = {};
  const read = (place: Place, record: Cells) => {
    const signature = signatureOf(record);
    if (signature !== last) keys = guessColumns(Object.keys(record), chosen, samples.get(signature));
    last = signature;
    return { place, record, keys };
  };
  for (const { place, record } of first) yield read(place, record);
  for (const next of rest) yield read(next.place, objectIn(next));
}

const signatureOf = (record: Cells) => Object.keys(record).join('\n');

function objectIn({ place: { file, line }, value }: JsonRecord): Cells {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Cells;
  throw corpusError(file, line, sentence`the line is no object. Expected lines like {"title": "…", "text": "…"}.`);
}

/** @throws RetrogradError `bad-corpus` if the record has no question either */
function onlyQuestion({ file, line }: Place, record: Cells, keys: FoundColumns): SourceQuestion {
  if (keys.question !== undefined && typeof record[keys.question] === 'string') {
    return questionRecord(record, file, line, keys);
  }
  const there = Object.keys(record).join(', ').slice(0, 300) || 'none';
  throw corpusError(
    file,
    line,
    sentence`"${keys.text ?? 'text'}" is missing. Choose the key that holds the texts; there are: ${there}.`,
  );
}
