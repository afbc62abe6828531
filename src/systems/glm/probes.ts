/** Questions to a GLM between two steps. */

import type { MaskBits } from '../../graph/ops/attention-mask.ts';

/** A text as it is corrupted in training, and how well it is filled. T tokens: Part A, then Part B. */
export interface GlmSample {
  /** The text before spans were taken out, as pieces of the vocabulary. */
  source: string[];
  /** Spans of `source`, half-open, in the order of Part B. */
  spans: { start: number; end: number }[];
  /** (T) what the model reads. */
  tokens: string[];
  /** Index of the first token of Part B. */
  partB: number;
  /** (T) what each token predicts; null in Part A. */
  targets: (string | null)[];
  /** (T) positions in the corrupted text; a token of B has that of its [MASK]. */
  first: number[];
  /** (T) positions within a span from 1; 0 in Part A. */
  second: number[];
  /** (T, T) which token sees which. */
  mask: MaskBits;
  /** (T) −log p(target) in nats; null in Part A. */
  losses: (number | null)[];
}

/** Blanks in a text, to be filled from left to right. */
export interface FillQuery {
  /** Blanks are written as three underscores, ___. */
  text: string;
  decoding: 'greedy' | 'beam' | 'sample';
  /** Divides the logits when sampling. */
  temperature: number;
  /** Number of hypotheses of a beam search. */
  beams: number;
  seed: number;
  /** Longest blank in tokens. */
  maxTokens: number;
  /** The masks of the blanks. Absent: those that were trained, the shortest blanks first. */
  mode?: BlankMode;
}

export interface FilledBlank {
  text: string;
  /** False: it was cut at its maximum length, without `eop`. */
  isEnded: boolean;
  /** One a token, with the likeliest others at its place. */
  steps: { token: string; probability: number; others: { token: string; probability: number }[] }[];
}

export interface Filled {
  /** The text between the blanks, and the blanks by their index. */
  pieces: (string | { blank: number })[];
  blanks: FilledBlank[];
  tokensPerSecond: number;
}

/** What a blank stands for: spans, whole sentences, or one long span. */
export const blankModes = ['token', 'sentence', 'document'] as const;
export type BlankMode = (typeof blankModes)[number];

/** A title from which an opening can be written. */
export interface Title {
  title: string;
  /** Its articles were not trained on. */
  isHeldOut: boolean;
}

/** Queries and answers of GLM's probes. */
export interface GlmProbes {
  /** How a block is corrupted with a seed. */
  sample: { query: { block: number; mode: BlankMode; seed: number }; answer: GlmSample };
  fill: { query: FillQuery; answer: Filled };
  /** Some titles of the corpus, in runs with `glm.titles`. */
  titles: { query: Record<string, never>; answer: Title[] };
}
