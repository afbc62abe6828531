/**
 * Asynchronous index refresh (REALM §3.3) as a double buffer: one worker serves searches over the snapshot θ'(t) while the other embeds
 * every document with θ'(t′) and builds the next index; when that is ready the roles swap by one assignment. A worker that dies is started
 * again; a search is lost only where no worker can answer it. Pure bookkeeping: it knows messages, no real workers.
 */

import type { EmbedderConfig, EmbedderSnapshot } from '../models/config.ts';
import type { TokenSequences } from '../text/tokenizer/tokens.ts';
import { RetrogradError } from '../util/errors.ts';
import type { IndexEvent, IndexRequest, RefreshEvent } from './messages.ts';
import { type SearchAnswer, SearchQueue } from './search-queue.ts';
import type { IndexSettings } from './settings.ts';

/** What of a Worker is used, so that a scripted one can stand in for it. */
export interface IndexWorkerLike {
  postMessage(message: IndexRequest): void;
  terminate(): void;
  onmessage: ((event: MessageEvent<IndexEvent>) => unknown) | null;
  onerror: ((event: ErrorEvent) => unknown) | null;
}

/** θ' as it was taken at a step. */
interface IndexSnapshot {
  document: EmbedderSnapshot;
  query: EmbedderSnapshot;
  takenAtStep: number;
  /** Counts snapshots: steps may begin anew with a phase. */
  order: number;
}

/** The build that is being served. `recall` is recall@8 against exact search over the same embeddings. */
export interface ServedBuild {
  takenAtStep: number;
  embedMs: number;
  buildMs: number;
  recall: number;
}

/** A build under way, with how often it was tried. */
interface Job {
  buildId: number;
  snapshot: IndexSnapshot;
  failures: number;
}

/** One of the two places for a worker. */
interface Slot {
  worker: IndexWorkerLike | null;
  job: Job | null;
  /** The newest index that this worker has finished; it can be searched while the next is built. */
  finished: { snapshot: IndexSnapshot; build: ServedBuild } | null;
  timer: ReturnType<typeof setTimeout> | undefined;
}

const maxFailures = 3;

export class IndexPair {
  /** Told of every stage of every refresh. */
  onEvent: ((event: RefreshEvent) => void) | null = null;
  /** Resolves when the first index serves; rejects where it could not be built in three attempts, or on `destroy`. */
  readonly ready: Promise<void>;

  /** False: a finished index waits for `swap` instead of being taken in at once. The very first never waits. */
  swapsWhenReady = true;

  private held: { slot: Slot; takeIn: () => void } | null = null;
  private heldWaiters: (() => void)[] = [];

  private readonly slots: readonly [Slot, Slot] = [emptySlot(), emptySlot()];
  private serving: Slot | null = null;
  private init: Extract<IndexRequest, { type: 'init' }> | null = null;
  private readonly searches = new SearchQueue<Slot>(maxFailures);
  private nextId = 1;
  private latestStep = 0;
  private destroyed = false;
  private settleReady: { resolve: () => void; reject: (error: RetrogradError) => void } | null = null;

  /** `timeoutMs`: a worker with something to do that says nothing for so long counts as dead. */
  constructor(
    private readonly spawn: () => IndexWorkerLike,
    private readonly timeoutMs = 60_000,
  ) {
    this.ready = new Promise((resolve, reject) => {
      this.settleReady = { resolve, reject };
    });
    this.ready.catch(() => {}); // nobody is obliged to wait for it
  }

  /** Names the documents, once. Workers are started when there is something to build. */
  start(documents: TokenSequences, config: EmbedderConfig, settings: IndexSettings): void {
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

  /** Has the idle worker build an index of a new snapshot; false, and nothing done, while a build is still running. */
  requestRefresh(document: EmbedderSnapshot, query: EmbedderSnapshot, step: number): boolean {
    if (!this.init) throw new RetrogradError('internal', 'IndexPair.start must be called before requestRefresh.');
    if (this.destroyed || this.busy || this.held) return false;
    this.latestStep = step;
    const slot = this.slots.find((candidate) => candidate !== this.serving)!;
    this.begin(slot, { document, query, takenAtStep: step, order: this.nextId++ });
    return true;
  }

  /**
   * The k nearest of each query, given as token ids or as embeddings (n, projection), from the serving index; waits where none is finished
   * yet. Rejects with the worker's reason, or with `index-failed` where there is no index and none is being built.
   */
  search(k: number, queries: TokenSequences | Float32Array): Promise<SearchAnswer> {
    const answer = this.searches.add(k, queries);
    this.dispatch();
    return answer;
  }

  /** Kills the worker that builds, or else the idle one, for tests and for the curious; false where there is none to kill. */
  killBuilder(): boolean {
    const builder =
      this.slots.find((slot) => slot.job && slot !== this.serving) ??
      this.slots.find((slot) => slot.worker && slot !== this.serving);
    if (!builder?.worker) return false;
    this.fail(builder, 'it was killed');
    return true;
  }

  /** Ends both workers; searches that wait are rejected as cancelled. */
  destroy(): void {
    if (this.destroyed) return;
    this.destroyed = true;
    for (const slot of this.slots) {
      this.release(slot);
      slot.job = null;
    }
    for (const wake of this.heldWaiters.splice(0)) wake();
    const error = new RetrogradError('cancelled', 'The index was closed.');
    this.serving = null;
    this.giveUp(error);
  }

  /** Nothing is served and nothing is coming: nobody shall wait. */
  private giveUp(error: RetrogradError): void {
    this.searches.rejectAll(error);
    this.settleReady?.reject(error);
    this.settleReady = null;
  }

  private begin(slot: Slot, snapshot: IndexSnapshot, message?: string): void {
    const job: Job = { buildId: 0, snapshot, failures: 0 };
    slot.job = job;
    this.emit('requested', job, message === undefined ? {} : { message });
    this.post(slot, job);
  }

  /** Posts a job to its slot's worker, which is started where there is none. */
  private post(slot: Slot, job: Job): void {
    if (this.destroyed) return; // by whoever was told of an event
    job.buildId = this.nextId++;
    try {
      slot.worker ??= this.startWorker(slot);
      const { document, query } = job.snapshot;
      slot.worker.postMessage({ type: 'build', buildId: job.buildId, document, query });
      this.watch(slot);
    } catch (error) {
      this.fail(slot, error instanceof Error ? error.message : String(error));
    }
  }

  private startWorker(slot: Slot): IndexWorkerLike {
    const worker = this.spawn();
    // A message of a worker that was given up may still be under way: only the slot's own is heard.
    worker.onmessage = (event) => {
      if (slot.worker === worker) this.receive(slot, event.data);
    };
    worker.onerror = (event) => {
      event.preventDefault?.();
      if (slot.worker === worker) this.fail(slot, event.message || 'it could not be loaded');
    };
    worker.postMessage(this.init!);
    return worker;
  }

  private receive(slot: Slot, event: IndexEvent): void {
    const { job } = slot;
    switch (event.type) {
      case 'progress':
        if (job?.buildId !== event.buildId) break;
        this.emit(event.stage === 'embed' ? 'embedding' : 'building', job, { done: event.done, total: event.total });
        break;
      case 'built':
        if (job?.buildId === event.buildId) this.finish(slot, job, event);
        break;
      case 'found':
        this.searches.answer(event);
        break;
      case 'failed':
        if (event.requestId !== undefined) this.searches.refuse(event.requestId, event.error);
        else if (job && job.buildId === event.buildId) {
          this.fail(slot, event.error.message);
          return;
        }
        break;
      default:
        event satisfies never;
    }
    clearTimeout(slot.timer);
    slot.timer = undefined;
    this.watch(slot);
  }

  private finish(slot: Slot, job: Job, built: { embedMs: number; buildMs: number; recall: number }): void {
    const { embedMs, buildMs, recall } = built;
    const { snapshot } = job;
    const newest = this.serving?.finished?.snapshot.order ?? -1;
    slot.finished = { snapshot, build: { takenAtStep: snapshot.takenAtStep, embedMs, buildMs, recall } };
    slot.job = null;
    if (newest > snapshot.order) {
      // After a death an older snapshot may be rebuilt beside a newer one.
      this.emit('failed', job, { message: 'A newer index serves already; this one is kept in reserve.' });
      return;
    }
    const takeIn = () => {
      this.held = null;
      this.serving = slot; // the swap
      this.settleReady?.resolve();
      this.settleReady = null;
      this.emit('swapped', job, { embedMs, buildMs });
      this.dispatch();
    };
    if (this.swapsWhenReady || !this.serving) takeIn();
    else this.held = { slot, takeIn };
    for (const wake of this.heldWaiters.splice(0)) wake();
  }

  /** Takes in the index that is being built, or that waits; resolves at once where there is neither. */
  async swap(): Promise<void> {
    while (!this.held && this.busy && !this.destroyed) {
      await new Promise<void>((resolve) => {
        this.heldWaiters.push(resolve);
      });
    }
    this.held?.takeIn();
  }

  /** The slot's worker is no more, or of no use: start it again with the same snapshot, and have its searches answered elsewhere. */
  private fail(slot: Slot, reason: string): void {
    const lost = slot.finished;
    this.release(slot);
    if (this.held?.slot === slot && lost) {
      // finished but not yet taken in: built again, so that a swap that was promised still comes
      this.held = null;
      this.begin(slot, lost.snapshot, `The worker of the next index stopped (${reason}): its index is rebuilt.`);
      this.searches.giveBack(slot);
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
          `The serving index worker stopped (${reason}): its index is rebuilt from the snapshot of step ${snapshot.takenAtStep}.`,
        );
        this.searches.giveBack(slot);
        this.dispatch();
        return;
      }
    }
    this.searches.giveBack(slot);
    this.dispatch();
    const { job } = slot;
    if (!job) return;
    job.failures++;
    if (job.failures < maxFailures) {
      this.emit('embedding', job, {
        message: `The index builder stopped (${reason}): started again, attempt ${job.failures + 1} of ${maxFailures}.`,
      });
      this.post(slot, job);
      return;
    }
    slot.job = null;
    for (const wake of this.heldWaiters.splice(0)) wake();
    const message = `The index builder stopped ${maxFailures} times in a row (${reason}). Training goes on with the index it has; the next refresh tries again.`;
    this.emit('failed', job, { message });
    if (!this.serving && !this.busy) {
      const error = new RetrogradError('index-failed', `The index could not be built: ${reason}`);
      this.giveUp(error);
    }
  }

  /** Sends searches that wait to whoever serves. */
  private dispatch(): void {
    const slot = this.serving;
    const worker = slot?.worker;
    if (slot && worker) {
      this.searches.handOut(slot, (request) => worker.postMessage(request));
      this.watch(slot);
    } else if (!this.busy && this.settleReady === null) {
      // After a first build that failed, or after the end; before the first request searches wait for it.
      const reason = this.destroyed ? 'It was closed.' : 'None is being built: refresh it first.';
      this.searches.rejectAll(new RetrogradError('index-failed', `There is no index to search. ${reason}`));
    }
  }

  /** Starts the clock of a worker that owes something, unless it runs; `receive` starts it anew. */
  private watch(slot: Slot): void {
    if (slot.timer !== undefined || !slot.worker || !(slot.job || this.searches.owes(slot))) return;
    slot.timer = setTimeout(() => {
      this.fail(slot, `nothing was heard of it for ${this.timeoutMs / 1000} s`);
    }, this.timeoutMs);
  }

  /** Ends the slot's worker with all that it held, its job apart. */
  private release(slot: Slot): void {
    clearTimeout(slot.timer);
    slot.timer = undefined;
    slot.worker?.terminate();
    slot.worker = null;
    slot.finished = null;
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

function emptySlot(): Slot {
  return { worker: null, job: null, finished: null, timer: undefined };
}
