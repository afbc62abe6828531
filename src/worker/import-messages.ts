/** The contract between the page and the import worker. A worker serves one import (or packs one corpus) and is then terminated. */

import type { Corpus } from '../text/corpus/corpus.ts';
import type { AddedQuestions } from '../text/import/nq.ts';
import type { ImportPreview } from '../text/import/preview.ts';
import type { Columns } from '../text/import/types.ts';
import type { NameModelSource } from '../text/salient/name-model-files.ts';

/** A file with its path below the folder or archive that was chosen; a single file's path is its name. */
export interface ImportFile {
  path: string;
  file: Blob;
}

/** What the user chose in the preview; absent values are recognised or guessed. */
export interface ImportChoices {
  format?: string;
  language?: string;
  columns?: Columns;
}

/** Queries and answers by the type of the question. */
export interface ImportQuestions {
  /** Reads the files and previews the corpus that they give. */
  read: { query: { name: string; files: ImportFile[] }; answer: ImportPreview };
  /** The same files, read as the choices say. */
  preview: { query: { choices: ImportChoices }; answer: ImportPreview };
  /** Asks Wikipedia for pages by title. */
  pages: { query: { titles: string[]; language: string }; answer: ImportPreview };
  /** Finds the names of a corpus with a pretrained model, and previews the corpus with these names. */
  annotate: { query: { corpus: Corpus; source: NameModelSource }; answer: ImportPreview };
  /** Adds the questions of a file (NQ-open, or our own `questions.jsonl`) to a corpus. */
  questions: { query: { corpus: Corpus; name: string; file: Blob }; answer: AddedQuestions };
  /** The corpus of the last preview. */
  take: { query: null; answer: Corpus };
  /** A corpus as a zip archive of our format. */
  pack: { query: { corpus: Corpus }; answer: Uint8Array<ArrayBuffer> };
}

export type ImportQuestion = keyof ImportQuestions;

export type ImportRequest = {
  [K in ImportQuestion]: { id: number; type: K; query: ImportQuestions[K]['query'] };
}[ImportQuestion];

/**
 * `reading`: bytes of all files; `records`: documents and questions read, whose total is not known (0); `pages`: of Wikipedia;
 * `model`: bytes of a pretrained model; `names`: sentences in which names have been looked for.
 */
export interface ImportProgress {
  stage: 'reading' | 'unpacking' | 'records' | 'packing' | 'pages' | 'model' | 'names';
  done: number;
  total: number;
}
