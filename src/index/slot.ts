/** One of the two places for an index worker: the worker itself, what it builds and what it has built. Used by src/index/refresh.ts. */

import type { EncoderSnapshot } from '../models/config.ts';
import type { IndexEvent, IndexRequest } from './messages.ts';
import { Watchdog } from './watchdog.ts';

/** The part of a Worker that is used, so that tests can replace it by a scripted one. */
export interface IndexWorkerLike {
  postMessage(message: IndexRequest): void;
  terminate(): void;
  onmessage: ((event: MessageEvent<IndexEvent>) => unknown) | null;
  onerror: ((event: ErrorEvent) => unknown) | null;
}

/** The encoders θ' of one step. */
export interface IndexSnapshot {
  document: EncoderSnapshot;
  query: EncoderSnapshot;
  takenAtStep: number;
  /** Counts snapshots. Steps cannot tell which of two is newer, because every phase counts its steps from 0. */
  order: number;
}

/** The build that answers searches. `recall` is recall@8 against exact search over the same embeddings. */
export interface ServedBuild {
  takenAtStep: number;
  embedMs: number;
  buildMs: number;
  recall: number;
}

/** A build in progress. */
export interface Job {
  buildId: number;
  snapshot: IndexSnapshot;
  /** How often its worker has died. */
  failures: number;
}

export interface SlotOwner {
  spawn(): IndexWorkerLike;
  /** The first message to every worker. */
  init(): Extract<IndexRequest, { type: 'init' }>;
  receive(slot: Slot, event: IndexEvent): void;
  /** The worker died or is silent although it owes something. */
  fail(slot: Slot, reason: string): void;
  /** Whether the slot's worker has a search to answer. */
  owesAnswer(slot: Slot): boolean;
}

export class Slot {
  job: Job | null = null;
  /** The newest index that this worker has finished; it can be searched while the next is built. */
  finished: { snapshot: IndexSnapshot; build: ServedBuild } | null = null;

  private worker: IndexWorkerLike | null = null;
  private readonly watchdog: Watchdog;

  constructor(
    private readonly owner: SlotOwner,
    limitMs: number,
  ) {
    this.watchdog = new Watchdog(limitMs, () => owner.fail(this, `nothing was heard of it for ${limitMs / 1000} s`));
  }

  get hasWorker(): boolean {
    return this.worker !== null;
  }

  /** Starts a worker where there is none and sends it a request. Throws what `spawn` and `postMessage` throw. */
  post(request: IndexRequest): void {
    (this.worker ?? this.startWorker()).postMessage(request);
    this.watch();
  }

  /** Ends the worker; its finished index is lost, its job stays. */
  release(): void {
    this.watchdog.stop();
    this.worker?.terminate();
    this.worker = null;
    this.finished = null;
  }

  private startWorker(): IndexWorkerLike {
    const worker = this.owner.spawn();
    this.worker = worker;
    // A message of a worker that was ended may still arrive: it is ignored.
    worker.onmessage = (event) => {
      if (this.worker !== worker) return;
      this.watchdog.stop();
      this.owner.receive(this, event.data);
      this.watch();
    };
    worker.onerror = (event) => {
      event.preventDefault?.();
      if (this.worker === worker) this.owner.fail(this, event.message || 'it could not be loaded');
    };
    worker.postMessage(this.owner.init());
    return worker;
  }

  /** Runs the watchdog as long as the worker owes something. */
  private watch(): void {
    if (this.worker && (this.job || this.owner.owesAnswer(this))) this.watchdog.start();
  }
}
