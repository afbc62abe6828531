/** Facts as cloze sentences: what the parameters know, and what the documents of the index know. */
import type { ClozeFigures } from '../../eval/cloze.ts';
import type { Moment } from '../../run/records.ts';

/** Facts about subjects that are held out of training, and about others. */
export const factGroups = ['heldOut', 'trained'] as const;
export type FactGroup = (typeof factGroups)[number];

/**
 * What is read with the sentence: the null document alone, if the run has it in training, too; the top k of exact search with the current parameters; the
 * same in the corpus with every fact changed, without a training step.
 */
export const factSources = ['parameters', 'index', 'edited'] as const;
export type FactSource = (typeof factSources)[number];

/** Sentences of the drawn order that were passed over, by the reason. */
export interface SkippedFacts {
  severalTokens: number;
  unknown: number;
  noCandidates: number;
}

/** The figures of one group. */
export interface FactRow {
  /** Null where the run has no null document. */
  parameters: ClozeFigures | null;
  index: ClozeFigures;
  /** Of the new values, over the facts that got one; `old`: the share of them whose first word is still the old value. Null where facts cannot be changed. */
  edited: (ClozeFigures & { old: number | null }) | null;
  skipped: SkippedFacts;
}

/** The first word of a distribution, and where the answer stands in it, from 1. */
export interface SaidWord {
  word: string;
  probability: number;
  rank: number;
}

/** One fact. */
export interface FactReading {
  group: FactGroup;
  /** The sentence up to the blank, and after it. */
  before: string;
  after: string;
  answer: string;
  /** Its value in the changed corpus; null: it has none. */
  changed: string | null;
  parameters: SaidWord | null;
  index: SaidWord;
  /** Its rank is that of the new value. */
  edited: SaidWord | null;
}

export interface FactsAnswer extends Moment {
  groups: Record<FactGroup, FactRow>;
  readings: FactReading[];
}

export interface FactProbes {
  facts: { query: Record<string, never>; answer: FactsAnswer };
}
