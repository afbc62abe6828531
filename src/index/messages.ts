/**
 * What the train worker and an index worker say to each other, and what the double buffer tells of a refresh. The train worker's own
 * contract with the page (src/worker/protocol.ts) passes these types on.
 */

import type { EmbedderConfig, EmbedderSnapshot } from '../models/config.ts';
import type { TokenSequences } from '../text/tokenizer/tokens.ts';
import type { ErrorReport } from '../util/errors.ts';
import type { IndexSettings } from './settings.ts';

/** From the train worker to an index worker. */
export type IndexRequest =
  | { type: 'init'; documents: TokenSequences; config: EmbedderConfig; settings: IndexSettings }
  /**
   * Embeds every document with the snapshot and builds the index; `query` is the embedder that later searches use. `probes`: documents whose
   * embeddings `built` brings along, in place of a recall: a worker that holds some of the documents cannot tell that of them all.
   */
  | { type: 'build'; buildId: number; document: EmbedderSnapshot; query: EmbedderSnapshot; probes?: Int32Array }
  /**
   * The k nearest of each query by inner product. `queries` are token ids, or `embeddings` (n, projection) made elsewhere. `exact`: by brute
   * force, whatever the index.
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
  /** `recall`: recall@8, NaN where `probes` were asked for; these are (number of probes, projection), row-major. */
  | { type: 'built'; buildId: number; embedMs: number; buildMs: number; recall: number; probes?: Float32Array }
  /** Row-major (n, k); where fewer than k exist, document −1 with score −Infinity. */
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
  message?: string;
}
