/**
 * Our corpus format: `manifest.json` beside `documents.jsonl` and `questions.jsonl`. A corpus is read as a whole or not
 * at all: the first fault is reported with its file, its line and what to do.
 */

import { sentence } from '../../util/sentence.ts';
import { z } from '../../util/zod.ts';
import type { Corpus, Document, Manifest, Question } from './corpus.ts';
import { corpusError } from './corpus-error.ts';
import { checked, jsonLinesOf, jsonOf } from './lines.ts';
import { AnswerPattern, patternSource } from './pattern.ts';

const filled = z.string().check(z.minLength(1));

const questionSetSchema = z.object({
  id: z.string().check(z.regex(/^(?!default$)[a-z0-9-]+$/)),
  title: filled,
  file: z.string().check(z.regex(/^(?!(?:questions|documents)\.jsonl$)[a-z0-9-]+\.jsonl$/)),
  questions: z.int().check(z.minimum(1)),
});

const manifestSchema = z.object({
  id: filled,
  title: filled,
  licence: z.string(),
  source: z.string(),
  documents: z.int().check(z.minimum(1)),
  questions: z.int().check(z.minimum(0)),
  language: filled,
  parts: z.optional(z.array(filled).check(z.minLength(1))),
  questionSets: z.optional(z.array(questionSetSchema)),
});

const documentSchema = z.object({
  id: filled,
  title: z.string(),
  text: z.string(),
  subject: z.optional(filled),
  spans: z.optional(
    z.array(
      z.object({
        start: z.int().check(z.minimum(0)),
        end: z.int().check(z.minimum(1)),
        kind: z.enum(['person', 'place', 'organisation', 'date', 'number', 'other']),
      }),
    ),
  ),
  language: z.optional(filled),
  parallel: z.optional(filled),
});

const questionSchema = z.object({
  id: filled,
  question: z.string(),
  answers: z.array(z.string()),
  patterns: z.optional(z.boolean()),
  documents: z.optional(z.array(filled).check(z.minLength(1))),
  grades: z.optional(z.array(z.int().check(z.minimum(1)))),
  searchLanguage: z.optional(filled),
});

const manifestExample =
  '{"id": "atlas", "title": "Atlas", "licence": "CC0-1.0", "source": "…", "documents": 640, "questions": 2100, "language": "en"}';
const documentExample = '{"id": "radium", "title": "Radium", "text": "Radium was …"}';
const questionExample =
  '{"id": "q1", "question": "Who found radium?", "answers": ["Marie Curie"], "documents": ["radium"]}';

/**
 * Reads the bytes or text of `manifest.json`.
 *
 * @throws RetrogradError `bad-corpus`
 */
export function parseManifest(content: Uint8Array | string, file = 'manifest.json'): Manifest {
  const manifest = checked(manifestSchema, jsonOf(content, file), file, undefined, manifestExample);
  try {
    Intl.getCanonicalLocales(manifest.language);
  } catch {
    throw corpusError(
      file,
      undefined,
      sentence`"language" is "${manifest.language}". Give a language tag such as en, de or zh.`,
    );
  }
  return manifest;
}

/**
 * Reads the documents from JSON Lines.
 *
 * @throws RetrogradError `bad-corpus`: no documents, an empty text, an id that occurs twice, a span outside its text
 */
export function parseDocuments(content: Uint8Array | string, file = 'documents.jsonl'): Document[] {
  const documents: Document[] = [];
  const ids = new DistinctIds(file);
  for (const { line, value } of jsonLinesOf(content, file)) {
    const document = checked(documentSchema, value, file, line, documentExample);
    ids.add(document.id, line);
    if (document.text.trim() === '') {
      throw corpusError(
        file,
        line,
        sentence`the text of document "${document.id}" is empty. Give it a text or remove the line.`,
      );
    }
    let last = 0;
    for (const { start, end } of document.spans ?? []) {
      if (start < last || end <= start || end > document.text.length) {
        throw corpusError(
          file,
          line,
          sentence`the span ${start}–${end} of document "${document.id}" is empty, out of order or beyond the text (${document.text.length} UTF-16 units). Correct it, or leave "spans" out to have them detected.`,
        );
      }
      last = end;
    }
    documents.push(document);
  }
  if (documents.length === 0)
    throw corpusError(file, undefined, sentence`no documents. Expected lines like ${documentExample}.`);
  return documents;
}

/**
 * Reads the questions from JSON Lines; the list is empty if there are none.
 *
 * @param documents ids that a question may name; absent: not checked
 * @throws RetrogradError `bad-corpus`: neither answer nor document, an id that occurs twice, an unknown document, a pattern that cannot be used
 */
export function parseQuestions(
  content: Uint8Array | string,
  file = 'questions.jsonl',
  documents?: ReadonlySet<string>,
): Question[] {
  const questions: Question[] = [];
  const ids = new DistinctIds(file);
  for (const { line, value } of jsonLinesOf(content, file)) {
    const question = checked(questionSchema, value, file, line, questionExample);
    ids.add(question.id, line);
    const empty =
      question.question.trim() === ''
        ? sentence`The question`
        : question.answers.some((a) => a.trim() === '') && sentence`An answer`;
    if (empty)
      throw corpusError(file, line, sentence`${empty} of "${question.id}" is empty. Fill it in or remove the line.`);
    if (question.answers.length === 0 && !question.documents) {
      throw corpusError(
        file,
        line,
        sentence`"answers" of "${question.id}" is empty. Give it an answer, or name its documents.`,
      );
    }
    if (question.grades && question.grades.length !== question.documents?.length) {
      throw corpusError(
        file,
        line,
        sentence`"grades" of "${question.id}" must have one number for each of its "documents".`,
      );
    }
    if (question.patterns) checkPatterns(question.answers, file, line);
    const unknown = documents && question.documents?.find((id) => !documents.has(id));
    if (unknown !== undefined) {
      throw corpusError(
        file,
        line,
        sentence`question "${question.id}" names the document "${unknown}", which does not exist. Correct the id or leave "documents" out.`,
      );
    }
    questions.push(question);
  }
  return questions;
}

/** @throws RetrogradError `bad-corpus` if an answer between slashes is no regular expression that can be used */
export function checkPatterns(answers: readonly string[], file: string, line: number | undefined): void {
  for (const answer of answers) {
    const source = patternSource(answer);
    if (source === undefined) continue;
    try {
      AnswerPattern.compile(source);
    } catch (error) {
      throw corpusError(
        file,
        line,
        sentence`the answer ${answer} stands between slashes but is no regular expression that can be used (${(error as Error).message}). Correct it. Lookahead, back-references and counts above 1,000 are not supported.`,
        error,
      );
    }
  }
}

/**
 * Reads a corpus from the files of a folder or archive, by path. Folders that contain all of them, and other files, are ignored.
 *
 * @param source name of the folder or archive, for messages
 * @throws RetrogradError `bad-corpus`
 */
export function corpusFromFiles(files: ReadonlyMap<string, Uint8Array>, source: string): Corpus {
  const flat = flattened(files);
  const found = [...flat.keys()].slice(0, 5).join(', ') || sentence`nothing`;
  const required = (name: string): Uint8Array => {
    const bytes = flat.get(name);
    if (bytes) return bytes;
    throw corpusError(
      source,
      undefined,
      sentence`${name} is missing (found: ${found}). A corpus has manifest.json, documents.jsonl and questions.jsonl side by side.`,
    );
  };
  const manifest = parseManifest(required('manifest.json'));
  const documents = parseDocuments(required('documents.jsonl'));
  const ids = new Set(documents.map(({ id }) => id));
  const hasQuestions = manifest.questions > 0 || flat.has('questions.jsonl');
  const questions = hasQuestions ? parseQuestions(required('questions.jsonl'), 'questions.jsonl', ids) : [];
  for (const [kind, count] of [
    ['documents', documents.length],
    ['questions', questions.length],
  ] as const) {
    if (manifest[kind] !== count) {
      throw corpusError(
        'manifest.json',
        undefined,
        sentence`it promises ${manifest[kind]} ${kind}, ${kind}.jsonl holds ${count}. Restore the missing lines, or set "${kind}" to ${count}.`,
      );
    }
  }
  const further: Record<string, Question[]> = {};
  for (const { id, file, questions: promised } of manifest.questionSets ?? []) {
    further[id] = parseQuestions(required(file), file, ids);
    const { length } = further[id];
    if (length !== promised) {
      throw corpusError(
        'manifest.json',
        undefined,
        sentence`it promises ${promised} questions of the set ${id}, ${file} holds ${length}. Restore the missing lines, or set "questions" of the set to ${length}.`,
      );
    }
  }
  return { manifest, documents, questions, ...(manifest.questionSets && { furtherQuestions: further }) };
}

/** Paths without the folders that contain all files; hidden files and files that macOS adds are left out. */
export function flattened(files: ReadonlyMap<string, Uint8Array>): Map<string, Uint8Array> {
  const kept = [...files]
    .map(
      ([path, bytes]) =>
        [
          path
            .replaceAll('\\', '/')
            .split('/')
            .filter((part) => part && part !== '.'),
          bytes,
        ] as const,
    )
    .filter(([parts]) => parts.length > 0 && !parts.some((part) => part.startsWith('.') || part === '__MACOSX'));
  let depth = 0;
  const shared = (parts: readonly string[]) => parts.length > depth + 1 && parts[depth] === kept[0]![0][depth];
  while (kept.length > 0 && kept.every(([parts]) => shared(parts))) depth++;
  return new Map(kept.map(([parts, bytes]) => [parts.slice(depth).join('/'), bytes]));
}

/** The files of a corpus, by name, as `corpusFromFiles` reads them; the counts in the manifest are corrected. */
export function corpusToFiles(corpus: Corpus): Map<string, Uint8Array> {
  const encoder = new TextEncoder();
  const lines = (records: readonly unknown[]) => records.map((record) => `${JSON.stringify(record)}\n`).join('');
  const manifest: Manifest = {
    ...corpus.manifest,
    documents: corpus.documents.length,
    questions: corpus.questions.length,
  };
  return new Map([
    ['manifest.json', encoder.encode(`${JSON.stringify(manifest, null, 2)}\n`)],
    ['documents.jsonl', encoder.encode(lines(corpus.documents))],
    ['questions.jsonl', encoder.encode(lines(corpus.questions))],
    ...(manifest.questionSets ?? []).map(
      ({ id, file }) => [file, encoder.encode(lines(corpus.furtherQuestions?.[id] ?? []))] as const,
    ),
  ]);
}

class DistinctIds {
  private readonly lines = new Map<string, number>();

  constructor(private readonly file: string) {}

  add(id: string, line: number): void {
    const first = this.lines.get(id);
    if (first !== undefined) {
      throw corpusError(
        this.file,
        line,
        sentence`the id "${id}" was used in line ${first} already. Give each line an id of its own.`,
      );
    }
    this.lines.set(id, line);
  }
}
