/** Reads records of CSV (RFC 4180) and TSV files, line by line. */

import { sentence } from '../../util/sentence.ts';
import { corpusError, linesOf } from '../corpus/lines.ts';

/** One record and the line in which it begins. */
export interface TableRecord {
  line: number;
  fields: string[];
}

/**
 * The records of a table; blank lines are skipped. A field in quotation marks may contain the delimiter, doubled quotation marks and line breaks.
 * In TSV it must end in its line, and a quotation mark that is not closed is an ordinary character, because few programs quote in TSV.
 *
 * @throws RetrogradError `bad-corpus`: not UTF-8, a quotation mark that is never closed, text after a closing one
 */
export function* tableRecords(content: Uint8Array | string, file: string, delimiter: string): Generator<TableRecord> {
  let fields: string[] = [];
  /** Parts of a quoted field that continues in the next line. */
  let open: string[] | undefined;
  let begin = 0;
  for (const { line, text } of linesOf(content, file)) {
    let at = 0;
    if (!open) {
      if (text.trim() === '' && !text.includes(delimiter)) continue;
      fields = [];
      begin = line;
    }
    for (;;) {
      if (open || text[at] === '"') {
        const from: number = open ? at : at + 1;
        const close = closingQuote(text, from);
        if (close < 0 && delimiter !== '\t') {
          (open ??= []).push(text.slice(from));
          break;
        }
        if (close >= 0) {
          const field = [...(open ?? []), text.slice(from, close)].join('\n');
          open = undefined;
          fields.push(field.replaceAll('""', '"'));
          at = close + 1;
          if (at === text.length) break;
          if (!text.startsWith(delimiter, at)) {
            throw corpusError(
              file,
              line,
              sentence`after the closing quotation mark of field ${fields.length} a delimiter is missing. Double quotation marks within a field.`,
            );
          }
          at += delimiter.length;
          continue;
        }
      }
      const end = text.indexOf(delimiter, at);
      fields.push(end < 0 ? text.slice(at) : text.slice(at, end));
      if (end < 0) break;
      at = end + delimiter.length;
    }
    if (!open) yield { line: begin, fields };
  }
  if (open) {
    throw corpusError(
      file,
      begin,
      sentence`a quotation mark is opened here and never closed. Close it, or double it within a field.`,
    );
  }
}

/** Where the quoted field that is open at `from` ends in this line; −1 if it does not. */
function closingQuote(text: string, from: number): number {
  for (let at = text.indexOf('"', from); at >= 0; at = text.indexOf('"', at + 2)) if (text[at + 1] !== '"') return at;
  return -1;
}

/** The most frequent delimiter in the first line, outside quotation marks; a comma if there is none. */
export function delimiterOf(firstLine: string): string {
  const bare = firstLine.replace(/"[^"]*"/g, '');
  const counts = [',', ';', '\t'].map((delimiter) => [delimiter, bare.split(delimiter).length] as const);
  return counts.reduce((best, next) => (next[1] > best[1] ? next : best))[0];
}
