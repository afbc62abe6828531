/** What the masking lab is asked and what it answers: one sentence, masked by hand or by a strategy, and what model and BM25 make of it. */

import type { MaskingSettings } from '../../text/salient/masking.ts';
import type { SalientSpan } from '../../text/tokenizer/tokens.ts';
import type { CandidateView, LexicalCandidate, PieceProbability } from './views.ts';

export type MaskingStrategy = MaskingSettings['strategy'];

/** The i-th sentence of the corpus (counted round), or a text that a person typed. */
export type LabSentence = { index: number } | { text: string };

/** Token positions within the sentence, or a strategy's choice with this seed. */
export type LabMasking = { positions: readonly number[] } | { strategy: MaskingStrategy; seed: number };

export interface LabQuery {
  sentence: LabSentence;
  masking: LabMasking;
  /** Whether the null document stands among the candidates. */
  nullDocument: boolean;
  /** Whether the source document may be retrieved. */
  allowTrivial: boolean;
}

export interface LabView {
  phase: string;
  step: number;
  /** Number of the corpus sentence; null for a typed one. */
  sentence: number | null;
  /** How many corpus sentences there are. */
  count: number;
  text: string;
  /** Ranges of the tokens in `text`. */
  tokens: { start: number; end: number }[];
  /** Tokens at the end of `text` for which the models have no room. */
  cut: number;
  /** Detected spans, ranges in `text`. */
  spans: SalientSpan[];
  /** Positions of the masked tokens, rising. */
  masked: number[];
  /** Most tokens that can be masked. */
  maxMasks: number;
  /** Null for a typed sentence, which belongs to no document. */
  heldOut: boolean | null;
  sourceDocument: string | null;
  /** Who found the candidates: the serving index and its age in steps, or, where there is none yet, exact search over fresh embeddings. */
  search: { by: 'index'; age: number } | { by: 'exact' };
  /** Why there is nothing to read, where training would skip this example. */
  skipped: string | null;
  /** Null where nothing is masked or the example is skipped. */
  reading: LabReading | null;
  /** BM25's ranking for the words that are left, best first; empty where nothing is masked. */
  lexical: LexicalCandidate[];
}

export interface LabReading {
  /** log p(y|x), nats. */
  logMarginal: number;
  /** RU = mean_j [log p(y_j|x) − log p(y_j|∅,x)], nats; null without the null document. */
  utility: number | null;
  /** p(∅|x); null without the null document. */
  nullProbability: number | null;
  candidates: CandidateView[];
  /** Per masked token the most probable pieces of Σ_z p(z|x) p(·|z,x). */
  predictions: PieceProbability[][];
}

/** How one way of masking does over many sentences. */
export interface LabSummaryRow {
  strategy: MaskingStrategy;
  /** Sentences that were read, and those that training would skip. */
  examples: number;
  skipped: number;
  /** Mean number of masked tokens. */
  masks: number | null;
  /** Mean RU, nats. */
  utility: number | null;
  /** Mean p(∅|x). */
  nullProbability: number | null;
}

export interface LabSummary {
  phase: string;
  step: number;
  /** Sentences with a maskable span, drawn once: the same ones for every strategy. */
  sentences: number;
  rows: LabSummaryRow[];
}
