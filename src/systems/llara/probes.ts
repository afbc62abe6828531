/** The questions that a LLaRA run answers between two steps. */
import type { MaskBits } from '../../graph/ops/attention-mask.ts';
import type { CheckpointFiles, Metrics, Moment } from '../../run/records.ts';

/** A token that an embedding predicts. */
export interface TokenGuess {
  token: string;
  probability: number;
  /** It is one of the tokens that the loss asks for. */
  isTarget: boolean;
}

/** Where a token of the joint prompt belongs: the text, the words of a prompt, or one of the slots whose states make the embedding. */
export type PromptPart = 'text' | 'self' | 'selfSlot' | 'next' | 'nextSlot';

/** One block in the joint pass of EBAE and EBAR. The arrays have one entry a token, without padding. */
export interface LlaraJoint extends Moment {
  block: number;
  tokens: string[];
  parts: PromptPart[];
  /** Row of the position table. */
  positions: number[];
  /** Which token sees which: the bits that the kernel reads. */
  mask: MaskBits;
  /** The ten likeliest tokens by the EBAE embedding; targets are tokens of the text. */
  self: TokenGuess[];
  /** The ten likeliest tokens by the EBAR embedding; targets are tokens of the next sentence. */
  next: TokenGuess[];
  /** The next sentence, token by token; empty if none follows. */
  nextTokens: string[];
  /** How many of the blocks and of the single sentences are followed by one, so that EBAR trains on them; a text of training is either in half of the cases. */
  followed: Readonly<Record<'blocks' | 'sentences', { count: number; of: number }>>;
}

/** A block that was found. */
export interface Hit {
  block: number;
  title: string;
  text: string;
  score: number;
  /** It answers the question, as far as the corpus says so. */
  answers: boolean;
}

/** A question and what three retrievers find, best first, copies counted once. */
export interface LlaraSearch extends Moment {
  question: string;
  /** It is a question of the corpus, so it is known which blocks answer it. */
  isKnown: boolean;
  /** Tokens of the question that are not in the vocabulary. */
  unknown: number;
  /** Tokens at its end for which a query has no room. */
  cut: number;
  /** Scores are cosines. */
  llara: Hit[];
  /** Scores are BM25's. */
  lexical: Hit[];
  /** Scores are inner products; null: the retriever that was named does not stand beside the run. */
  realm: Hit[] | null;
}

/** A saved REALM run whose retriever is to stand beside the run. */
export interface SavedRealm {
  /** A name for it, for later searches. */
  id: string;
  files: CheckpointFiles;
}

/** A question of the corpus, of which it is known which blocks answer it. */
export interface LlaraQuestion {
  question: string;
  /** Its subject is held out of training. */
  heldOut: boolean;
}

/** Queries and answers by the name of the probe. */
export interface LlaraProbes {
  joint: { query: { block: number }; answer: LlaraJoint };
  /** `beside`: the id of the retriever that searches, too; null: none. */
  search: { query: { question: string; count: number; beside: string | null }; answer: LlaraSearch };
  /**
   * Puts a saved retriever beside the run in place of the one before, and answers with its metrics over the questions of the curves; null: takes the one
   * away that stands there. If it is refused, the one before stays.
   */
  beside: { query: SavedRealm | null; answer: Metrics | null };
  /** Up to `limit` questions of the corpus to try, those about held-out subjects first. */
  questions: { query: { limit: number }; answer: LlaraQuestion[] };
}
