/**
 * One index held by several workers (shards): each embeds and indexes consecutive documents; a search goes to all of them, and the best
 * answers are merged. It looks like one index worker to the double buffer (src/index/refresh.ts). If one shard is lost, the whole index is
 * lost and started again. Document d of shard s is document `first_s + d` of the whole.
 */

import { sequenceCount } from '../text/tokenizer/tokens.ts';
import { type ErrorReport, RetrogradError, toErrorReport } from '../util/errors.ts';
import { sentence } from '../util/sentence.ts';
import type { IndexEvent, IndexRequest } from './messages.ts';
import { recallDepth, recallProbes } from './recall.ts';
import type { IndexSettings } from './settings.ts';
import { mergeAnswers, mergedRecall, type ShardAnswer, ShardAnswers } from './shard-answers.ts';
import { ShardBuild } from './shard-build.ts';
import { sliceSequences, splitByTokens } from './shard-documents.ts';
import type { IndexWorkerLike } from './slot.ts';
import { silenceLimitMs, Watchdog } from './watchdog.ts';

type InitRequest = Extract<IndexRequest, { type: 'init' }>;
type BuildRequest = Extract<IndexRequest, { type: 'build' }>;
type SearchRequest = Extract<IndexRequest, { type: 'search' }>;
type BuiltEvent = Extract<IndexEvent, { type: 'built' }>;

interface Shard {
  worker: IndexWorkerLike;
  /** Its documents are `first … end` of the whole, the end excluded. */
  first: number;
  end: number;
  /** The build that it finished last. Its messages come in order, so its next answer was found in this build. */
  buildId: number | null;
  /** Each shard has its own, so that a shard that works does not hide one that hangs. */
  watchdog: Watchdog;
}

/** One index worker, or `builders` of them that act as one. */
export function startIndexWorker(
  builders: number,
  spawn: () => IndexWorkerLike,
  limitMs = silenceLimitMs,
): IndexWorkerLike {
  return builders > 1 ? new ShardedIndexWorker(builders, spawn, limitMs) : spawn();
}

/**
 * At most `builders` workers, one for each shard of the documents; they are started by `init`.
 *
 * - `built` is sent when every shard has built: `embedMs` and `buildMs` are the longest of any shard, `recall` is that of the merged search,
 *   measured with the same 100 documents as queries that a single worker would use.
 * - `progress` counts documents of all shards. Its stage is `embed` until the last shard has embedded.
 * - Queries given as token ids are embedded again by every shard; given as embeddings they are not.
 * - An answer is never mixed from two builds: after the first shard's `built` and before the last's, searches wait.
 * - A build that fails in one shard fails with that shard's error. A shard that dies, or that owes something and is silent for `limitMs`, is
 *   reported as an error event. Both end all the workers, as `terminate` does, and no message follows.
 * - A search that one shard refuses is refused; the workers go on.
 */
export class ShardedIndexWorker implements IndexWorkerLike {
  onmessage: IndexWorkerLike['onmessage'] = null;
  onerror: IndexWorkerLike['onerror'] = null;

  private shards: Shard[] = [];
  private size = 0;
  private settings: IndexSettings | null = null;
  private job: ShardBuild | null = null;
  private readonly answers = new ShardAnswers<Shard>();
  private waiting: (() => void)[] = [];
  private ended = false;

  constructor(
    private readonly builders: number,
    private readonly spawn: () => IndexWorkerLike,
    private readonly limitMs = silenceLimitMs,
  ) {}

  /** Throws what `spawn` and a worker's `postMessage` throw; `internal` if `init` is not the first message, or comes twice. */
  postMessage(request: IndexRequest): void {
    if (this.ended) return;
    if ((request.type === 'init') === (this.settings !== null)) {
      throw new RetrogradError('internal', 'ShardedIndexWorker: `init` must come first, and once.');
    }
    switch (request.type) {
      case 'init':
        this.init(request);
        return;
      case 'build':
        this.build(request);
        return;
      case 'search':
        void this.search(request);
        return;
      default:
        request satisfies never;
    }
  }

  terminate(): void {
    this.ended = true;
    for (const { worker, watchdog } of this.shards) {
      watchdog.stop();
      worker.onmessage = null;
      worker.onerror = null;
      worker.terminate();
    }
    this.shards = [];
    this.answers.clear();
    this.waiting = [];
  }

  private init({ documents, config, settings }: InitRequest): void {
    this.settings = settings;
    this.size = sequenceCount(documents);
    const bounds = splitByTokens(documents, this.builders);
    try {
      for (let i = 0; i + 1 < bounds.length; i++) {
        const worker = this.spawn();
        const watchdog = new Watchdog(this.limitMs, () => {
          const message = `nothing was heard of builder ${i + 1} of ${this.shards.length} for ${this.limitMs / 1000} s`;
          this.die({ message } as ErrorEvent);
        });
        const shard: Shard = { worker, first: bounds[i]!, end: bounds[i + 1]!, buildId: null, watchdog };
        this.shards.push(shard);
        worker.onmessage = ({ data }) => {
          watchdog.stop();
          this.receive(i, shard, data);
          if (this.owes(i, shard)) watchdog.start();
        };
        worker.onerror = (event) => this.die(event);
        worker.postMessage({
          type: 'init',
          documents: sliceSequences(documents, shard.first, shard.end),
          config,
          settings,
        });
      }
    } catch (error) {
      this.terminate(); // those that were started already
      throw error;
    }
  }

  private die(event: ErrorEvent): void {
    this.terminate();
    this.onerror?.(event);
  }

  /** True if the shard has something to build or to answer. */
  private owes(i: number, shard: Shard): boolean {
    if (this.ended) return false;
    return (this.job !== null && !this.job.hasFinished(i)) || this.answers.owes(shard);
  }

  private build(request: BuildRequest): void {
    const { buildId } = request;
    if (this.job) {
      const error = new RetrogradError('index-failed', sentence`An index is being built already: wait for it.`);
      this.send({ type: 'failed', buildId, error: toErrorReport(error) });
      return;
    }
    this.job = new ShardBuild(buildId, this.shards.length, this.size);
    const probes = this.settings!.kind === 'hnsw' ? recallProbes(this.size) : null;
    for (const { worker, first, end, watchdog } of this.shards) {
      const own = probes?.filter((probe) => probe >= first && probe < end).map((probe) => probe - first);
      watchdog.start();
      worker.postMessage(own ? { ...request, probes: own } : request);
    }
  }

  private receive(i: number, shard: Shard, event: IndexEvent): void {
    const { job } = this;
    switch (event.type) {
      case 'heartbeat':
        this.send(event);
        return;
      case 'progress':
        if (job?.buildId === event.buildId) {
          const merged = job.progress(i, event.stage, event.done);
          if (merged) this.send(merged);
        }
        return;
      case 'built':
        if (job?.buildId === event.buildId) this.built(job, i, shard, event);
        return;
      case 'found':
        this.answers.add(shard, event);
        return;
      case 'failed':
        if (event.requestId !== undefined) this.answers.refuse(event.requestId, event.error);
        else if (job && job.buildId === event.buildId) this.fail(job, shardError(i, this.shards, event.error));
        return;
      default:
        event satisfies never;
    }
  }

  // — building —————————————————————————————————————————————————————————————

  private built(job: ShardBuild, i: number, shard: Shard, event: BuiltEvent): void {
    shard.buildId = event.buildId;
    job.finish(i, event);
    if (!this.settled) return;
    for (const wake of this.waiting.splice(0)) wake();
    void this.finish(job);
  }

  private async finish(job: ShardBuild): Promise<void> {
    let recall = 1;
    try {
      if (this.settings!.kind === 'hnsw') recall = await this.measureRecall(job.probes());
    } catch (error) {
      this.fail(job, toErrorReport(error));
      return;
    }
    this.job = null;
    this.send(job.built(recall));
  }

  /** Mean recall@8 of the merged approximate search against the merged exact one; 1 if there are no documents. */
  private async measureRecall(embeddings: Float32Array): Promise<number> {
    const [approximate, exact] = await Promise.all([
      this.ask({ type: 'search', k: recallDepth, embeddings }),
      this.ask({ type: 'search', k: recallDepth, embeddings, exact: true }),
    ]);
    return mergedRecall(approximate, exact, recallDepth);
  }

  private fail(job: ShardBuild, error: ErrorReport): void {
    this.send({ type: 'failed', buildId: job.buildId, error });
    this.terminate(); // some of the shards may hold the new index, others the old one
  }

  // — searching ————————————————————————————————————————————————————————————

  /** True if every shard holds the same build, by the messages so far. */
  private get settled(): boolean {
    return this.shards.every((shard) => shard.buildId === this.shards[0]!.buildId);
  }

  private async search(request: SearchRequest): Promise<void> {
    const { requestId, k } = request;
    let answer: IndexEvent;
    try {
      const rows = mergeAnswers(await this.askSettled(request), k);
      const documents = new Int32Array(rows.length * k).fill(-1);
      const scores = new Float32Array(rows.length * k).fill(Number.NEGATIVE_INFINITY);
      rows.forEach((row, i) => {
        documents.set(row.ids, i * k);
        scores.set(row.scores, i * k);
      });
      answer = { type: 'found', requestId, documents, scores };
    } catch (error) {
      answer = { type: 'failed', requestId, error: toErrorReport(error) };
    }
    this.send(answer);
  }

  /** Answers that were all found in the same build: asks again if a shard has swapped in between. */
  private async askSettled(request: SearchRequest): Promise<ShardAnswer[]> {
    while (true) {
      while (!this.settled) {
        await new Promise<void>((resolve) => {
          this.waiting.push(resolve);
        });
      }
      const answers = await this.ask(request);
      if (answers.every((answer) => answer.buildId === answers[0]!.buildId)) return answers;
    }
  }

  /** Sends a request to every shard; rejects with the first refusal. */
  private ask(request: Omit<SearchRequest, 'requestId'>): Promise<ShardAnswer[]> {
    return this.answers.gather(request.k, this.shards, (requestId) => {
      for (const { worker, watchdog } of this.shards) {
        watchdog.start();
        worker.postMessage({ ...request, requestId });
      }
    });
  }

  private send(event: IndexEvent): void {
    if (!this.ended) this.onmessage?.(new MessageEvent<IndexEvent>('message', { data: event }));
  }
}

/** A shard counts its documents from 0: says which document of the whole its document 0 is. */
function shardError(i: number, shards: Shard[], { code, message }: ErrorReport): ErrorReport {
  const where = `Builder ${i + 1} of ${shards.length} (its document 0 is document ${shards[i]!.first})`;
  return { code, message: `${where}: ${message}` };
}
