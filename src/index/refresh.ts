/**
 * Asynchronous index refresh (REALM §3.3) with two index workers: one answers searches from the index of an older snapshot θ'(t), the other
 * embeds all documents with θ'(t′) and builds the next index. When that is ready the roles are swapped by one assignment. A worker that dies
 * is started again; a search fails only if no worker can answer it. This file only keeps the books: it sends and receives messages, and tests
 * give it scripted workers.
 */

import type { EncoderConfig, EncoderSnapshot } from '../models/config.ts';
import type { TokenSequences } from '../text/tokenizer/tokens.ts';
import { RetrogradError } from '../util/errors.ts';
import { inEnglish, type Sentence, type SentenceValue, sentence } from '../util/sentence.ts';
import type { IndexEvent, IndexRequest, RefreshEvent } from './messages.ts';
import { type SearchAnswer, SearchQueue } from './search-queue.ts';
import type { IndexSettings } from './settings.ts';
import { type IndexSnapshot, type IndexWorkerLike, type Job, type ServedBuild, Slot } from './slot.ts';
import { silenceLimitMs } from './watchdog.ts';

export type { IndexWorkerLike, ServedBuild } from './slot.ts';

const maxFailures = 3;

/** What an event says. */
const told = (said: Sentence) => ({ message: inEnglish(said), said });

export class IndexPair {
  /** Called at every stage of every refresh. */
  onEvent: ((event: RefreshEvent) => void) | null = null;
  /** Resolves when the first index serves; rejects if it could not be built in three attempts, or on `destroy`. */
  readonly ready: Promise<void>;

  /** False: a finished index waits for a call of `swap` before it serves. The very first one never waits. */
  swapsWhenReady = true;

  /** A finished index that waits for `swap`. */
  private held: { slot: Slot; serve: () => void } | null = null;
  private swapWaiters: (() => void)[] = [];

  private readonly slots: readonly [Slot, Slot];
  private serving: Slot | null = null;
  private init: Extract<IndexRequest, { type: 'init' }> | null = null;
  private readonly searches = new SearchQueue<Slot>(maxFailures);
  private nextId = 1;
  private latestStep = 0;
  private destroyed = false;
  private settleReady: { resolve: () => void; reject: (error: RetrogradError) => void } | null = null;

  /** `limitMs`: a worker that owes something and sends no message for so long counts as dead. */
  constructor(
    private readonly spawn: () => IndexWorkerLike,
    limitMs = silenceLimitMs,
  ) {
    const slot = () =>
      new Slot(
        {
          spawn: () => this.spawn(),
          init: () => this.init!,
          receive: (from, event) => this.receive(from, event),
          fail: (failed, reason) => this.fail(failed, reason),
          owesAnswer: (owner) => this.searches.owes(owner),
        },
        limitMs,
      );
    this.slots = [slot(), slot()];
    this.ready = new Promise((resolve, reject) => {
      this.settleReady = { resolve, reject };
    });
    this.ready.catch(() => {}); // the caller need not wait for it
  }

  /** Sets the documents, once. Workers are started when there is something to build. */
  start(documents: TokenSequences, config: EncoderConfig, settings: IndexSettings): void {
    if (this.init) throw new RetrogradError('internal', 'IndexPair.start: other documents need another IndexPair.');
    this.init = { type: 'init', documents, config, settings };
  }

  /** True while an index is being built. */
  get busy(): boolean {
    return this.slots.some((slot) => slot.job !== null);
  }

  /** The build that answers searches now; null before the first. */
  get served(): ServedBuild | null {
    return this.serving?.finished?.build ?? null;
  }

  /** Steps since the serving snapshot was taken; NaN before the first index. */
  age(step: number): number {
    this.latestStep = step;
    return step - (this.served?.takenAtStep ?? Number.NaN);
  }

  /** Lets the idle worker build an index of a new snapshot. Returns false, and does nothing, while a build is still running. */
  requestRefresh(document: EncoderSnapshot, query: EncoderSnapshot, step: number): boolean {
    if (!this.init) throw new RetrogradError('internal', 'IndexPair.start must be called before requestRefresh.');
    if (this.destroyed || this.busy || this.held) return false;
    // steps may have been taken since the snapshot
    this.latestStep = Math.max(this.latestStep, step);
    const slot = this.slots.find((candidate) => candidate !== this.serving)!;
    this.begin(slot, { document, query, takenAtStep: step, order: this.nextId++ });
    return true;
  }

  /**
   * The k nearest documents of each query in the serving index; waits until the first index is finished. Queries are token ids or embeddings
   * (n, dimension). Rejects with the worker's reason, or with `index-failed` if there is no index and none is being built.
   */
  search(k: number, queries: TokenSequences | Float32Array): Promise<SearchAnswer> {
    const answer = this.searches.add(k, queries);
    this.dispatch();
    return answer;
  }

  /** Kills the worker that builds, or else the idle one, to test or to show recovery. False if there is none to kill. */
  killBuilder(): boolean {
    const builder =
      this.slots.find((slot) => slot.job && slot !== this.serving) ??
      this.slots.find((slot) => slot.hasWorker && slot !== this.serving);
    if (!builder?.hasWorker) return false;
    this.fail(builder, sentence`it was killed`);
    return true;
  }

  /** Swaps to the index that is being built or that waits; resolves at once if there is neither. */
  async swap(): Promise<void> {
    while (!this.held && this.busy && !this.destroyed) {
      await new Promise<void>((resolve) => {
        this.swapWaiters.push(resolve);
      });
    }
    this.held?.serve();
  }

  /** Ends both workers; waiting searches are rejected as cancelled. */
  destroy(): void {
    if (this.destroyed) return;
    this.destroyed = true;
    for (const slot of this.slots) {
      slot.release();
      slot.job = null;
    }
    this.wakeSwaps();
    this.serving = null;
    this.giveUp(new RetrogradError('cancelled', 'The index was closed.'));
  }

  // — building —————————————————————————————————————————————————————————————

  private begin(slot: Slot, snapshot: IndexSnapshot, said?: Sentence): void {
    const job: Job = { buildId: 0, snapshot, failures: 0 };
    slot.job = job;
    this.emit('requested', job, said && told(said));
    this.post(slot, job);
  }

  private post(slot: Slot, job: Job): void {
    if (this.destroyed) return; // a listener of `onEvent` may have called `destroy`
    job.buildId = this.nextId++;
    const { document, query } = job.snapshot;
    try {
      slot.post({ type: 'build', buildId: job.buildId, document, query });
    } catch (error) {
      this.fail(slot, error instanceof Error ? error.message : String(error));
    }
  }

  private receive(slot: Slot, event: IndexEvent): void {
    const { job } = slot;
    switch (event.type) {
      case 'heartbeat':
        return; // that it came is all that counts
      case 'progress':
        if (job?.buildId !== event.buildId) return;
        this.emit(event.stage === 'embed' ? 'embedding' : 'building', job, { done: event.done, total: event.total });
        return;
      case 'built':
        if (job?.buildId === event.buildId) this.finish(slot, job, event);
        return;
      case 'found':
        this.searches.answer(event);
        return;
      case 'failed':
        if (event.requestId !== undefined) this.searches.refuse(event.requestId, event.error);
        else if (job && job.buildId === event.buildId) this.fail(slot, event.error.said ?? event.error.message);
        return;
      default:
        event satisfies never;
    }
  }

  private finish(slot: Slot, job: Job, built: { embedMs: number; buildMs: number; recall: number }): void {
    const { embedMs, buildMs, recall } = built;
    const { snapshot } = job;
    const newest = this.serving?.finished?.snapshot.order ?? -1;
    slot.finished = { snapshot, build: { takenAtStep: snapshot.takenAtStep, embedMs, buildMs, recall } };
    slot.job = null;
    if (newest > snapshot.order) {
      // After a worker died, its older snapshot may be rebuilt while the other worker builds a newer one.
      this.emit('failed', job, told(sentence`A newer index serves already; this one is kept in reserve.`));
      return;
    }
    const serve = () => {
      this.held = null;
      this.serving = slot; // the swap
      this.settleReady?.resolve();
      this.settleReady = null;
      this.emit('swapped', job, { embedMs, buildMs });
      this.dispatch();
    };
    if (this.swapsWhenReady || !this.serving) serve();
    else this.held = { slot, serve };
    this.wakeSwaps();
  }

  private wakeSwaps(): void {
    for (const wake of this.swapWaiters.splice(0)) wake();
  }

  // — failure ——————————————————————————————————————————————————————————————

  /** The slot's worker is dead or useless: starts it again with the same snapshot, and lets the other worker answer its searches. */
  private fail(slot: Slot, reason: SentenceValue): void {
    const lost = slot.finished;
    slot.release();
    if (this.held?.slot === slot && lost) {
      // The finished index never served. It is built again, because a call of `swap` may wait for it.
      this.held = null;
      this.begin(
        slot,
        lost.snapshot,
        sentence`The worker of the next index stopped (${reason}): its index is rebuilt.`,
      );
      this.searches.requeue(slot);
      return;
    }
    if (this.serving === slot) {
      const other = this.slots.find((candidate) => candidate !== slot)!;
      this.serving = other.finished ? other : null;
      if (!slot.job && lost) {
        const { snapshot } = lost;
        this.begin(
          slot,
          snapshot,
          sentence`The serving index worker stopped (${reason}): its index is rebuilt from the snapshot of step ${snapshot.takenAtStep}.`,
        );
        this.searches.requeue(slot);
        this.dispatch();
        return;
      }
    }
    this.searches.requeue(slot);
    this.dispatch();
    if (slot.job) this.retry(slot, slot.job, reason);
  }

  private retry(slot: Slot, job: Job, reason: SentenceValue): void {
    job.failures++;
    if (job.failures < maxFailures) {
      this.emit(
        'embedding',
        job,
        told(
          sentence`The index builder stopped (${reason}): started again, attempt ${job.failures + 1} of ${maxFailures}.`,
        ),
      );
      this.post(slot, job);
      return;
    }
    slot.job = null;
    this.wakeSwaps();
    const said = sentence`The index builder stopped ${maxFailures} times in a row (${reason}). Training goes on with the index it has; the next refresh tries again.`;
    this.emit('failed', job, told(said));
    if (!this.serving && !this.busy) {
      this.giveUp(new RetrogradError('index-failed', sentence`The index could not be built: ${reason}`));
    }
  }

  /** No index serves and none is being built: rejects everything that waits. */
  private giveUp(error: RetrogradError): void {
    this.searches.rejectAll(error);
    this.settleReady?.reject(error);
    this.settleReady = null;
  }

  // — searching ————————————————————————————————————————————————————————————

  /** Sends waiting searches to the worker that serves. */
  private dispatch(): void {
    const slot = this.serving;
    if (slot?.hasWorker) {
      this.searches.assign(slot, (request) => slot.post(request));
    } else if (!this.busy && this.settleReady === null) {
      // The first build failed, or the pair was closed. Before the first request for a build searches wait.
      const reason = this.destroyed ? sentence`It was closed.` : sentence`None is being built: refresh it first.`;
      this.searches.rejectAll(new RetrogradError('index-failed', sentence`There is no index to search. ${reason}`));
    }
  }

  private emit(stage: RefreshEvent['stage'], job: Job, extra: Partial<RefreshEvent> = {}): void {
    this.onEvent?.({
      stage,
      requestedAtStep: job.snapshot.takenAtStep,
      step: this.latestStep,
      done: 0,
      total: 0,
      embedMs: 0,
      buildMs: 0,
      ...extra,
    });
  }
}
