/**
 * Reads records of CSV and TSV files. Papa Parse reads quoted fields (RFC 4180); this file decides what a record means whose quotation marks are
 * not in order, because few programs quote in TSV: a field may merely begin with a quotation mark.
 */

import Papa from 'papaparse';
import { sentence } from '../../util/sentence.ts';
import { corpusError } from '../corpus/corpus-error.ts';
import { textOf } from '../corpus/lines.ts';

/** One record and the line in which it begins. */
export interface TableRecord {
  line: number;
  fields: string[];
}

/**
 * The records of a table; blank lines are skipped. A field in quotation marks may contain the delimiter, doubled quotation marks and line breaks.
 * If the quotation marks of a record are not in order, marks after a backslash are tried. Otherwise its line is read without quoting, if it has as
 * many fields as the first record; in TSV a record of several lines that are each a whole record is read so, too.
 *
 * @param delimiter absent: that of a line `sep=;` at the beginning, or guessed from the first line
 * @throws RetrogradError `bad-corpus`: not UTF-8, a quotation mark that is never closed, text after a closing one
 */
export function* tableRecords(content: Uint8Array | string, file: string, delimiter?: string): Generator<TableRecord> {
  let text = textOf(content, file);
  if (text.includes('\r')) text = text.replace(/\r{0,2}\n|\r/g, '\n');
  const [first = ''] = text.split('\n', 1);
  const stated = /^"?sep=([^"])"?$/i.exec(first)?.[1];
  const separator = stated ?? delimiter ?? delimiterOf(first);
  const records = new QuotedRecords(text, separator, stated === undefined ? 0 : first.length + 1);
  let line = 1;
  let counted = 0;
  let width: number | undefined;
  for (let record = records.next(); record; record = records.next()) {
    for (; counted < record.start; line++) counted = text.indexOf('\n', counted) + 1;
    const { fields } = inOrder(record, records, file, line, width);
    if (fields.length === 1 && fields[0]!.trim() === '') continue;
    width ??= fields.length;
    yield { line, fields };
  }
}

/** The record, or what its first line means if its quotation marks are not in order; then `records` continues behind that line. */
function inOrder(
  record: Parsed,
  records: QuotedRecords,
  file: string,
  line: number,
  width: number | undefined,
): Parsed {
  const { text, delimiter } = records;
  const { start, end, fault } = record;
  const found = text.indexOf('\n', start);
  const lineEnd = found < 0 ? text.length : found;
  const isRow = (row: string) => width === undefined || row.split(delimiter).length === width;
  if (!fault) {
    const mayBeSeveral = delimiter === '\t' && lineEnd < end - 1 && width !== undefined && width > 1;
    return mayBeSeveral && text.slice(start, end).replace(/\n$/, '').split('\n').every(isRow)
      ? records.unquoted(start)
      : record;
  }
  if (text.slice(fault.at, end).includes('\\"')) {
    const escaped = records.escaped(start, width);
    if (escaped) return escaped;
  }
  const closesInLine = !fault.isUnclosed && text.indexOf('"', fault.at) < lineEnd;
  // In CSV a field between two marks is meant to be quoted, whatever is wrong within it.
  const merelyBegins = (field: string) => !/^".*"$/.test(field) || unquotedField(field) !== field;
  const firstLine = text.slice(start, lineEnd);
  const isPlain = delimiter === '\t' || (closesInLine && firstLine.split(delimiter).every(merelyBegins));
  if (isPlain && isRow(firstLine)) return records.unquoted(start);
  throw corpusError(
    file,
    line,
    closesInLine
      ? sentence`a field goes on after its closing quotation mark. Double quotation marks within a field.`
      : sentence`a quotation mark is opened here and never closed. Close it, or double it within a field.`,
  );
}

/** A record with its place in the text, in UTF-16 units. */
interface Parsed {
  fields: string[];
  start: number;
  /** Where the next record begins. */
  end: number;
  /** The first field whose quotation marks are not in order: where it begins, behind the mark, and whether no mark follows. */
  fault?: { at: number; isUnclosed: boolean };
}

/** Units that are parsed at a time, so that a record with a fault costs little. */
const usualWindow = 1 << 16;

/** Records as RFC 4180 reads them. */
class QuotedRecords {
  private parsed: Parsed[] = [];
  private index = 0;
  /** Units that have been given to the parser, together. */
  private scanned = 0;

  constructor(
    readonly text: string,
    readonly delimiter: string,
    private at: number,
  ) {}

  next(): Parsed | undefined {
    if (this.index === this.parsed.length) {
      if (this.at >= this.text.length) return undefined;
      // Only a text with very many faults is scanned so often. It is read without quoting, so that the time stays proportional to its length.
      if (this.scanned > 16 * this.text.length + (1 << 24)) return this.unquoted(this.at);
      this.parsed = this.parse(this.at, '"');
      this.index = 0;
      this.at = this.parsed.at(-1)!.end;
    }
    return this.parsed[this.index++];
  }

  /** The record at `start` with quotation marks escaped by backslashes, if it is in order then and has `width` fields; the next one follows it. */
  escaped(start: number, width: number | undefined): Parsed | undefined {
    const [record] = this.parse(start, '\\');
    if (!record || record.fault || (width !== undefined && record.fields.length !== width)) return undefined;
    this.seek(record.end);
    return record;
  }

  /** The line at `start` without quoting, except for fields that are quoted as a whole; the next record follows it. */
  unquoted(start: number): Parsed {
    const found = this.text.indexOf('\n', start);
    const end = found < 0 ? this.text.length : found;
    this.seek(end + 1);
    return { fields: this.text.slice(start, end).split(this.delimiter).map(unquotedField), start, end: end + 1 };
  }

  private seek(at: number): void {
    this.parsed = [];
    this.index = 0;
    this.at = at;
  }

  /** Records from `start` on, at least one. */
  private parse(start: number, escapeChar: string): Parsed[] {
    for (let size = usualWindow; ; size *= 4) {
      const window = this.text.slice(start, start + size);
      this.scanned += window.length;
      const isLast = start + size >= this.text.length;
      const records: Parsed[] = [];
      let begin = start;
      const parser = new Papa.Parser({
        delimiter: this.delimiter,
        newline: '\n',
        escapeChar,
        // It would split the whole window at once.
        fastMode: false,
        step: ({ data, errors, meta }: Papa.ParseStepResult<string[]>) => {
          const end = start + meta.cursor;
          const [error] = errors;
          const fault = error && { at: start + error.index!, isUnclosed: error.code === 'MissingQuotes' };
          records.push({ fields: data[0] as unknown as string[], start: begin, end, ...(fault ? { fault } : {}) });
          begin = end;
        },
      });
      parser.parse(window, 0, !isLast);
      if (records.length > 0) return records;
    }
  }
}

function unquotedField(field: string): string {
  if (field.length < 2 || !field.startsWith('"') || !field.endsWith('"')) return field;
  const inner = field.slice(1, -1);
  return inner.replaceAll('""', '').includes('"') ? field : inner.replaceAll('""', '"');
}

/** The most frequent delimiter in the first line, outside quotation marks; a comma if there is none. */
function delimiterOf(firstLine: string): string {
  const bare = firstLine.replace(/"[^"]*"/g, '');
  const counts = [',', ';', '\t', '|'].map((delimiter) => [delimiter, bare.split(delimiter).length] as const);
  return counts.reduce((best, next) => (next[1] > best[1] ? next : best))[0];
}
