/** Imports CSV and TSV: one document per row, with title, id, subject, question and answers if there are such columns. */

import { RetrogradError } from '../../util/errors.ts';
import { sentence } from '../../util/sentence.ts';
import { corpusError } from '../corpus/corpus-error.ts';
import { CorpusBuilder, filesOfFormat } from './build.ts';
import { type Cells, chosenColumns, guessColumns, sampleSize } from './columns.ts';
import { type TableRecord, tableRecords } from './csv.ts';
import { addRecord } from './record.ts';
import type { Columns, FoundColumns, Importer, ImportInput, ImportOptions } from './types.ts';

/** The tables of an input, in the order of their paths. */
export const tablesOf = (input: ImportInput, options: ImportOptions = {}) =>
  filesOfFormat(input, /\.(csv|tsv)$/i, options);

const records = (file: string, bytes: Uint8Array): Generator<TableRecord> =>
  tableRecords(bytes, file, /\.tsv$/i.test(file) ? '\t' : undefined);

/** Shown in a column picker. */
export interface TablePreview {
  /** The first rows, including the header (if there is one); for JSON Lines the first row holds the keys. */
  rows: string[][];
  /** Columns guessed from the names in the first row; if `text` is missing, the user has to choose it. */
  guess: FoundColumns;
}

/**
 * The first rows of a CSV or TSV file.
 *
 * @throws RetrogradError `bad-corpus`
 */
export function previewTable(file: string, bytes: Uint8Array, count = 6): TablePreview {
  const first = firstOf(records(file, bytes), sampleSize).map(({ fields }) => fields);
  const [names = [], ...others] = first;
  const sample = others.map((fields) => cellsOf(names, fields));
  return { rows: first.slice(0, count), guess: guessColumns(names, {}, sample) };
}

export const tableImporter: Importer = {
  id: 'table',
  label: 'Table (CSV or TSV) with a column of texts',
  recognises: (input) => tablesOf(input).length > 0,
  read: (input, options) => {
    const found = tablesOf(input, options);
    const builder = new CorpusBuilder(input, options, found.length);
    for (const [file, bytes] of found) readTable(file, bytes, options.columns, builder);
    return builder.result(sentence`Choose the column that holds the texts.`);
  },
};

function readTable(file: string, bytes: Uint8Array, chosen: Columns | undefined, builder: CorpusBuilder): void {
  const rest = records(file, bytes);
  const first = firstOf(rest, sampleSize);
  if (first.length === 0) return;
  const { columns, names, header } = layoutOf(file, first, chosen);
  const read = ({ line, fields }: TableRecord) => {
    if (fields.length !== names.length) {
      throw corpusError(
        file,
        line,
        sentence`${fields.length} fields where the first row has ${names.length}. Put fields that hold the delimiter in quotation marks.`,
      );
    }
    addRecord({ file, line }, cellsOf(names, fields), columns, builder);
  };
  for (const record of header ? first.slice(1) : first) read(record);
  for (const record of rest) read(record);
}

/** At most `count` records; the others stay. */
function firstOf(rest: Iterator<TableRecord>, count: number): TableRecord[] {
  const first: TableRecord[] = [];
  while (first.length < count) {
    const next = rest.next();
    if (next.done) break;
    first.push(next.value);
  }
  return first;
}

/** The fields of a row by the names of the columns; of two columns with one name the first counts. */
function cellsOf(names: readonly string[], fields: readonly string[]): Cells {
  const cells: Record<string, unknown> = Object.create(null);
  for (const [i, name] of names.entries()) cells[name] ??= fields[i];
  return cells;
}

/** Names of the columns, what they hold, and whether the first row is a header. */
interface Layout {
  names: readonly string[];
  columns: FoundColumns;
  header: boolean;
}

function layoutOf(file: string, rows: readonly TableRecord[], chosen: Columns | undefined): Layout {
  const [{ line, fields: first }, ...others] = rows as [TableRecord, ...TableRecord[]];
  const wanted = Object.values(chosenColumns(chosen));
  const isNamed = wanted.length > 0 && wanted.every((name) => first.includes(name));
  const numbers = first.map((_, i) => String(i + 1));
  if (wanted.length > 0 && !isNamed) {
    const missing = wanted.find((name) => !numbers.includes(name));
    if (missing === undefined) return { names: numbers, columns: chosenColumns(chosen), header: false };
    throw new RetrogradError(
      'bad-option',
      sentence`${file} has no column "${missing}". There are: ${first.join(', ')}.`,
    );
  }
  const columns = guessColumns(
    first,
    chosen,
    others.map(({ fields }) => cellsOf(first, fields)),
  );
  if (columns.text !== undefined) return { names: first, columns, header: true };
  // A table with a single column, without a usual name, is a list of texts.
  if (first.length === 1) return { names: numbers, columns: { text: '1' }, header: false };
  if (isPassageList(rows)) return { names: numbers, columns: { id: '1', text: '2' }, header: false };
  const fix =
    columns.question !== undefined && columns.answers !== undefined
      ? 'Choose the column that holds the texts; or import the documents first, then choose Add questions beside the corpus in Your corpora.'
      : 'Choose the column that holds the texts.';
  throw corpusError(
    file,
    line,
    sentence`no column is called "text"; there are: ${first.join(', ').slice(0, 300)}. ${fix}`,
  );
}

/** Whether every row, the first one included, is a number and a text, as in the collection of MS MARCO. */
function isPassageList(rows: readonly TableRecord[]): boolean {
  return rows.every(
    ({ fields: [id, text], fields }) => fields.length === 2 && /^\d+$/.test(id!) && /\p{L}/u.test(text!),
  );
}
