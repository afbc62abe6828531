/**
 * The corpus model: `manifest.json` beside `documents.jsonl` and `questions.jsonl`.
 * Every import is turned into this model, so no code above knows where a text came from.
 */
import type { SalientSpan } from '../tokenizer/tokens.ts';

/** Ids of the corpora that come with the playground: `bios` is generated, the others are in public/corpus. */
export const bundledCorpora = ['bios', 'atlas', 'atlas-zh'] as const;

export interface Document {
  id: string;
  title: string;
  text: string;
  /** What the document is about; facts are held out of training by subject. Absent: the document is its own subject. */
  subject?: string;
  /** Salient spans of `text`, in order, without overlap. Absent: they are detected. */
  spans?: SalientSpan[];
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
}

export interface Manifest {
  id: string;
  title: string;
  licence: string;
  source: string;
  documents: number;
  questions: number;
  /** BCP 47, e.g. `en`, `zh`. */
  language: string;
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
}
