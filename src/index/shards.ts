/**
 * One index held by several workers: each embeds and indexes a run of consecutive documents, a search goes to all of them and the best
 * answers are merged. It looks like one index worker, so that the double buffer (src/index/refresh.ts) need not know: where a shard is lost
 * the whole is, and is started again as one. Document d of shard s is document `first_s + d` of the whole.
 */

import { sequenceCount } from '../text/tokenizer/tokens.ts';
import { type ErrorReport, RetrogradError, toErrorReport } from '../util/errors.ts';
import { recallAt } from './exact.ts';
import type { IndexEvent, IndexRequest } from './messages.ts';
import { recallDepth, recallProbes } from './recall.ts';
import type { IndexWorkerLike } from './refresh.ts';
import type { IndexSettings } from './settings.ts';
import { mergeAnswers, type ShardAnswer, ShardAnswers } from './shard-answers.ts';
import { sliceSequences, splitByTokens } from './shard-documents.ts';

type InitRequest = Extract<IndexRequest, { type: 'init' }>;
type BuildRequest = Extract<IndexRequest, { type: 'build' }>;
type SearchRequest = Extract<IndexRequest, { type: 'search' }>;
type BuiltEvent = Extract<IndexEvent, { type: 'built' }>;

interface Shard {
  worker: IndexWorkerLike;
  /** Its documents are `first … end` of the whole, the end excluded. */
  first: number;
  end: number;
  /** The build that it told of last. Its messages come in order, so this is the index that its next answer was found in. */
  buildId: number | null;
}

/** A build under way. */
interface Job {
  buildId: number;
  /** Documents that each shard is done with. */
  embedded: number[];
  indexed: number[];
  built: BuiltEvent[];
}

/** One index worker, or `builders` of them that act as one. */
export function startIndexWorker(builders: number, spawn: () => IndexWorkerLike): IndexWorkerLike {
  return builders > 1 ? new ShardedIndexWorker(builders, spawn) : spawn();
}

/**
 * At most `builders` workers, one for each shard of the documents; they are started by `init`.
 *
 * - `built` comes when every shard has built: `embedMs` and `buildMs` are the longest of any shard, `recall` is that of the merged search,
 *   measured with the same 100 documents as queries that one worker would take.
 * - `progress` counts documents of all shards. It is about embedding until the last shard has embedded.
 * - Queries given as token ids are embedded by every shard anew; given as embeddings they are not.
 * - An answer is never mixed from two builds: between the first shard's `built` and the last's, searches wait.
 * - A build that fails in one shard fails with that shard's error, and a worker that dies reports as an error event; both end all the workers,
 *   as `terminate` does, and nothing more is heard. A search that one shard refuses is refused, and nothing else happens.
 */
export class ShardedIndexWorker implements IndexWorkerLike {
  onmessage: IndexWorkerLike['onmessage'] = null;
  onerror: IndexWorkerLike['onerror'] = null;

  private shards: Shard[] = [];
  private size = 0;
  private settings: IndexSettings | null = null;
  private job: Job | null = null;
  private readonly answers = new ShardAnswers();
  private waiting: (() => void)[] = [];
  private ended = false;

  constructor(
    private readonly builders: number,
    private readonly spawn: () => IndexWorkerLike,
  ) {}

  /** Throws what a worker throws that cannot be started or posted to; and `internal` where `init` does not come first, and once. */
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
    for (const { worker } of this.shards) {
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
        const shard: Shard = { worker, first: bounds[i]!, end: bounds[i + 1]!, buildId: null };
        this.shards.push(shard);
        worker.onmessage = ({ data }) => this.receive(i, shard, data);
        worker.onerror = (event) => {
          this.terminate();
          this.onerror?.(event);
        };
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

  private build(request: BuildRequest): void {
    const { buildId } = request;
    if (this.job) {
      const error = new RetrogradError('index-failed', 'An index is being built already: wait for it.');
      this.tell({ type: 'failed', buildId, error: toErrorReport(error) });
      return;
    }
    const none = () => this.shards.map(() => 0);
    this.job = { buildId, embedded: none(), indexed: none(), built: [] };
    const probes = this.settings!.kind === 'hnsw' ? recallProbes(this.size) : null;
    for (const { worker, first, end } of this.shards) {
      const own = probes?.filter((probe) => probe >= first && probe < end).map((probe) => probe - first);
      worker.postMessage(own ? { ...request, probes: own } : request);
    }
  }

  private receive(i: number, shard: Shard, event: IndexEvent): void {
    const { job } = this;
    switch (event.type) {
      case 'progress':
        if (job?.buildId === event.buildId) this.progress(job, i, event.stage, event.done);
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

  private progress(job: Job, i: number, stage: 'embed' | 'build', done: number): void {
    const counts = stage === 'embed' ? job.embedded : job.indexed;
    counts[i] = done;
    // A shard that is ahead of the others is not heard of until they follow.
    if (stage === 'build' && sum(job.embedded) < this.size) return;
    this.tell({ type: 'progress', buildId: job.buildId, stage, done: sum(counts), total: this.size });
  }

  private built(job: Job, i: number, shard: Shard, event: BuiltEvent): void {
    shard.buildId = event.buildId;
    job.built[i] = event;
    if (!this.settled) return;
    for (const wake of this.waiting.splice(0)) wake();
    void this.finish(job);
  }

  private async finish(job: Job): Promise<void> {
    const { buildId, built } = job;
    let recall = 1;
    try {
      if (this.settings!.kind === 'hnsw') recall = await this.measureRecall(built);
    } catch (error) {
      this.fail(job, toErrorReport(error));
      return;
    }
    this.job = null;
    const embedMs = Math.max(...built.map((event) => event.embedMs));
    const buildMs = Math.max(...built.map((event) => event.buildMs));
    this.tell({ type: 'built', buildId, embedMs, buildMs, recall });
  }

  /** Mean recall@8 of the merged approximate search against the merged exact one; 1 where there are no documents. */
  private async measureRecall(built: BuiltEvent[]): Promise<number> {
    const parts = built.map((event) => event.probes!);
    const embeddings = new Float32Array(sum(parts.map((part) => part.length)));
    let at = 0;
    for (const part of parts) {
      embeddings.set(part, at);
      at += part.length;
    }
    const [approximate, exact] = await Promise.all([
      this.ask({ type: 'search', k: recallDepth, embeddings }),
      this.ask({ type: 'search', k: recallDepth, embeddings, exact: true }),
    ]);
    const best = mergeAnswers(exact, recallDepth);
    const recalls = mergeAnswers(approximate, recallDepth).map((row, i) => recallAt(recallDepth, row, best[i]!));
    return recalls.length > 0 ? sum(recalls) / recalls.length : 1;
  }

  private fail(job: Job, error: ErrorReport): void {
    this.tell({ type: 'failed', buildId: job.buildId, error });
    this.terminate(); // some of the shards may hold the new index, some the old
  }

  // — searching ————————————————————————————————————————————————————————————

  /** Every shard holds the same build, as far as they have told. */
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
    this.tell(answer);
  }

  /** Answers that were all found in the same build. */
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

  /** Asks every shard; rejects with the first refusal. */
  private ask(request: Omit<SearchRequest, 'requestId'>): Promise<ShardAnswer[]> {
    return this.answers.gather(request.k, this.shards.length, (requestId) => {
      for (const { worker } of this.shards) worker.postMessage({ ...request, requestId });
    });
  }

  private tell(event: IndexEvent): void {
    if (!this.ended) this.onmessage?.(new MessageEvent<IndexEvent>('message', { data: event }));
  }
}

/** A shard counts its documents from 0: its error says which one that is. */
function shardError(i: number, shards: Shard[], { code, message }: ErrorReport): ErrorReport {
  const where = `Builder ${i + 1} of ${shards.length} (its document 0 is document ${shards[i]!.first})`;
  return { code, message: `${where}: ${message}` };
}

function sum(values: number[]): number {
  return values.reduce((a, b) => a + b, 0);
}
