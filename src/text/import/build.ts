/** Shared by the importers: collects documents and questions, counts what was left out, and makes the manifest. */

import { type Sentence, sentence } from '../../util/sentence.ts';
import type { Corpus, Document, Question } from '../corpus/corpus.ts';
import { corpusError } from '../corpus/corpus-error.ts';
import { patternSource } from '../corpus/pattern.ts';
import { slugOf, UniqueNames } from '../corpus/slug.ts';
import { guessLanguage } from './language.ts';
import type { ImportInput, ImportOptions, ImportResult } from './types.ts';

/** File and line of a record, for messages. */
export interface Place {
  file: string;
  line?: number;
  /** The path of the file, where `file` names a record of it too. */
  path?: string;
}

/** A document as it is in a source. */
export interface SourceDocument extends Omit<Document, 'id'> {
  /** Absent: one is made from `stem`, else from the file's name. */
  id?: string;
  stem?: string;
}

/** A question as it is in a source; missing fields are empty. */
export type SourceQuestion = Omit<Question, 'id'> & { id?: string };

/** Collects a corpus record by record. */
export class CorpusBuilder {
  private readonly documents: Document[] = [];
  private readonly questions: Question[] = [];
  private readonly skipped: Record<string, number> = {};
  private readonly questionIds = new UniqueNames();
  /** Index into `documents` and line, by the id in the source. Several ids may have the same text, and so the same index. */
  private readonly given = new Map<string, { index: number; place: Place }>();
  /** Index into `documents` by title and text. */
  private readonly byContent = new Map<string, number>();
  /** Questions with an id, by id, question and documents. */
  private readonly byId = new Map<string, Question>();
  private readonly stems = new Map<string, string>();
  private readonly counts = new Map<string, number>();

  /** `filesRead`: how many of the input's files are read; the others are counted. */
  constructor(
    private readonly input: ImportInput,
    private readonly options: ImportOptions,
    filesRead: number,
  ) {
    this.skip('files of other kinds', input.files.size - filesRead);
  }

  /** Counts something that was left out or corrected. */
  skip(reason: string, count = 1): void {
    if (count > 0) this.skipped[reason] = (this.skipped[reason] ?? 0) + count;
  }

  /**
   * Adds a document and returns its id; undefined if the text is empty. A document whose title and text are there already is not added again,
   * whatever its id: the id of the first one is returned, and questions about the other one are about the first.
   *
   * @throws RetrogradError `bad-corpus` if two different documents have the same id
   */
  document(place: Place, { id, stem, title, text, subject }: SourceDocument): string | undefined {
    if (text.trim() === '') {
      this.skip('documents without text');
      return undefined;
    }
    const record: Omit<Document, 'id'> = { title: title.trim(), text: text.trim() };
    if (subject) record.subject = subject;
    const known = id ? this.given.get(id) : undefined;
    if (known && this.documents[known.index]!.text !== record.text) {
      const { file, line } = known.place;
      const where = line === undefined ? file : file === place.file ? sentence`line ${line}` : `${file}, line ${line}`;
      throw corpusError(
        place.file,
        place.line,
        sentence`the id "${id!}" stands in ${where} already, with another text. Give each document an id of its own.`,
      );
    }
    const content = `${record.title}\n${record.text}`;
    const same = known?.index ?? this.byContent.get(content);
    if (same !== undefined) {
      this.skip('repeated documents');
      if (id && !known) this.given.set(id, { index: same, place });
      return this.documents[same]!.id;
    }
    const index = this.documents.length;
    const name = id || this.madeId(stem, place.path ?? place.file);
    this.byContent.set(content, index);
    this.given.set(name, { index, place });
    this.documents.push(Object.assign({ id: name }, record));
    this.reportProgress();
    return name;
  }

  /** Numbers count within a given stem, and through all files. */
  private madeId(stem: string | undefined, file: string): string {
    const key = stem ?? '';
    for (;;) {
      const count = (this.counts.get(key) ?? 0) + 1;
      this.counts.set(key, count);
      const id = `${stem ?? this.stem(file)}-${count}`;
      if (!this.given.has(id)) return id;
    }
  }

  private reportProgress(): void {
    const { documents, questions } = this;
    if ((documents.length + questions.length) % 5000 === 0)
      this.options.onProgress?.(documents.length, questions.length);
  }

  /**
   * Adds a question. Empty questions, and those with neither answer nor document, are only counted. The answers of two records with the same id,
   * question and documents belong to one question.
   */
  question({ id, question, answers, patterns, documents, grades }: SourceQuestion): void {
    const accepted = distinctAnswers(answers);
    const text = question.trim();
    if (text === '') this.skip('empty questions');
    else if (accepted.length === 0 && !documents?.length) this.skip('questions without an answer');
    else {
      const judged = this.judged(documents ?? [], grades);
      const key = id ? JSON.stringify([id, text, [...judged.keys()]]) : undefined;
      const known = key === undefined ? undefined : this.byId.get(key);
      if (known) {
        known.answers = distinctAnswers([...known.answers, ...accepted]);
        this.skip('records with further answers to a question');
        return;
      }
      const added: Question = {
        id: this.questionIds.take(id || `q${this.questions.length + 1}`),
        question: text,
        answers: accepted,
      };
      if (patterns && accepted.some((answer) => patternSource(answer) !== undefined)) added.patterns = true;
      if (judged.size > 0) added.documents = [...judged.keys()];
      if (grades) added.grades = [...judged.values()];
      if (key !== undefined) this.byId.set(key, added);
      this.questions.push(added);
      this.reportProgress();
    }
  }

  /** The highest grade of each document, by the id that it has in the corpus. */
  private judged(documents: readonly string[], grades: readonly number[] | undefined): Map<string, number> {
    const judged = new Map<string, number>();
    documents.forEach((source, i) => {
      const given = this.given.get(source);
      const id = given ? this.documents[given.index]!.id : source;
      judged.set(id, Math.max(judged.get(id) ?? 0, grades?.[i] ?? 1));
    });
    return judged;
  }

  has(documentId: string): boolean {
    return this.given.has(documentId);
  }

  /** @throws RetrogradError `bad-corpus` if there are no documents; `fix` says what to do then */
  result(fix: Sentence): ImportResult {
    if (this.documents.length === 0) {
      const found =
        this.questions.length > 0
          ? sentence`${this.questions.length} questions but no documents`
          : sentence`no documents with text`;
      throw corpusError(this.input.name, undefined, sentence`${found}. ${fix}`);
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

/** Answers without spaces around them, without repetitions and without empty ones. */
export function distinctAnswers(answers: readonly string[]): string[] {
  return [...new Set(answers.map((answer) => answer.trim()).filter(Boolean))];
}
