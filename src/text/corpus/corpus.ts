/**
 * The corpus model: `manifest.json` beside `documents.jsonl` and `questions.jsonl`.
 * Every import is turned into this model, so no code above knows where a text came from.
 */
import type { SalientSpan } from '../tokenizer/tokens.ts';
import type { LabelledSet } from './labelled.ts';

/** Ids of the corpora that come with the playground: those of `generatedCorpora` are generated, the others are in public/corpus. */
export const bundledCorpora = [
  'bios',
  'bios-2l',
  'blanks',
  'reviews',
  'pairs',
  'island',
  'tasks',
  'atlas',
  'atlas-2l',
  'atlas-zh',
] as const;
export const generatedCorpora = [
  'bios',
  'bios-2l',
  'blanks',
  'reviews',
  'pairs',
  'island',
  'tasks',
] as const satisfies readonly (typeof bundledCorpora)[number][];
/** Exercises for a system of their own, and no text that another would learn from. */
export const exerciseCorpora: readonly string[] = ['pairs', 'tasks'] satisfies (typeof bundledCorpora)[number][];
/** Folders under public/corpus with labelled sentences (labelled.ts). */
export const labelledSets = ['reviews-labelled'] as const;

/** Those of the bundled corpora whose documents are in more than one language. */
export const multilingualCorpora: readonly string[] = [
  'bios-2l',
  'atlas-2l',
] satisfies (typeof bundledCorpora)[number][];

export interface Document {
  id: string;
  title: string;
  text: string;
  /** What the document is about; facts are held out of training by subject. Absent: the document is its own subject. */
  subject?: string;
  /** Salient spans of `text`, in order, without overlap. Absent: they are detected. */
  spans?: SalientSpan[];
  /** BCP 47. Absent: the language of the corpus. */
  language?: string;
  /** Id of the document in another language that tells the same facts, in this corpus or in another part of one (parts.ts). */
  parallel?: string;
}

export interface Question {
  id: string;
  question: string;
  /** Accepted answers. None if a collection only judges documents (BEIR). */
  answers: string[];
  /** An answer between slashes is a regular expression (pattern.ts). Absent: it is a text like any other. */
  patterns?: boolean;
  /** Ids of the documents that contain the answer; absent: every document that contains an answer counts. */
  documents?: string[];
  /** How relevant each of `documents` is, from 1; absent: all are 1. */
  grades?: number[];
  /** It is searched among the documents of this language alone. Absent: among all. */
  searchLanguage?: string;
}

export interface Manifest {
  id: string;
  title: string;
  licence: string;
  source: string;
  documents: number;
  questions: number;
  /** BCP 47, e.g. `en`, `zh`; `mul` if its documents are in several languages and name their own. */
  language: string;
  /** Ids of the corpora that it consists of (parts.ts). Absent: its documents are its own. */
  parts?: string[];
  /** Further sets of questions, each in a file of its own beside `questions.jsonl`. */
  questionSets?: QuestionSet[];
}

/** Describes a set of questions beside the default one. */
export interface QuestionSet {
  /** A slug other than `default`. */
  id: string;
  title: string;
  /** A name without folders, e.g. `questions-reworded.jsonl`. */
  file: string;
  /** How many. */
  questions: number;
}

export interface Corpus {
  manifest: Manifest;
  documents: Document[];
  questions: Question[];
  /** The questions of each of `manifest.questionSets`, by its id. Absent: there are none. */
  furtherQuestions?: Record<string, Question[]>;
  /** Sentences that a classifier is fine-tuned on and measured by. Absent: there are none, or the run has no use for them. */
  labelled?: LabelledSet;
}

/** The language of a document. */
export const languageOf = (document: Pick<Document, 'language'>, { language }: Pick<Manifest, 'language'>): string =>
  document.language ?? language;
