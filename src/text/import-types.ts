/** What every importer is: one file that knows one format, registered in `importers` (import.ts). */
import type { Corpus } from './corpus.ts';
import type { UniqueNames } from './corpus-slug.ts';
import { slugOf } from './corpus-slug.ts';

/** What the user gave: a file, an unpacked archive, or a folder. */
export interface ImportInput {
  /** Name of the file or folder, for titles and messages. */
  name: string;
  /** By path, folders that all of them share left out. */
  files: ReadonlyMap<string, Uint8Array>;
}

/** What only the user can know; every importer has a default for each. */
export interface ImportOptions {
  /** Id of an importer, where its format shall not be recognised by content. */
  format?: string;
  /** BCP 47; absent: guessed from the script. */
  language?: string;
  /** CSV, TSV and JSON Lines: which column or key is what. */
  columns?: Columns;
}

/** Names of columns (or keys); a column of a table without a header is named by its number, counted from 1. */
export interface Columns {
  text?: string;
  title?: string;
  id?: string;
  question?: string;
  answers?: string;
}

export interface ImportResult {
  corpus: Corpus;
  /** What was left out or put right, in words, with counts. */
  skipped: Record<string, number>;
}

export interface Importer {
  id: string;
  /** For a menu, e.g. "SQuAD 1.1 or 2.0 (JSON)". */
  label: string;
  /** Whether the input looks like this format; must be fast, and must not throw. */
  recognises(input: ImportInput): boolean;
  /** @throws RetrogradError `bad-corpus` that names file, line and fix */
  read(input: ImportInput, options: ImportOptions): ImportResult;
}

/** Counts by reason. */
export class Skipped {
  readonly counts: Record<string, number> = {};

  add(reason: string, count = 1): void {
    this.counts[reason] = (this.counts[reason] ?? 0) + count;
  }
}

/** The manifest of an imported corpus, whose licence we cannot know. */
export function importedManifest(
  input: ImportInput,
  corpus: Omit<Corpus, 'manifest'>,
  options: ImportOptions,
): Corpus['manifest'] {
  const title = input.name.replace(/^.*[\\/]/, '').replace(/(\.(zip|jsonl?|csv|tsv|txt|md))+$/i, '') || input.name;
  return {
    id: slugOf(title) || 'imported',
    title,
    licence: 'as stated by the source',
    source: input.name,
    documents: corpus.documents.length,
    questions: corpus.questions.length,
    language: options.language ?? guessLanguage(corpus.documents),
  };
}

/** A language for the script that most letters are in; it decides how words are cut, so English stands for every Latin one. */
export function guessLanguage(documents: Iterable<{ text: string }>): string {
  let sample = '';
  for (const { text } of documents) {
    sample += text.slice(0, 2000);
    if (sample.length > 20_000) break;
  }
  const letters = count(sample, /\p{L}/gu);
  for (const [language, script] of scripts) if (count(sample, script) > letters * 0.2) return language;
  return 'en';
}

// Japanese before Chinese: it mixes kana with Han characters.
const scripts: readonly (readonly [string, RegExp])[] = [
  ['ja', /[\p{sc=Hiragana}\p{sc=Katakana}]/gu],
  ['ko', /\p{sc=Hangul}/gu],
  ['zh', /\p{sc=Han}/gu],
  ['ru', /\p{sc=Cyrillic}/gu],
  ['ar', /\p{sc=Arabic}/gu],
  ['el', /\p{sc=Greek}/gu],
  ['he', /\p{sc=Hebrew}/gu],
  ['hi', /\p{sc=Devanagari}/gu],
  ['th', /\p{sc=Thai}/gu],
];

const count = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0;

/** The file of that name, or with one of those endings, if there is exactly one. */
export function onlyFile(input: ImportInput, pattern: RegExp): [name: string, bytes: Uint8Array] | undefined {
  const found = [...input.files].filter(([path]) => pattern.test(path));
  return found.length === 1 ? found[0] : undefined;
}

/** The first `length` bytes as text, for recognition; bytes that are not UTF-8 become U+FFFD. */
export function headOf(bytes: Uint8Array, length = 4096): string {
  return new TextDecoder().decode(bytes.subarray(0, length));
}

/** A document id out of a title, unique among those taken. */
export function documentId(title: string, names: UniqueNames): string {
  return names.take(slugOf(title) || 'document');
}
