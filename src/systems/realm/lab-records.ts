/** Queries and answers of the masking lab: one sentence, masked by hand or by a strategy, and the results of the model and of BM25. */

import type { MaskingSettings } from '../../text/salient/masking.ts';
import type { SalientSpan } from '../../text/tokenizer/tokens.ts';
import type { CandidateView, LexicalCandidate, PieceProbability } from './views.ts';

export type MaskingStrategy = MaskingSettings['strategy'];

/** A sentence of the corpus (`index` modulo their number), or a typed text. */
export type LabSentence = { index: number } | { text: string };

/** Token positions within the sentence, or a strategy's choice with this seed. */
export type LabMasking = { positions: readonly number[] } | { strategy: MaskingStrategy; seed: number };

/** A passage that is read in other words than the corpus has. */
export interface LabEdit {
  document: string;
  /** Its words in the corpus. */
  before: string;
  /** The words to read; what the models have no room for is cut. */
  text: string;
}

export interface LabQuery {
  sentence: LabSentence;
  masking: LabMasking;
  /** Whether the null document is one of the candidates. */
  nullDocument: boolean;
  /** Whether the source document may be retrieved. */
  allowTrivial: boolean;
  /** Null or absent: the corpus as it is. */
  edit?: LabEdit | null;
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
  /** Positions of the masked tokens, ascending. */
  masked: number[];
  /** The largest number of tokens that can be masked. */
  maxMasks: number;
  /** Null for a typed sentence, which belongs to no document. */
  heldOut: boolean | null;
  sourceDocument: string | null;
  /** What found the candidates: the serving index, with its age in steps, or exact search over fresh embeddings if there is no index yet. */
  search: { by: 'index'; age: number } | { by: 'exact' };
  /** Why training would skip this example, so that there is no reading; otherwise null. */
  skipped: string | null;
  /** Null if nothing is masked or the example is skipped. */
  reading: LabReading | null;
  /** BM25's ranking for the unmasked words, best first; empty if nothing is masked. */
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

/** Results of one way of masking over many sentences. */
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
  /** The number of sentences, which are the same for every strategy and have a span that can be masked. */
  sentences: number;
  rows: LabSummaryRow[];
}
