/** The interface of the importers. Each is one file for one format, registered in `importers` (import.ts). */
import type { Corpus } from '../corpus/corpus.ts';

/** The user's input: a file, an unpacked archive, or a folder. */
export interface ImportInput {
  /** Name of the file or folder, for titles and messages. */
  name: string;
  /** By path, without the folders that contain all of them. */
  files: ReadonlyMap<string, Uint8Array>;
  /** How many files were left out because systems hide them, such as `.DS_Store` and `__MACOSX`. */
  hidden?: number;
}

/** Choices of the user; every importer has a default for each. */
export interface ImportOptions {
  /** Id of an importer; absent: the format is recognised by content. */
  format?: string;
  /** BCP 47; absent: guessed from the script. */
  language?: string;
  /** CSV, TSV and JSON Lines: what each column or key contains; those not named are guessed. */
  columns?: Columns;
  /** Called from time to time with the number of records so far. */
  onProgress?: (documents: number, questions: number) => void;
}

/**
 * Names of columns (or keys); in a table without a header the name of a column is its number, counted from 1. null: there is no such column,
 * even if a name suggests one.
 */
export interface Columns {
  text?: string | null;
  title?: string | null;
  id?: string | null;
  subject?: string | null;
  question?: string | null;
  /** Absent: questions are numbered. */
  questionId?: string | null;
  /** One answer, a JSON list of answers, or several separated by bars: `Warsaw | Warszawa`. */
  answers?: string | null;
}

/** The columns that exist. */
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
  /** Whether the input looks like this format. It is fast and never throws. */
  recognises(input: ImportInput): boolean;
  /** @throws RetrogradError `bad-corpus`: the message names file, line and fix */
  read(input: ImportInput, options: ImportOptions): ImportResult;
}
