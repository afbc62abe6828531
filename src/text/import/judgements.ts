/**
 * Reads judgements of relevance (qrels): three columns with tabs as in BEIR (query-id, corpus-id, score), or four with spaces or tabs as trec_eval has
 * them, whose second column has no meaning; with or without a header. The same columns in CSV, and as keys of JSON Lines, are read as well.
 */
import { sentence } from '../../util/sentence.ts';
import { corpusError } from '../corpus/corpus-error.ts';
import { linesOf } from '../corpus/lines.ts';
import type { CorpusBuilder } from './build.ts';
import { jsonRecordsOf } from './json-records.ts';

/** Grades by query and document. */
export type Judgements = Map<string, Map<string, number>>;

/**
 * Reads one file for a corpus. Judgements without relevance, of unknown documents, and repeated ones are counted, as are fractions, which are rounded (to 1
 * at least, because a grade is a whole number).
 *
 * @throws RetrogradError `bad-corpus`
 */
export function readJudgements(file: string, bytes: Uint8Array, builder: CorpusBuilder): Judgements {
  const judgements: Judgements = new Map();
  for (const { query, document, score } of judgementsIn(file, bytes)) {
    const judged = judgements.get(query) ?? new Map<string, number>();
    if (score <= 0) builder.skip('judgements of no relevance');
    else if (!builder.has(document)) builder.skip('judgements of documents that are not in corpus.jsonl');
    else if (judged.has(document)) builder.skip('repeated judgements');
    else {
      if (!Number.isInteger(score)) builder.skip('fractions of a grade, rounded');
      judgements.set(query, judged.set(document, Math.max(1, Math.round(score))));
    }
  }
  return judgements;
}

/**
 * Reads one file for an evaluation as trec_eval reads it: every grade is kept, those of 0 and below among them, whatever documents there are.
 *
 * @throws RetrogradError `bad-corpus` with file and line: a fraction, a document that is judged twice for a query, no judgement at all
 */
export function readQrels(file: string, bytes: Uint8Array): Judgements {
  const judgements: Judgements = new Map();
  for (const { line, query, document, score } of judgementsIn(file, bytes)) {
    const judged = judgements.get(query) ?? new Map<string, number>();
    if (!Number.isInteger(score))
      throw corpusError(file, line, sentence`the grade ${score} is not a whole number. Round it.`);
    if (judged.has(document))
      throw corpusError(
        file,
        line,
        sentence`document "${document}" is judged for query "${query}" already. Remove one of the lines.`,
      );
    judgements.set(query, judged.set(document, score));
  }
  if (judgements.size === 0)
    throw corpusError(file, undefined, sentence`there are no judgements. Choose another file.`);
  return judgements;
}

interface Judgement {
  line?: number;
  query: string;
  document: string;
  /** Finite; 1 in a file without scores. */
  score: number;
}

function* judgementsIn(file: string, bytes: Uint8Array): Generator<Judgement> {
  let layout: Layout | undefined;
  for (const { line, fields } of rowsOf(file, bytes)) {
    if (!layout) {
      layout = layoutOfHeader(fields);
      if (layout) continue;
      layout = { query: 0, document: fields.length - 2, score: fields.length - 1, width: fields.length };
    }
    const query = fields[layout.query];
    const document = fields[layout.document];
    const score =
      layout.score === undefined ? 1 : fields[layout.score] === '' ? Number.NaN : Number(fields[layout.score]);
    const isRow =
      fields.length === layout.width && fields.length <= 4 && (layout.score === undefined || fields.length >= 3);
    if (!isRow || !query || !document || !Number.isSafeInteger(Math.round(score))) {
      throw corpusError(
        file,
        line,
        sentence`expected query-id, corpus-id and a number, with tabs between them, or the four columns of trec_eval. Correct the line.`,
      );
    }
    yield { line, query, document, score };
  }
}

/** Positions of the columns. */
interface Layout {
  query: number;
  document: number;
  /** Absent: every judgement is of grade 1. */
  score?: number;
  width: number;
}

function* rowsOf(file: string, bytes: Uint8Array): Generator<{ line?: number; fields: string[] }> {
  if (/\.jsonl$/i.test(file)) {
    let names: string[] | undefined;
    for (const { place, value } of jsonRecordsOf(bytes, file)) {
      const record = Object(value) as Record<string, unknown>;
      if (!names) {
        names = Object.keys(record);
        yield { ...place, fields: names };
      }
      yield { ...place, fields: names.map((name) => String(record[name] ?? '')) };
    }
    return;
  }
  const delimiter = /\.csv$/i.test(file) ? ',' : undefined;
  for (const { line, text } of linesOf(bytes, file))
    if (text.trim() !== '') yield { line, fields: fieldsOf(text, delimiter) };
}

const fieldsOf = (text: string, delimiter = text.includes('\t') ? '\t' : /\s+/): string[] =>
  text
    .trim()
    .split(delimiter)
    .map((field) => field.trim().replace(/^"(.*)"$/s, '$1'));

/** Undefined if the fields are no names of columns. */
function layoutOfHeader(fields: readonly string[]): Layout | undefined {
  const find = (pattern: RegExp) => fields.findIndex((field) => pattern.test(field));
  const query = find(/^(query|queries|q|topic)([-_ ]?(id|no))?$/i);
  const document = find(/^(corpus|doc|document|passage|p)([-_ ]?(id|no))?$/i);
  const score = find(/^(score|relevance|rel|grade|label|judge?ment)$/i);
  if (query < 0 || document < 0) return undefined;
  return { query, document, width: fields.length, ...(score < 0 ? {} : { score }) };
}
