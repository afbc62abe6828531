/** Imports CSV and TSV: one document per row, with title, id, subject, question and answers if there are such columns. */
import { RetrogradError } from '../../util/errors.ts';
import { sentence } from '../../util/sentence.ts';
import { corpusError } from '../corpus/lines.ts';
import { CorpusBuilder, filesOfFormat, headOf } from './build.ts';
import { answersOf, chosenColumns, guessColumns } from './columns.ts';
import { delimiterOf, type TableRecord, tableRecords } from './csv.ts';
import type { Columns, FoundColumns, Importer, ImportInput, ImportOptions } from './types.ts';

/** The tables of an input, in the order of their paths. */
export const tablesOf = (input: ImportInput, options: ImportOptions = {}) =>
  filesOfFormat(input, /\.(csv|tsv)$/i, options);

const records = (file: string, bytes: Uint8Array): Generator<TableRecord> =>
  tableRecords(bytes, file, /\.tsv$/i.test(file) ? '\t' : delimiterOf(headOf(bytes, 65_536).split('\n')[0]!));

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
  const rows: string[][] = [];
  for (const { fields } of records(file, bytes)) {
    rows.push(fields);
    if (rows.length === count) break;
  }
  return { rows, guess: guessColumns(rows[0] ?? []) };
}

export const tableImporter: Importer = {
  id: 'table',
  label: 'Table (CSV or TSV) with a column of texts',
  recognises: (input) => tablesOf(input).length > 0,
  read: (input, options) => {
    const builder = new CorpusBuilder(input, options);
    const found = tablesOf(input, options);
    builder.skip('files of other kinds', input.files.size - found.length);
    for (const [file, bytes] of found) readTable(file, bytes, options.columns, builder);
    return builder.result(sentence`Choose the column that holds the texts.`);
  },
};

function readTable(file: string, bytes: Uint8Array, chosen: Columns | undefined, builder: CorpusBuilder): void {
  let columns: Partial<Record<keyof Columns, number>> | undefined;
  let width = 0;
  for (const { line, fields } of records(file, bytes)) {
    if (!columns) {
      width = fields.length;
      const layout = layoutOf(file, line, fields, chosen);
      columns = layout.columns;
      if (layout.header) continue;
    }
    if (fields.length !== width) {
      throw corpusError(
        file,
        line,
        sentence`${fields.length} fields where the first row has ${width}. Put fields that hold the delimiter in quotation marks.`,
      );
    }
    const cell = (role: keyof Columns): string => {
      const index = columns?.[role];
      return index === undefined ? '' : fields[index]!.trim();
    };
    const document = builder.document(
      { file, line },
      {
        id: cell('id') || undefined,
        title: cell('title'),
        text: cell('text'),
        subject: cell('subject') || undefined,
      },
    );
    if (document && cell('question')) {
      builder.question({ question: cell('question'), answers: answersOf(cell('answers')), documents: [document] });
    }
  }
}

/** Positions of the columns, and whether the first row is a header. */
function layoutOf(
  file: string,
  line: number,
  first: readonly string[],
  chosen: Columns | undefined,
): { columns: Partial<Record<keyof Columns, number>>; header: boolean } {
  const wanted = Object.values(chosenColumns(chosen));
  const named = wanted.length > 0 && wanted.every((name) => first.includes(name));
  const numbers = first.map((_, i) => String(i + 1));
  const numbered = wanted.length > 0 && !named && wanted.every((name) => numbers.includes(name));
  if (wanted.length > 0 && !named && !numbered) {
    const missing = wanted.find((name) => !first.includes(name));
    throw new RetrogradError(
      'bad-option',
      sentence`${file} has no column "${missing!}". There are: ${first.join(', ')}.`,
    );
  }
  const guess = numbered ? chosenColumns(chosen) : guessColumns(first, chosen);
  // A table with a single column, without a usual name, is a list of texts.
  const list = first.length === 1 && guess.text === undefined;
  if (list) return { columns: { text: 0 }, header: false };
  if (guess.text === undefined) {
    throw corpusError(
      file,
      line,
      sentence`no column is called "text". Choose the column that holds the texts; there are: ${first.join(', ').slice(0, 300)}.`,
    );
  }
  const names = numbered ? numbers : first;
  const columns = Object.fromEntries(Object.entries(guess).map(([role, name]) => [role, names.indexOf(name)]));
  return { columns, header: !numbered };
}
