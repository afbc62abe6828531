/** Queries and answers of three pre-trainings by the name of the probe. */

import type { FormatStart } from '../../models/pretraining.ts';

/** What a phase computes: a pre-training, or the format. */
export interface PhaseCompute {
  phase: string;
  steps: number;
  /** Multiplications and additions of a step in matrix products and attention, forward and backward. */
  flopsPerStep: number;
}

export interface WrittenToken {
  token: string;
  /** Given what stands before it. */
  probability: number;
}

/** How a text was read. */
export interface Read {
  /** Its tokens, without [CLS]. A word that the vocabulary lacks is `[UNK]`. */
  tokens: string[];
  /** The words that the vocabulary lacks. */
  unknown: string[];
}

/** What a model writes, the likeliest token every time. */
export interface Writing {
  written: WrittenToken[];
  /** False: it was cut at its maximum length. */
  isEnded: boolean;
}

export interface Written extends Read, Writing {}

export interface FilledPlace extends Read {
  /** The five likeliest tokens at the blank, the likeliest first. */
  likeliest: WrittenToken[];
}

/** What each model writes for a sentence that it translates into a form. */
export interface Translated extends Read {
  models: Record<FormatStart, Writing>;
}

/** A sentence that is trained on, with its form. */
export interface FormPair {
  text: string;
  form: string;
}

/** Blanks are written as ___, one in a text. */
export interface PretrainingProbes {
  compute: { query: Record<string, never>; answer: PhaseCompute[] };
  /** The decoder goes on with a text. */
  continue: { query: { text: string }; answer: Written };
  /** The encoder at a blank of one token. */
  fill: { query: { text: string }; answer: FilledPlace };
  /** The encoder–decoder at a blank of any length. */
  write: { query: { text: string }; answer: Written };
  /** Both models of the phase `format` on a sentence. */
  translate: { query: { text: string }; answer: Translated };
  /** The first pairs that they are trained on. */
  pairs: { query: Record<string, never>; answer: FormPair[] };
}
