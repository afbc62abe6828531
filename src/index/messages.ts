/**
 * Messages between the train worker and an index worker, and the events of a refresh. The train worker's contract with the page
 * (src/worker/protocol.ts) uses these types too.
 */

import type { EncoderConfig, EncoderSnapshot } from '../models/config.ts';
import type { TokenSequences } from '../text/tokenizer/tokens.ts';
import type { ErrorReport } from '../util/errors.ts';
import type { Sentence } from '../util/sentence.ts';
import type { IndexSettings } from './settings.ts';

/** From the train worker to an index worker. */
export type IndexRequest =
  | { type: 'init'; documents: TokenSequences; config: EncoderConfig; settings: IndexSettings }
  /**
   * Embeds every document with the snapshot and builds the index; `query` is the embedder of later searches. `probes`: documents whose
   * embeddings are sent with `built` instead of a recall, because a worker that holds only some of the documents cannot measure it.
   */
  | { type: 'build'; buildId: number; document: EncoderSnapshot; query: EncoderSnapshot; probes?: Int32Array }
  /**
   * Searches for the k nearest documents of each query by inner product. Queries are token ids (`queries`) or `embeddings` (n, dimension).
   * `exact`: by brute force, whatever the kind of the index.
   */
  | {
      type: 'search';
      requestId: number;
      k: number;
      queries?: TokenSequences;
      embeddings?: Float32Array;
      exact?: boolean;
    };

/** From an index worker to the train worker. */
export type IndexEvent =
  /** Sent at least once a second while the worker works, so that the watchdog (watchdog.ts) can tell slow work from a hanging worker. */
  | { type: 'heartbeat' }
  | { type: 'progress'; buildId: number; stage: 'embed' | 'build'; done: number; total: number }
  /** `recall`: recall@8, NaN if the request named `probes`; `probes` are (number of probes, dimension), row-major. */
  | { type: 'built'; buildId: number; embedMs: number; buildMs: number; recall: number; probes?: Float32Array }
  /** Row-major (n, k); filled up with document −1 and score −Infinity if fewer than k exist. */
  | { type: 'found'; requestId: number; documents: Int32Array; scores: Float32Array }
  | { type: 'failed'; buildId?: number; requestId?: number; error: ErrorReport };

export interface RefreshEvent {
  stage: 'requested' | 'embedding' | 'building' | 'swapped' | 'failed';
  requestedAtStep: number;
  step: number;
  done: number;
  total: number;
  embedMs: number;
  buildMs: number;
  /** In English, and as a sentence for other languages. */
  message?: string;
  said?: Sentence;
}
