/**
 * The index of a run and the snapshots θ' behind it: the first is built before joint training begins, every later one beside it. Parameters
 * are read back from the GPU while steps go on.
 */
import type { RefreshEvent } from '../index/messages.ts';
import { IndexPair, type IndexWorkerLike } from '../index/refresh.ts';
import { startIndexWorker } from '../index/shards.ts';
import type { ModelConfig } from '../models/realm.ts';
import type { RunConfig } from '../systems/realm/config.ts';
import { RetrogradError } from '../util/errors.ts';
import type { TrainingEngine } from './engine.ts';
import type { PreparedCorpus } from './prepare.ts';

/** All parameters as they were at a step of joint training. */
export interface Snapshot {
  values: Float32Array<ArrayBuffer>;
  takenAtStep: number;
}

export interface IndexHooks {
  onRefresh(refresh: RefreshEvent): void;
  onWarning(message: string): void;
  /** The parameters could not be read back: `device-lost`. */
  onFailure(error: RetrogradError): void;
  spawnIndexWorker(): IndexWorkerLike;
}

export class RefreshedIndex {
  /** Answers searches; null before joint training. */
  pair: IndexPair | null = null;
  /** What `pair` serves; null before the first swap. */
  served: Snapshot | null = null;
  /** What the next index is being built from. */
  coming: Snapshot | null = null;
  /** The snapshot that is being read back from the GPU, and its step. */
  private reading: { done: Promise<void>; step: number } | null = null;

  constructor(
    private readonly engine: TrainingEngine,
    private readonly model: ModelConfig,
    private readonly config: RunConfig,
    private readonly prepared: PreparedCorpus,
    private readonly hooks: IndexHooks,
  ) {}

  /** Builds the first index from the parameters as they are, and waits for it; nothing where there is one. */
  async start(step: number): Promise<void> {
    if (this.pair) return;
    await this.open(this.served ?? { values: await this.engine.store.read('values'), takenAtStep: step });
  }

  /** Builds again what a checkpoint says was served and was coming. */
  async restore(served: Snapshot | null, coming: Snapshot | null): Promise<void> {
    if (served) await this.open(served);
    if (coming && this.pair) this.build(this.pair, coming);
  }

  /**
   * Swaps at the promised step, and asks for the next index every `joint.refreshEvery` steps. `answered` waits for the searches under way:
   * which index answers them must not depend on how fast it is.
   */
  async afterStep(step: number, finished: boolean, answered: () => Promise<void>): Promise<void> {
    const { refreshEvery, swapAfter } = this.config.joint;
    const requestedAt = this.coming?.takenAtStep ?? this.reading?.step;
    if (swapAfter > 0 && requestedAt !== undefined && step >= requestedAt + swapAfter) {
      await this.reading?.done;
      await answered();
      await this.pair?.swap();
    }
    if (refreshEvery > 0 && step % refreshEvery === 0 && !finished) this.request(step);
  }

  /** Steps since the serving snapshot was taken; NaN before the first index. */
  age(step: number): number {
    return this.pair?.age(step) ?? Number.NaN;
  }

  /** Waits for a snapshot that is being read. */
  async settle(): Promise<void> {
    await this.reading?.done;
  }

  /** Ends the workers; the snapshots stay. */
  close(): void {
    this.pair?.destroy();
    this.pair = null;
  }

  reset(): void {
    this.close();
    this.served = null;
    this.coming = null;
  }

  private async open(snapshot: Snapshot): Promise<void> {
    const pair = new IndexPair(() => startIndexWorker(this.config.index.builders, () => this.hooks.spawnIndexWorker()));
    pair.swapsWhenReady = this.config.joint.swapAfter === 0;
    pair.onEvent = (event) => {
      if (event.stage === 'swapped' && this.coming?.takenAtStep === event.requestedAtStep) {
        this.served = this.coming;
        this.coming = null;
      }
      if (event.stage === 'failed') this.coming = null;
      if (event.message) this.hooks.onWarning(event.message);
      this.hooks.onRefresh(event);
    };
    pair.start(this.prepared.documents, this.model.embedder, this.config.index);
    this.pair = pair;
    this.build(pair, snapshot);
    await pair.ready;
  }

  /** Has the next index built from a snapshot, unless the builder is busy. */
  private build(pair: IndexPair, snapshot: Snapshot): void {
    const { engine } = this;
    const { values, takenAtStep } = snapshot;
    this.coming = snapshot; // events about it may come at once
    if (!pair.requestRefresh(engine.snapshot(values, 'document'), engine.snapshot(values, 'query'), takenAtStep)) {
      this.coming = null;
    }
  }

  /** Reads θ' back and hands it to the builder while training goes on; nothing where a refresh is still running. */
  private request(step: number): void {
    if (this.coming || this.reading) return;
    const taken = (values: Float32Array<ArrayBuffer>) => {
      this.reading = null;
      if (this.pair && !this.coming) this.build(this.pair, { values, takenAtStep: step });
    };
    const done = this.engine.store.read('values').then(taken, (error: unknown) => {
      this.reading = null;
      this.hooks.onFailure(
        new RetrogradError('device-lost', `The parameters could not be read back from the GPU (${error}).`),
      );
    });
    this.reading = { done, step };
  }
}
