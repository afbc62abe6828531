/**
 * What an index worker does, apart from being a worker: holds the documents, builds an index from a snapshot in slices, and answers
 * searches, between slices too, from the newest index that is finished. One thing at a time runs in onnxruntime-web.
 */

import type { EmbedderConfig, EmbedderSnapshot } from '../models/config.ts';
import type { TokenSequences } from '../text/tokenizer/tokens.ts';
import { RetrogradError, toErrorReport } from '../util/errors.ts';
import { createEmbedder, type Embedder } from './embedder.ts';
import { ExactIndex, recallAt } from './exact.ts';
import { type HnswLibrary, loadHnsw } from './hnsw.ts';
import type { IndexEvent, IndexRequest } from './messages.ts';
import { recallDepth, recallProbes } from './recall.ts';
import { buildVectorIndex, checkFinite } from './search-index.ts';
import type { IndexSettings } from './settings.ts';
import type { VectorIndex } from './vector-index.ts';

type BuildRequest = Extract<IndexRequest, { type: 'build' }>;
type SearchRequest = Extract<IndexRequest, { type: 'search' }>;

/** A finished index with the vectors it was built from, (n, dimension), and the embedder of the queries that it answers. */
interface Served {
  index: VectorIndex;
  vectors: Float32Array;
  query: Embedder;
}

interface Corpus {
  documents: TokenSequences;
  config: EmbedderConfig;
  settings: IndexSettings;
}

/** Work goes on for so long, in milliseconds, before messages are looked at. */
const sliceMs = 10;
const progressEvents = 10;

export class IndexServer {
  private corpus: Corpus | null = null;
  private served: Served | null = null;
  private building = false;
  private readonly waiting: SearchRequest[] = [];
  private answering: Promise<void> | null = null;
  private lastPause = 0;
  /** Loaded once for all builds. */
  private hnsw: Promise<HnswLibrary> | undefined;

  constructor(
    private readonly post: (event: IndexEvent, transfer?: Transferable[]) => void,
    /** Stands in for onnxruntime-web in tests. */
    private readonly makeEmbedder: typeof createEmbedder = createEmbedder,
  ) {}

  /** Takes a request; whatever goes wrong is posted as `failed`. */
  receive(request: IndexRequest): void {
    switch (request.type) {
      case 'init':
        this.corpus = { documents: request.documents, config: request.config, settings: request.settings };
        return;
      case 'build':
        void this.build(request);
        return;
      case 'search':
        this.waiting.push(request);
        if (!this.building) void this.answer();
        return;
      default:
        request satisfies never;
    }
  }

  private async build(request: BuildRequest): Promise<void> {
    const { buildId } = request;
    if (this.building) {
      const error = new RetrogradError('index-failed', 'An index is being built already: wait for it.');
      this.post({ type: 'failed', buildId, error: toErrorReport(error) });
      return;
    }
    this.building = true;
    let outcome: IndexEvent;
    try {
      await this.answer(); // lets a search that has begun come to its end
      outcome = await this.buildAndSwap(request);
    } catch (error) {
      outcome = { type: 'failed', buildId, error: toErrorReport(error) };
    }
    this.building = false;
    this.post(outcome); // last, so that whoever hears it may ask for the next build at once
    void this.answer();
  }

  private async buildAndSwap({ buildId, document, query, probes }: BuildRequest): Promise<IndexEvent> {
    const { documents, settings } = checked(this.corpus, document, query);
    const begun = performance.now();
    const documentEmbedder = await this.makeEmbedder(document, settings.provider);
    let queryEmbedder: Embedder | undefined;
    let vectors: Float32Array;
    let embedMs: number;
    let index: VectorIndex | undefined;
    try {
      vectors = await documentEmbedder.embed(documents, this.progress(buildId, 'embed', true));
      embedMs = performance.now() - begun;
      const dimension = document.config.projection;
      if (settings.kind === 'hnsw') this.hnsw ??= loadHnsw();
      index = await buildVectorIndex(vectors, dimension, settings, this.progress(buildId, 'build', false), this.hnsw);
      const buildMs = performance.now() - begun - embedMs;
      const measured = probes
        ? { recall: Number.NaN, probes: rowsOf(vectors, dimension, probes) }
        : { recall: settings.kind === 'exact' ? 1 : await this.recall(index, vectors) };
      // Structured clone keeps identity inside one message: a shared embedder arrives as one object.
      queryEmbedder = query === document ? documentEmbedder : await this.makeEmbedder(query, settings.provider);
      const before = this.served;
      this.served = { index, vectors, query: queryEmbedder };
      index = undefined; // no longer ours to destroy
      before?.index.destroy();
      await before?.query.destroy();
      return { type: 'built', buildId, embedMs, buildMs, ...measured };
    } catch (error) {
      index?.destroy();
      throw error;
    } finally {
      if (queryEmbedder !== documentEmbedder) await documentEmbedder.destroy();
    }
  }

  /** Mean recall@8 against exact search, the embeddings of up to 100 documents as queries; 1 where there are none. */
  private async recall(index: VectorIndex, vectors: Float32Array): Promise<number> {
    const exact = new ExactIndex(vectors, index.dimension);
    const probes = recallProbes(index.size);
    let sum = 0;
    for (const probe of probes) {
      const query = vectors.subarray(probe * index.dimension, (probe + 1) * index.dimension);
      sum += recallAt(recallDepth, index.search(query, recallDepth), exact.search(query, recallDepth));
      await this.breathe(false);
    }
    return probes.length > 0 ? sum / probes.length : 1;
  }

  /** Posts about ten progress events a stage, and serves messages after each batch or slice. */
  private progress(
    buildId: number,
    stage: 'embed' | 'build',
    everyCall: boolean,
  ): (done: number, total: number) => Promise<void> {
    let told = 0;
    return async (done, total) => {
      const part = Math.floor((done * progressEvents) / Math.max(total, 1));
      if (part > told) {
        told = part;
        this.post({ type: 'progress', buildId, stage, done, total });
      }
      await this.breathe(everyCall);
    };
  }

  /** Lets messages in and answers searches, unless that was done a moment ago. */
  private async breathe(always: boolean): Promise<void> {
    if (!always && performance.now() - this.lastPause < sliceMs) return;
    await macrotask();
    await this.answer();
    this.lastPause = performance.now();
  }

  /** Answers every search that waits; a call while another is at it waits for that one. */
  private answer(): Promise<void> {
    this.answering ??= this.answerAll().finally(() => {
      this.answering = null;
    });
    return this.answering;
  }

  private async answerAll(): Promise<void> {
    for (let request = this.waiting.shift(); request; request = this.waiting.shift()) {
      try {
        await this.search(request);
      } catch (error) {
        this.post({ type: 'failed', requestId: request.requestId, error: toErrorReport(error) });
      }
    }
  }

  private async search({ requestId, k, queries, embeddings, exact }: SearchRequest): Promise<void> {
    const { served } = this;
    if (!served) {
      throw new RetrogradError('index-failed', 'There is no index to search yet: wait for the first build.');
    }
    const { dimension } = served.index;
    const vectors = embeddings ?? (queries ? await served.query.embed(queries) : new Float32Array(0));
    const count = vectors.length / dimension;
    if (!Number.isInteger(count)) {
      throw new RetrogradError(
        'index-failed',
        `The query embeddings hold ${vectors.length} numbers, no multiple of the index's ${dimension} dimensions. Embed them with the model that the index was built from.`,
      );
    }
    checkFinite(vectors, dimension, 'query');
    const documents = new Int32Array(count * k).fill(-1);
    const scores = new Float32Array(count * k).fill(Number.NEGATIVE_INFINITY);
    const index = exact ? new ExactIndex(served.vectors, dimension) : served.index;
    for (let i = 0; i < count; i++) {
      const found = index.search(vectors.subarray(i * dimension, (i + 1) * dimension), k);
      documents.set(found.ids, i * k);
      scores.set(found.scores, i * k);
    }
    this.post({ type: 'found', requestId, documents, scores }, [documents.buffer, scores.buffer]);
  }
}

/** The corpus, or the reason why these snapshots cannot be used with it. */
function checked(corpus: Corpus | null, document: EmbedderSnapshot, query: EmbedderSnapshot): Corpus {
  if (!corpus) throw new RetrogradError('index-failed', 'The index worker has no documents yet: send `init` first.');
  for (const field of ['vocabularySize', 'maxLength', 'projection'] as const) {
    if (document.config[field] !== corpus.config[field]) {
      throw new RetrogradError(
        'index-failed',
        `The snapshot's ${field} is ${document.config[field]}, the index was opened with ${corpus.config[field]}: open the run anew.`,
      );
    }
  }
  if (query.config.projection !== document.config.projection) {
    throw new RetrogradError(
      'index-failed',
      `Queries are projected to ${query.config.projection} dimensions, documents to ${document.config.projection}: they must agree.`,
    );
  }
  return corpus;
}

/** Copies rows out of (n, dimension). */
function rowsOf(vectors: Float32Array, dimension: number, rows: Int32Array): Float32Array {
  const out = new Float32Array(rows.length * dimension);
  rows.forEach((row, i) => {
    out.set(vectors.subarray(row * dimension, (row + 1) * dimension), i * dimension);
  });
  return out;
}

/** Resolves after messages that wait have been received; unlike a timer it is not held back to 4 ms. */
function macrotask(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
