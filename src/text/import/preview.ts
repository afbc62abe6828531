/** Previews of imports: what a file would become, shown before anything is kept. */
import { type ErrorReport, toErrorReport } from '../../util/errors.ts';
import type { Corpus, Document, Manifest, Question } from '../corpus/corpus.ts';
import { type Advice, adviseOn } from './advice.ts';
import { importerFor, importers, readWith } from './import.ts';
import { jsonLinesFiles, previewJsonLines } from './jsonl.ts';
import { previewTable, type TablePreview, tablesOf } from './table.ts';
import type { Importer, ImportInput, ImportOptions } from './types.ts';

/** The corpus that an input would become, and what the user should know about it. */
export interface ImportOutcome {
  manifest: Manifest;
  /** The first few; long texts are cut. */
  documents: Document[];
  questions: Question[];
  /** Number of names, dates and numbers that are marked in the documents; null if they will be detected. */
  spans: number | null;
  /** What was left out or put right, in words, with counts. */
  skipped: Record<string, number>;
  advice: Advice[];
}

export interface ImportPreview {
  /** Id of the importer; null if no format was recognised. */
  format: string | null;
  /** The formats that could be chosen instead; none if the text does not come from a file. */
  formats: Pick<Importer, 'id' | 'label'>[];
  /** The columns of a table, or the keys of JSON Lines; null for other formats. */
  columns: TablePreview | null;
  /** Null if the input cannot be imported with these options; `error` then says why. */
  outcome: ImportOutcome | null;
  error: ErrorReport | null;
}

const shownRecords = 5;
const shownLength = 600;

/** Reads an input with these options; the corpus is null if that fails. Never throws. */
export function previewImport(
  input: ImportInput,
  options: ImportOptions,
): { preview: ImportPreview; corpus: Corpus | null } {
  const formats = importers.map(({ id, label }) => ({ id, label }));
  const preview: ImportPreview = { format: null, formats, columns: null, outcome: null, error: null };
  try {
    const importer = importerFor(input, options.format);
    preview.format = importer.id;
    preview.columns = columnsOf(input, importer.id, options);
    const { corpus, skipped } = readWith(importer, input, options);
    preview.outcome = outcomeOf(corpus, skipped);
    return { preview, corpus };
  } catch (error) {
    return { preview: { ...preview, error: toErrorReport(error) }, corpus: null };
  }
}

/** The preview of a corpus, shown before it is kept. */
export function outcomeOf(corpus: Corpus, skipped: Record<string, number>): ImportOutcome {
  const { manifest, documents, questions } = corpus;
  const known = documents.filter(({ spans }) => spans);
  return {
    manifest,
    documents: documents.slice(0, shownRecords).map(shownDocument),
    questions: questions.slice(0, shownRecords).map(shownQuestion),
    spans: known.length > 0 ? known.reduce((sum, { spans }) => sum + spans!.length, 0) : null,
    skipped,
    advice: adviseOn(corpus),
  };
}

function columnsOf(input: ImportInput, format: string, options: ImportOptions): TablePreview | null {
  const [first] =
    format === 'table' ? tablesOf(input, options) : format === 'jsonl' ? jsonLinesFiles(input, options) : [];
  if (!first) return null;
  const { rows, guess } = (format === 'table' ? previewTable : previewJsonLines)(...first);
  // Any name of a column fits; a row of 50 MB is cut.
  return { rows: rows.map((row) => row.map((cell) => cut(cell, 300))), guess };
}

const cut = (text: string, length: number) => (text.length > length ? `${text.slice(0, length)}…` : text);

function shownDocument({ id, title, text, subject, spans }: Document): Document {
  return {
    id,
    title: cut(title, 200),
    text: cut(text, shownLength),
    ...(subject ? { subject } : {}),
    ...(spans ? { spans: spans.filter(({ end }) => end <= shownLength) } : {}),
  };
}

function shownQuestion({ id, question, answers }: Question): Question {
  return { id, question: cut(question, 300), answers: answers.slice(0, 8).map((answer) => cut(answer, 100)) };
}
