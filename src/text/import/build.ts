/** Shared by the importers: collects documents and questions, counts what was left out, and makes the manifest. */
import type { Corpus, Document, Question } from '../corpus/corpus.ts';
import { corpusError } from '../corpus/lines.ts';
import { slugOf, UniqueNames } from '../corpus/slug.ts';
import { guessLanguage } from './language.ts';
import type { ImportInput, ImportOptions, ImportResult } from './types.ts';

/** File and line of a record, for messages. */
export interface Place {
  file: string;
  line: number;
}

/** Collects a corpus record by record. */
export class CorpusBuilder {
  private readonly documents: Document[] = [];
  private readonly questions: Question[] = [];
  private readonly skipped: Record<string, number> = {};
  private readonly questionIds = new UniqueNames();
  /** Index into `documents` and line, by the id in the source. */
  private readonly given = new Map<string, { index: number; line: number }>();
  private readonly byContent = new Map<string, string>();
  private readonly stems = new Map<string, string>();
  private generated = 0;

  constructor(
    private readonly input: ImportInput,
    private readonly options: ImportOptions,
  ) {}

  /** Counts something that was left out or corrected. */
  skip(reason: string, count = 1): void {
    if (count > 0) this.skipped[reason] = (this.skipped[reason] ?? 0) + count;
  }

  /**
   * Adds a document and returns its id; undefined if the text is empty. A document without an id gets one made from the file's name; if its
   * title and text are repeated, it is added only once.
   *
   * @throws RetrogradError `bad-corpus` if two different documents have the same id
   */
  document(place: Place, { id, title, text, subject }: Omit<Document, 'id'> & { id?: string }): string | undefined {
    if (text.trim() === '') {
      this.skip('documents without text');
      return undefined;
    }
    const record: Omit<Document, 'id'> = { title: title.trim(), text: text.trim() };
    if (subject) record.subject = subject;
    if (id) {
      const known = this.given.get(id);
      if (known) {
        if (this.documents[known.index]!.text !== record.text) {
          throw corpusError(
            place.file,
            place.line,
            `the id "${id}" stands in line ${known.line} already, with another text. Give each document an id of its own.`,
          );
        }
        this.skip('repeated documents');
        return id;
      }
      this.given.set(id, { index: this.documents.length, line: place.line });
      this.add(id, record);
      return id;
    }
    const content = `${record.title}\n${record.text}`;
    const known = this.byContent.get(content);
    if (known) {
      this.skip('repeated documents');
      return known;
    }
    let made: string;
    do made = `${this.stem(place.file)}-${++this.generated}`;
    while (this.given.has(made));
    this.byContent.set(content, made);
    this.given.set(made, { index: this.documents.length, line: place.line });
    this.add(made, record);
    return made;
  }

  private add(id: string, record: Omit<Document, 'id'>): void {
    this.documents.push(Object.assign({ id }, record));
    this.reportProgress();
  }

  private reportProgress(): void {
    const { documents, questions } = this;
    if ((documents.length + questions.length) % 5000 === 0)
      this.options.onProgress?.(documents.length, questions.length);
  }

  /** Adds a question. Empty questions, and those with neither answer nor document, are only counted. */
  question({ id, question, answers, documents, grades }: Omit<Question, 'id'> & { id?: string }): void {
    const accepted = distinctAnswers(answers);
    if (question.trim() === '') this.skip('empty questions');
    else if (accepted.length === 0 && !documents?.length) this.skip('questions without an answer');
    else {
      this.questions.push({
        id: this.questionIds.take(id || `q${this.questions.length + 1}`),
        question: question.trim(),
        answers: accepted,
        ...(documents?.length ? { documents } : {}),
        ...(grades ? { grades } : {}),
      });
      this.reportProgress();
    }
  }

  has(documentId: string): boolean {
    return this.given.has(documentId);
  }

  /** @throws RetrogradError `bad-corpus` if there are no documents; `fix` says what to do then */
  result(fix: string): ImportResult {
    if (this.documents.length === 0) {
      const found =
        this.questions.length > 0 ? `${this.questions.length} questions but no documents` : 'no documents with text';
      throw corpusError(this.input.name, undefined, `${found}. ${fix}`);
    }
    const { documents, questions } = this;
    const corpus = { documents, questions };
    return {
      corpus: { manifest: importedManifest(this.input, corpus, this.options), ...corpus },
      skipped: this.skipped,
    };
  }

  private stem(file: string): string {
    let stem = this.stems.get(file);
    if (stem === undefined) {
      stem = slugOf(titleOfFile(file)) || 'document';
      this.stems.set(file, stem);
    }
    return stem;
  }
}

/** "texts/My_notes.md" → "My notes". */
export function titleOfFile(path: string): string {
  return path
    .replace(/^.*[\\/]/, '')
    .replace(/(?<=.)(\.(zip|jsonl?|ndjson|csv|tsv|txt|text|md|markdown))+$/i, '')
    .replaceAll('_', ' ')
    .trim();
}

function importedManifest(
  { name }: ImportInput,
  { documents, questions }: Omit<Corpus, 'manifest'>,
  { language }: ImportOptions,
): Corpus['manifest'] {
  return {
    id: slugOf(titleOfFile(name)) || 'imported',
    title: titleOfFile(name) || name,
    licence: 'as stated by the source',
    source: name,
    documents: documents.length,
    questions: questions.length,
    language: language ?? guessLanguage(documents),
  };
}

/** The first `length` bytes as text, to recognise a format; bytes that are not UTF-8 become U+FFFD, a byte order mark is removed. */
export function headOf(bytes: Uint8Array, length = 4096): string {
  return new TextDecoder().decode(bytes.subarray(0, length));
}

/** Files whose path matches, in the order of their paths. */
export function filesLike({ files }: ImportInput, pattern: RegExp): [path: string, bytes: Uint8Array][] {
  return [...files].filter(([path]) => pattern.test(path)).sort(([x], [y]) => (x < y ? -1 : x > y ? 1 : 0));
}

/** Files whose path matches. If there are none and the user has chosen the format, all files, whatever their names. */
export function filesOfFormat(
  input: ImportInput,
  pattern: RegExp,
  { format }: ImportOptions,
): [path: string, bytes: Uint8Array][] {
  const found = filesLike(input, pattern);
  return found.length > 0 || format === undefined ? found : filesLike(input, /(?:)/);
}

/** The JSON object in the first line of a file (of any length); undefined if that is no object. */
export function firstRecord(bytes: Uint8Array): Record<string, unknown> | undefined {
  if (!/^\s*\{/.test(headOf(bytes, 64))) return undefined;
  const end = bytes.indexOf(10);
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(end < 0 ? bytes : bytes.subarray(0, end)));
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}

/** Answers without spaces around them, without repetitions and without empty ones. */
export function distinctAnswers(answers: readonly string[]): string[] {
  return [...new Set(answers.map((answer) => answer.trim()).filter(Boolean))];
}
