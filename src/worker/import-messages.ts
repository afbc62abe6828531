/** The contract between the page and the import worker. A worker serves one import (or packs one corpus) and is then ended. */

import type { Corpus } from '../text/corpus/corpus.ts';
import type { ImportPreview } from '../text/import/preview.ts';
import type { Columns } from '../text/import/types.ts';
import type { NameModelSource } from '../text/salient/name-model-files.ts';
import type { ErrorReport } from '../util/errors.ts';

/** A file with its path below the folder or archive that was chosen; a single file's path is its name. */
export interface ImportFile {
  path: string;
  file: Blob;
}

/** What a person chose in the preview; absent: recognised or guessed. */
export interface ImportChoices {
  format?: string;
  language?: string;
  columns?: Columns;
}

export type ImportRequest =
  /** Reads the files and answers with a `preview`. */
  | { type: 'read'; name: string; files: ImportFile[] }
  /** Reads the same files as the choices say; answered by a `preview`. */
  | { type: 'preview'; choices: ImportChoices }
  /** Asks Wikipedia for pages by title; answered by a `preview`. */
  | { type: 'pages'; titles: string[]; language: string }
  /** Finds the names of a corpus with a pretrained model; answered by a `preview` of the corpus that has them. */
  | { type: 'annotate'; corpus: Corpus; source: NameModelSource }
  /** Asks for the corpus of the last preview; answered by `corpus`. */
  | { type: 'take' }
  /** Asks for a corpus as a zip archive of our format; answered by `packed`. */
  | { type: 'pack'; corpus: Corpus };

/**
 * `reading`: bytes of all files; `records`: documents and questions taken, of a number that is not known (0); `pages`: of Wikipedia;
 * `model`: bytes of a pretrained model; `names`: sentences in which names have been looked for.
 */
export interface ImportProgress {
  stage: 'reading' | 'unpacking' | 'records' | 'packing' | 'pages' | 'model' | 'names';
  done: number;
  total: number;
}

export type ImportEvent =
  | { type: 'progress'; progress: ImportProgress }
  | { type: 'preview'; preview: ImportPreview }
  | { type: 'corpus'; corpus: Corpus }
  | { type: 'packed'; bytes: Uint8Array<ArrayBuffer> }
  /** In place of an answer. */
  | { type: 'failed'; error: ErrorReport };
