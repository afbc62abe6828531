/** What every importer is: one file that knows one format, registered in `importers` (import.ts). */
import type { Corpus } from '../corpus/corpus.ts';

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
  /** CSV, TSV and JSON Lines: which column or key is what; those not named are guessed. */
  columns?: Columns;
  /** Told now and then how many records have been taken so far. */
  onProgress?: (documents: number, questions: number) => void;
}

/**
 * Names of columns (or keys); in a table without a header a column is named by its number, counted from 1. null: there is no
 * such column, whatever the names say.
 */
export interface Columns {
  text?: string | null;
  title?: string | null;
  id?: string | null;
  subject?: string | null;
  question?: string | null;
  /** One answer, a JSON list of them, or several with bars between: `Warsaw | Warszawa`. */
  answers?: string | null;
}

/** Columns that are there. */
export type FoundColumns = { [Role in keyof Columns]?: string };

export interface ImportResult {
  corpus: Corpus;
  /** What was left out or put right, in words, with counts. */
  skipped: Record<string, number>;
}

export interface Importer {
  id: string;
  /** For a menu, e.g. "SQuAD 1.1 or 2.0 (JSON)". */
  label: string;
  /** Whether the input looks like this format; fast, and never throws. */
  recognises(input: ImportInput): boolean;
  /** @throws RetrogradError `bad-corpus` that names file, line and fix */
  read(input: ImportInput, options: ImportOptions): ImportResult;
}
