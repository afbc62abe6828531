/** What a run tells of itself: the page's curves, tables and examples, and the command line's JSON, are made of these. */

import type { RunConfig } from '../systems/realm/config.ts';
import type { Question } from '../text/corpus/corpus.ts';

export type Phase = 'ict' | 'warmup' | 'joint';

export interface CheckpointFiles {
  /** safetensors: parameters, Adam moments; step, phase and generator states in its metadata. */
  weights: ArrayBuffer;
  /** The RunConfig with model shapes, as JSON. */
  config: string;
  /** Hugging Face tokenizer.json. */
  tokenizer: string;
}

export interface SessionInfo {
  config: RunConfig;
  adapter: string;
  corpus: { title: string; documents: number; questions: number; language: string };
  vocabularySize: number;
  parameters: number;
  trainExamples: number;
  heldOutExamples: number;
  /** Why examples or documents were left out or cut, with counts. */
  skipped: Record<string, number>;
  questions: Question[];
}

/** One optimiser step. Values that a phase does not have are NaN. */
export interface StepRecord {
  step: number;
  loss: number;
  /** Batch mean of p(null|x). */
  nullProbability: number;
  /** Batch mean entropy of p(z|x) in nats. */
  entropy: number;
  /** Batch retrieval utility: mean of log p(y|x) − log p(y|∅,x), nats (REALM.md §1). */
  retrievalUtility: number;
  gradientNorm: number;
  /** Steps since the snapshot behind the serving index was taken ("off-policy delay"). */
  indexAge: number;
}

export interface Evaluation {
  phase: Phase;
  step: number;
  /** Held-out examples that were measured: those with candidates. */
  examples: number;
  /** How many training examples were left out of joint training so far, by reason. */
  skipped: Record<string, number>;
  /** Share of held-out examples whose masked tokens are all the argmax of the marginal. */
  heldOutAccuracy: number | null;
  /** Mean over held-out examples of log p(y|x), nats. */
  heldOutLogLikelihood: number | null;
  retrievalUtility: number | null;
  /** Zero-shot questions; null where the corpus has none. */
  recallAt1: number | null;
  recallAt5: number | null;
  /** BM25 on the same questions and blocks: the same at every step. */
  lexicalRecallAt1: number | null;
  lexicalRecallAt5: number | null;
  nullProbability: number | null;
  entropy: number | null;
  indexAge: number;
  /** Recall@8 of the index against exact search over the same embeddings. */
  indexRecall: number | null;
  /** Share of the fresh exact top-8 that the serving index returns: staleness and approximation together. */
  freshRecall: number | null;
  /** Share of held-out x whose answer stands in a candidate other than the source. */
  answerableShare: number | null;
}

/** One masked sentence with what was retrieved for it and what each candidate is worth. */
export interface ExampleView {
  phase: Phase;
  step: number;
  /** How many examples can be asked for by `inspect`. */
  count: number;
  index: number;
  heldOut: boolean;
  sourceDocument: string;
  sentence: string;
  masked: { start: number; end: number; text: string }[];
  /** log p(y|x) of the whole answer, nats. */
  logMarginal: number;
  candidates: CandidateView[];
  /** What BM25 would have retrieved for the words left in x: as many blocks as the retriever finds, best first. */
  lexical: LexicalCandidate[];
}

/** A piece of the vocabulary with its probability. */
export interface PieceProbability {
  text: string;
  probability: number;
}

export interface CandidateView {
  /** Document id; null for the null document. */
  document: string | null;
  title: string;
  text: string;
  /** Where the answer stands in `text`, for highlighting. */
  answers: { start: number; end: number }[];
  score: number;
  /** p(z|x) over these candidates, fresh θ. */
  prior: number;
  /** p(y|z,x): the product over the masked tokens. */
  likelihood: number;
  /** p(z|y,x) = p(y|z,x) p(z|x) / p(y|x). */
  posterior: number;
  /** r(z): the derivative of the training objective, log p(y|x) or its mean over the tokens, with respect to f(x,z), read from the backward pass. */
  gradient: number;
  /** RU(z|x) = log p(y|z,x) − log p(y|∅,x), nats; null without a null document. */
  utility: number | null;
  /** What the reader would say: most probable pieces at the first mask. */
  predictions: PieceProbability[];
  /** Its rank by BM25 among all blocks but the barred source, from 1; null for the null document, and where it is not among the best thousand. */
  lexicalRank: number | null;
}

/** A block as BM25 ranks it. */
export interface LexicalCandidate {
  document: string;
  title: string;
  text: string;
  answers: { start: number; end: number }[];
  /** BM25 in Lucene's form (index/bm25.ts). */
  score: number;
  /** Its place among the learned retriever's candidates, from 1, the null document left out; null where it is none of them. */
  learnedRank: number | null;
}
