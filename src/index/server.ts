/**
 * The work of an index worker, without the worker: holds the documents, builds an index of a snapshot in slices, and answers searches from
 * the newest finished index, also between slices. onnxruntime-web runs one thing at a time.
 */

import { dimensionOf, type EncoderConfig, type EncoderSnapshot } from '../models/config.ts';
import type { TokenSequences } from '../text/tokenizer/tokens.ts';
import { RetrogradError, toErrorReport } from '../util/errors.ts';
import { sentence } from '../util/sentence.ts';
import { createEmbedder, type Embedder } from './embedder.ts';
import { ExactIndex, recallAt } from './exact.ts';
import { Heartbeat } from './heartbeat.ts';
import { type HnswLibrary, loadHnsw } from './hnsw.ts';
import type { IndexEvent, IndexRequest } from './messages.ts';
import { recallDepth, recallProbes } from './recall.ts';
import { buildVectorIndex, checkFinite } from './search-index.ts';
import type { IndexSettings } from './settings.ts';
import type { VectorIndex } from './vector-index.ts';

type BuildRequest = Extract<IndexRequest, { type: 'build' }>;
type SearchRequest = Extract<IndexRequest, { type: 'search' }>;

/** A finished index with the vectors it was built from, (n, dimension), and the embedder of its queries. */
interface Served {
  index: VectorIndex;
  vectors: Float32Array;
  query: Embedder;
}

interface Corpus {
  documents: TokenSequences;
  config: EncoderConfig;
  settings: IndexSettings;
}

/** Work goes on for so long, in milliseconds, before messages are received. */
const sliceMs = 10;
/** Per stage of a build. */
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

  private readonly heartbeat: Heartbeat;

  constructor(
    private readonly send: (event: IndexEvent, transfer?: Transferable[]) => void,
    /** Tests replace onnxruntime-web here. */
    private readonly makeEmbedder: typeof createEmbedder = createEmbedder,
  ) {
    this.heartbeat = new Heartbeat(() => send({ type: 'heartbeat' }));
  }

  /** Receives a request; every error is posted as `failed`. */
  receive(request: IndexRequest): void {
    if (!this.building && !this.answering) this.heartbeat.restart();
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
      const error = new RetrogradError('index-failed', sentence`An index is being built already: wait for it.`);
      this.post({ type: 'failed', buildId, error: toErrorReport(error) });
      return;
    }
    this.building = true;
    let outcome: IndexEvent;
    try {
      await this.answer(); // finishes a search that has begun
      outcome = await this.buildAndSwap(request);
    } catch (error) {
      outcome = { type: 'failed', buildId, error: toErrorReport(error) };
    }
    this.building = false;
    this.post(outcome); // last, so that the receiver may request the next build at once
    void this.answer();
  }

  private async buildAndSwap({ buildId, document, query, probes }: BuildRequest): Promise<IndexEvent> {
    const { documents, settings } = checked(this.corpus, document, query);
    const begun = performance.now();
    const documentEmbedder = await this.heartbeat.during(this.makeEmbedder(document, settings.provider));
    let queryEmbedder: Embedder | undefined;
    let vectors: Float32Array;
    let embedMs: number;
    let index: VectorIndex | undefined;
    try {
      vectors = await documentEmbedder.embed(documents, this.progress(buildId, 'embed', true));
      embedMs = performance.now() - begun;
      const dimension = dimensionOf(document.config);
      if (settings.kind === 'hnsw') await this.heartbeat.during((this.hnsw ??= loadHnsw()));
      index = await buildVectorIndex(vectors, dimension, settings, this.progress(buildId, 'build', false), this.hnsw);
      const buildMs = performance.now() - begun - embedMs;
      const measured = probes
        ? { recall: Number.NaN, probes: rowsOf(vectors, dimension, probes) }
        : { recall: settings.kind === 'exact' ? 1 : await this.recall(index, vectors) };
      // Structured clone keeps identity inside one message: a snapshot that both share arrives as one object.
      queryEmbedder =
        query === document
          ? documentEmbedder
          : await this.heartbeat.during(this.makeEmbedder(query, settings.provider));
      const before = this.served;
      this.served = { index, vectors, query: queryEmbedder };
      index = undefined; // it is served: the catch below must not destroy it
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

  /** Mean recall@8 against exact search with the embeddings of up to 100 documents as queries; 1 if there are no documents. */
  private async recall(index: VectorIndex, vectors: Float32Array): Promise<number> {
    const exact = new ExactIndex(vectors, index.dimension);
    const probes = recallProbes(index.size);
    let sum = 0;
    for (const probe of probes) {
      const query = vectors.subarray(probe * index.dimension, (probe + 1) * index.dimension);
      sum += recallAt(recallDepth, index.search(query, recallDepth), exact.search(query, recallDepth));
      await this.serveMessages(false);
    }
    return probes.length > 0 ? sum / probes.length : 1;
  }

  /** Posts about ten progress events per stage, and serves messages after each batch or slice. */
  private progress(
    buildId: number,
    stage: 'embed' | 'build',
    everyCall: boolean,
  ): (done: number, total: number) => Promise<void> {
    let posted = 0;
    return async (done, total) => {
      const part = Math.floor((done * progressEvents) / Math.max(total, 1));
      if (part > posted) {
        posted = part;
        this.post({ type: 'progress', buildId, stage, done, total });
      }
      await this.serveMessages(everyCall);
    };
  }

  /** Receives messages and answers searches; unless `always`, only if that was last done more than `sliceMs` ago. */
  private async serveMessages(always: boolean): Promise<void> {
    this.heartbeat.beat();
    if (!always && performance.now() - this.lastPause < sliceMs) return;
    await macrotask();
    await this.answer();
    this.lastPause = performance.now();
  }

  /** Answers every waiting search; a call during another call waits for that one. */
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
      throw new RetrogradError('index-failed', sentence`There is no index to search yet: wait for the first build.`);
    }
    const { dimension } = served.index;
    const beat = () => this.heartbeat.beat();
    const vectors = embeddings ?? (queries ? await served.query.embed(queries, beat) : new Float32Array(0));
    const count = vectors.length / dimension;
    if (!Number.isInteger(count)) {
      throw new RetrogradError(
        'index-failed',
        sentence`The query embeddings hold ${vectors.length} numbers, which is no multiple of the index's ${dimension} dimensions. Embed them with the model of the index.`,
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
      beat();
    }
    this.post({ type: 'found', requestId, documents, scores }, [documents.buffer, scores.buffer]);
  }

  private post(event: IndexEvent, transfer?: Transferable[]): void {
    this.send(event, transfer);
    this.heartbeat.restart();
  }
}

/** The corpus. Throws `index-failed` with the reason if these snapshots do not fit it. */
function checked(corpus: Corpus | null, document: EncoderSnapshot, query: EncoderSnapshot): Corpus {
  if (!corpus)
    throw new RetrogradError('index-failed', sentence`The index worker has no documents yet: send \`init\` first.`);
  const [given, opened] = [sizesOf(document.config), sizesOf(corpus.config)];
  for (const name of ['vocabularySize', 'maxLength', 'dimension'] as const) {
    if (given[name] !== opened[name]) {
      throw new RetrogradError(
        'index-failed',
        sentence`The snapshot's ${name} is ${given[name]}, the index was opened with ${opened[name]}: open the run again.`,
      );
    }
  }
  const [queries, documents] = [dimensionOf(query.config), dimensionOf(document.config)];
  if (queries !== documents) {
    throw new RetrogradError(
      'index-failed',
      sentence`Queries are projected to ${queries} dimensions, documents to ${documents}: they must agree.`,
    );
  }
  return corpus;
}

function sizesOf(config: EncoderConfig) {
  const { vocabularySize, maxLength } = config;
  return { vocabularySize, maxLength, dimension: dimensionOf(config) };
}

/** Copies rows out of (n, dimension). */
function rowsOf(vectors: Float32Array, dimension: number, rows: Int32Array): Float32Array {
  const out = new Float32Array(rows.length * dimension);
  rows.forEach((row, i) => {
    out.set(vectors.subarray(row * dimension, (row + 1) * dimension), i * dimension);
  });
  return out;
}

/** Resolves after the waiting messages have been received. A timer would wait for 4 ms. */
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
