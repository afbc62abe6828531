/** Views of a REALM run, as plain data for the page. */
/** One masked sentence with its candidates, and the probabilities and r(z) of each. */
export interface ExampleView {
  phase: string;
  step: number;
  /** How many examples can be requested. */
  count: number;
  index: number;
  heldOut: boolean;
  sourceDocument: string;
  sentence: string;
  /** BCP 47: of the sentence; absent where the corpus has one language, and in older recordings. */
  language?: string;
  masked: { start: number; end: number; text: string }[];
  /** e(x) under the newest θ, (projection); recordings of earlier versions do not have it. */
  query?: readonly number[];
  /** log p(y|x) of the whole answer, nats. */
  logMarginal: number;
  candidates: CandidateView[];
  /** What BM25 would have retrieved for the unmasked words of x: as many blocks as the retriever finds, best first. */
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
  /** BCP 47; absent where the corpus has one language, for the null document, and in older recordings. */
  language?: string;
  /** Where the answer stands in `text`, for highlighting. */
  answers: { start: number; end: number }[];
  score: number;
  /** p(z|x) over these candidates, fresh θ. */
  prior: number;
  /** p(y|z,x): the product over the masked tokens. */
  likelihood: number;
  /** p(z|y,x) = p(y|z,x) p(z|x) / p(y|x), or under the objective per token mean_j p(z|y_j,x). */
  posterior: number;
  /** r(z) = posterior − prior: the derivative of the training objective, log p(y|x) or its mean over the tokens, with respect to f(x,z), read from the backward pass. */
  gradient: number;
  /** RU(z|x) = log p(y|z,x) − log p(y|∅,x), nats; null without a null document. */
  utility: number | null;
  /** The reader's most probable pieces at the first mask. */
  predictions: PieceProbability[];
  /** Its rank by BM25 among all blocks but the barred source, from 1; null for the null document, and if it is not among the best thousand. */
  lexicalRank: number | null;
}

/** A block as BM25 ranks it. */
export interface LexicalCandidate {
  document: string;
  title: string;
  text: string;
  language?: string;
  answers: { start: number; end: number }[];
  /** BM25 in Lucene's form (index/bm25.ts). */
  score: number;
  /** Its rank by p(z|x) among the learned retriever's candidates, from 1, without the null document; null if it is not one of them. */
  learnedRank: number | null;
}
