/**
 * The index of a run and the snapshots θ' from which it is built. The first index is built before the phase that searches it, if need be while
 * another phase trains. For every later one the parameters are read back from the GPU, and the index is built, while steps go on.
 */
import { onlyOf } from '../graph/parameters.ts';
import type { RefreshEvent } from '../index/messages.ts';
import { IndexPair, type IndexWorkerLike } from '../index/refresh.ts';
import type { IndexSettings } from '../index/settings.ts';
import { startIndexWorker } from '../index/shards.ts';
import type { EncoderConfig, EncoderSnapshot } from '../models/config.ts';
import type { TokenSequences } from '../text/tokenizer/tokens.ts';
import { RetrogradError } from '../util/errors.ts';
import { type Said, sentence } from '../util/sentence.ts';
import { z } from '../util/zod.ts';
import { badCheckpoint } from './checkpoint.ts';
import type { Engine } from './engine.ts';
import type { SystemState } from './system.ts';

/** What the index workers embed with. */
export interface IndexEncoders {
  /** That of documents. */
  readonly encoder: EncoderConfig;
  /** With what the names of their parameters begin. */
  readonly prefix: string;
  /** The encoders θ' from packed values. Where only documents are embedded, and queries come as embeddings, both are one object. */
  snapshots(values: Float32Array): Record<'document' | 'query', EncoderSnapshot>;
}

/** All parameters, packed, as they were at a step of the phase. */
export interface Snapshot {
  values: Float32Array<ArrayBuffer>;
  takenAtStep: number;
}

export interface RefreshSettings {
  index: IndexSettings;
  /** Steps between two snapshots that are sent to the builder; 0: none are sent. */
  refreshEvery: number;
  /**
   * Steps from a snapshot to the swap. If the new index is not ready by then, training waits for it, so that a run repeats bit for bit.
   * 0: the swap comes as soon as the index is ready, and training never waits.
   */
  swapAfter: number;
}

export interface IndexHooks {
  onRefresh(refresh: RefreshEvent): void;
  onWarning(said: Said): void;
  /** The parameters could not be read back: `device-lost`. */
  onFailure(error: RetrogradError): void;
  spawnIndexWorker(): IndexWorkerLike;
}

const moment = z.nullable(z.int().check(z.nonnegative()));
const stateSchema = z.object({ servedAt: moment, comingAt: moment });

export class RefreshedIndex {
  /** The workers; null before an index is wanted. */
  private workers: IndexPair | null = null;
  private started = false;
  /** The snapshot of the serving index, which may still be being built if it is the first here; null before an index is wanted. */
  served: Snapshot | null = null;
  /** The snapshot of the index that is to replace it. */
  coming: Snapshot | null = null;
  /** The snapshot that is being read back from the GPU, and its step. */
  private reading: { done: Promise<void>; step: number } | null = null;
  /** What has happened to a prepared index; told when it starts. */
  private untold: RefreshEvent[] = [];
  /** While true no index is requested, so that the serving one grows old; one that is being built is finished. */
  isStopped = false;
  /** Searches, not yet requested, that the index which serves now must answer. */
  private readonly awaited = new Set<Promise<unknown>>();

  constructor(
    private readonly engine: Engine,
    private readonly encoders: IndexEncoders,
    private readonly documents: TokenSequences,
    private readonly settings: RefreshSettings,
    private readonly hooks: IndexHooks,
  ) {}

  /** Answers searches, as soon as the first index is built; null before `start` or `load`. */
  get pair(): IndexPair | null {
    return this.started ? this.workers : null;
  }

  /**
   * Builds the first index from the parameters as they are, for a later `start`, which tells of it. Nobody waits for it: call it when the
   * retriever does not train any more before the phase that searches.
   */
  async prepare(): Promise<void> {
    if (!this.workers) this.open({ values: await this.engine.store.read('values'), takenAtStep: 0 });
  }

  /** Waits for the first index, which is built from the parameters as they are unless it is prepared, or loaded. Returns at once if one serves. */
  async start(step: number): Promise<void> {
    const workers =
      this.workers ?? this.open(this.served ?? { values: await this.engine.store.read('values'), takenAtStep: step });
    this.tell();
    try {
      await workers.ready;
    } catch (error) {
      this.close();
      throw error;
    }
  }

  /** Searches may be requested, and what has happened to the index is told. */
  private tell(): void {
    this.started = true;
    for (const event of this.untold.splice(0)) this.hooks.onRefresh(event);
  }

  /** What a checkpoint keeps of it: its snapshots, as far as they are embedded with, and their steps. An index that is only prepared is built again. */
  save(): SystemState {
    const { served, coming } = this.pair ? this : { served: null, coming: null };
    const ofEncoders = (values: Float32Array) => onlyOf(this.engine.store, values, this.encoders.prefix);
    return {
      state: { servedAt: served?.takenAtStep ?? null, comingAt: coming?.takenAtStep ?? null },
      arrays: {
        ...(served && { 'index.served': ofEncoders(served.values) }),
        ...(coming && { 'index.coming': ofEncoders(coming.values) }),
      },
    };
  }

  /**
   * Lets the serving and the coming index of a checkpoint be built again. Nobody waits for them but searches and `start`: a model can be looked at before.
   * Throws `bad-checkpoint` for an invalid state.
   */
  async load(state: unknown, arrays: Readonly<Record<string, Float32Array<ArrayBuffer>>>): Promise<void> {
    const parsed = stateSchema.safeParse(state);
    if (!parsed.success) throw badCheckpoint(sentence`model.safetensors: it does not say which index was served.`);
    const snapshot = (values: Float32Array<ArrayBuffer> | undefined, takenAtStep: number | null) => {
      if (takenAtStep === null) return null;
      if (!values) throw badCheckpoint(sentence`model.safetensors: the snapshot of its index is missing.`);
      return { values, takenAtStep };
    };
    const served = snapshot(arrays['index.served'], parsed.data.servedAt);
    const coming = snapshot(arrays['index.coming'], parsed.data.comingAt);
    if (!served) return;
    this.coming = coming;
    this.open(served);
    this.tell();
  }

  /** `work` will search: unless the swap comes as soon as an index is ready, the index that serves now serves until `work` has ended. */
  hold<T>(work: Promise<T>): Promise<T> {
    const held = work.finally(() => this.awaited.delete(held));
    this.awaited.add(held);
    return held;
  }

  /**
   * Swaps at the step that `swapAfter` sets, and requests the next index every `refreshEvery` steps. `searchesDone` waits for the pending
   * searches, because the index that answers them must not depend on timing.
   */
  async afterStep(step: number, finished: boolean, searchesDone: () => Promise<void>): Promise<void> {
    const { swapAfter } = this.settings;
    const requestedAt = this.coming?.takenAtStep ?? this.reading?.step;
    if (swapAfter > 0 && requestedAt !== undefined && step >= requestedAt + swapAfter) {
      await this.reading?.done;
      await Promise.all([searchesDone(), Promise.allSettled(this.awaited)]);
      await this.pair?.swap();
    }
    if (this.isDue(step) && !finished) this.request(step);
  }

  /** Steps between two snapshots from now on; 0: none are sent. */
  get refreshEvery(): number {
    return this.settings.refreshEvery;
  }

  set refreshEvery(steps: number) {
    this.settings.refreshEvery = steps;
  }

  private isDue(step: number): boolean {
    const { refreshEvery } = this;
    return refreshEvery > 0 && !this.isStopped && step % refreshEvery === 0;
  }

  /**
   * Builds an index of the parameters as they are, which serves as soon as it is ready, whatever the settings say; an index that is being built
   * serves before it. `searchesDone` as for `afterStep`. Throws `index-failed` if it could not be built, or if there is no index to replace.
   */
  async rebuild(step: number, searchesDone: () => Promise<void>): Promise<void> {
    const { pair } = this;
    if (!pair)
      throw new RetrogradError('index-failed', sentence`There is no index to refresh: the first one is built later.`);
    await this.reading?.done;
    await Promise.all([searchesDone(), Promise.allSettled(this.awaited)]);
    await pair.swap();
    this.build(pair, { values: await this.engine.store.read('values'), takenAtStep: step });
    await pair.swap();
    if (pair.served?.takenAtStep !== step) {
      throw new RetrogradError('index-failed', sentence`The index could not be built: the one before serves on.`);
    }
  }

  /** Steps since the snapshot was taken of the index that answers searches; NaN before one is wanted. */
  age(step: number): number {
    const { pair, served } = this;
    if (!pair || !served) return Number.NaN;
    const age = pair.age(step);
    return Number.isNaN(age) ? step - served.takenAtStep : age;
  }

  /** Waits for a snapshot that is being read. */
  async settle(): Promise<void> {
    await this.reading?.done;
  }

  /** Ends the workers; the snapshots stay. */
  close(): void {
    this.workers?.destroy();
    this.workers = null;
    this.started = false;
    this.untold = [];
  }

  reset(): void {
    this.close();
    this.served = null;
    this.coming = null;
    this.isStopped = false;
  }

  private open(snapshot: Snapshot): IndexPair {
    const pair = new IndexPair(() =>
      startIndexWorker(this.settings.index.builders, () => this.hooks.spawnIndexWorker()),
    );
    pair.swapsWhenReady = this.settings.swapAfter === 0;
    pair.onEvent = (event) => {
      if (this.coming?.takenAtStep === event.requestedAtStep) {
        if (event.stage === 'swapped') this.served = this.coming;
        if (event.stage === 'swapped' || event.stage === 'failed') this.coming = null;
      }
      if (event.message) this.hooks.onWarning(event.said ?? event.message);
      if (this.started) this.hooks.onRefresh(event);
      else this.untold.push(event);
    };
    pair.start(this.documents, this.encoders.encoder, this.settings.index);
    this.workers = pair;
    this.served = snapshot;
    this.requestBuild(pair, snapshot);
    // that of a checkpoint
    const next = () => {
      if (this.coming && this.workers === pair) this.build(pair, this.coming);
    };
    pair.ready.then(next, () => {}); // `start` throws why there is none
    return pair;
  }

  /** Lets the builder build the next index from a snapshot, unless it is busy. */
  private build(pair: IndexPair, snapshot: Snapshot): void {
    this.coming = snapshot; // its events may arrive at once
    if (!this.requestBuild(pair, snapshot)) this.coming = null;
  }

  private requestBuild(pair: IndexPair, { values, takenAtStep }: Snapshot): boolean {
    const { document, query } = this.encoders.snapshots(values);
    return pair.requestRefresh(document, query, takenAtStep);
  }

  /** Reads θ' back and gives it to the builder while training goes on. Does nothing while a refresh is running. */
  private request(step: number): void {
    if (this.coming || this.reading) return;
    const taken = (values: Float32Array<ArrayBuffer>) => {
      this.reading = null;
      if (this.pair && !this.coming) this.build(this.pair, { values, takenAtStep: step });
    };
    const done = this.engine.store.read('values').then(taken, (error: unknown) => {
      this.reading = null;
      this.hooks.onFailure(
        new RetrogradError(
          'device-lost',
          sentence`The parameters could not be read back from the GPU (${String(error)}).`,
        ),
      );
    });
    this.reading = { done, step };
  }
}
