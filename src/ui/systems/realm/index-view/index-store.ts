/**
 * The index page: asks the trainer for the embeddings behind the index part by part, so that steps are taken in between, lets the worker compute
 * the map, and asks again while training goes on and somebody looks.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { SessionState } from '../../../../state/session-state.ts';
import type { IndexControls, IndexMap, MapProbes, MapSide } from '../../../../systems/realm/index-map.ts';
import { openRealmRun } from '../open-run.ts';
import { Refusals } from '../refusals.ts';
import type { MapAnalysis, MapEmbeddings, MapPoints } from './map-analysis.ts';
import type { MapQuestions } from './map-messages.ts';

/** At most so many documents are drawn, and those that the example needs. */
export const mapLimit = 2000;
/** Documents embedded between two steps. */
const partSize = 256;
/** While training goes on, the next map is asked for after so long, or after twice the time that the last one took. */
const shortestRestMs = 1500;

export type ProjectionName = 'pca' | 'umap';

export interface IndexState {
  /** The map on screen with what was computed from it; null before the first. */
  map: IndexMap | null;
  analysis: MapAnalysis | null;
  projection: ProjectionName;
  /** The points of UMAP for the stale embeddings on screen; null: not computed yet, or too few documents. */
  umap: MapPoints | null;
  /** Epochs of UMAP; null: it is not at work. */
  umapProgress: { done: number; total: number } | null;
  /** Embeddings that have come for the next map; null: none is asked for. */
  progress: { done: number; total: number } | null;
  /** The trainer has no index yet. */
  hasNoIndex: boolean;
  /** What holds for the open run; null before the trainer has answered. */
  controls: IndexControls | null;
  /** The document that a person looks at, by its block. */
  selected: number | null;
}

export const initialIndexState: IndexState = {
  map: null,
  analysis: null,
  projection: 'pca',
  umap: null,
  umapProgress: null,
  progress: null,
  hasNoIndex: false,
  controls: null,
  selected: null,
};

export type AskMap = <K extends keyof MapProbes>(
  name: K,
  query: MapProbes[K]['query'],
) => Promise<MapProbes[K]['answer']>;

export type AskAnalyst = <K extends keyof MapQuestions>(
  type: K,
  embeddings: MapEmbeddings,
  onProgress?: (done: number, total: number) => void,
) => Promise<MapQuestions[K]>;

export interface IndexOptions {
  ask: AskMap;
  analyst: AskAnalyst;
  run: StoreApi<SessionState>;
  /** The current example: its number, and whether it follows the run. */
  example: StoreApi<{ index: number; live: boolean }>;
  onError(error: unknown): void;
  /** Milliseconds. */
  clock?: () => number;
}

export class IndexStore {
  readonly store: StoreApi<IndexState> = createStore(() => initialIndexState);
  private readonly refusals: Refusals;
  private readonly clock: () => number;
  private isVisible = false;
  private isBusy = false;
  private runId: string | null = null;
  /** Stale embeddings by block, as long as the snapshot is the same. */
  private stale = new Map<number, Float32Array>();
  private staleKey = '';
  /** What the map on screen was computed from. */
  private embeddings: MapEmbeddings | null = null;
  private doneAt = Number.NEGATIVE_INFINITY;
  private tookMs = 0;
  private askedIndex: number | null = null;
  /** Where the run stood, and which example was shown, when the map was last asked for. */
  private askedFor = '';

  constructor(private readonly options: IndexOptions) {
    this.clock = options.clock ?? (() => performance.now());
    this.refusals = new Refusals(options.onError);
    options.run.subscribe((state, before) => {
      if (state.now !== before.now || state.status !== before.status || state.info !== before.info) this.follow();
    });
    options.example.subscribe((state, before) => {
      if (state.index !== before.index || state.live !== before.live) this.follow();
    });
  }

  get state(): IndexState {
    return this.store.getState();
  }

  /** Asks the trainer only while somebody looks. */
  setVisible(isVisible: boolean): void {
    this.isVisible = isVisible;
    this.follow();
  }

  select(block: number | null): void {
    this.store.setState({ selected: block });
  }

  setProjection(projection: ProjectionName): void {
    this.store.setState({ projection });
    if (!this.state.umap) void this.computeUmap();
  }

  /** Measures now, wherever the run stands. */
  async measure(): Promise<void> {
    const run = openRealmRun(this.options.run.getState());
    if (this.isBusy || !run) return;
    this.isBusy = true;
    const begun = this.clock();
    this.askedFor = this.moment();
    this.askedIndex = this.options.example.getState().index;
    try {
      await this.ask(run.runId);
      this.refusals.answered();
    } catch (error) {
      const { info, status } = this.options.run.getState();
      // the session hears of a run that has failed by itself
      if (info?.runId === run.runId && status !== 'failed') this.refusals.refused(error);
    } finally {
      this.isBusy = false;
      this.doneAt = this.clock();
      this.tookMs = this.doneAt - begun;
      this.store.setState({ progress: null });
      this.follow();
    }
  }

  /** Changes the refresh interval, or stops the builder or lets it go on: for the open run, from the next step on. */
  async control(change: Partial<IndexControls>): Promise<void> {
    const { controls } = this.state;
    // shown at once; the answer says what holds
    if (controls) this.store.setState({ controls: { ...controls, ...change } });
    try {
      this.store.setState({ controls: await this.options.ask('index-controls', change) });
    } catch (error) {
      this.store.setState({ controls });
      this.options.onError(error);
    }
  }

  private moment(): string {
    const { now, info } = this.options.run.getState();
    return `${info?.runId} ${now?.phase} ${now?.step} ${this.options.example.getState().index}`;
  }

  private follow(): void {
    const state = this.options.run.getState();
    const run = openRealmRun(state);
    if ((run?.runId ?? null) !== this.runId) this.begin(run?.runId ?? null);
    if (!this.isVisible || !run || this.isBusy || state.status === 'opening' || state.status === 'failed') return;
    if (!this.state.controls) void this.control({});
    const { index, live } = this.options.example.getState();
    if (this.moment() === this.askedFor) return;
    const isRested = this.clock() - this.doneAt > Math.max(shortestRestMs, 2 * this.tookMs);
    if (index !== this.askedIndex || state.status !== 'running' || (live && isRested)) void this.measure();
  }

  /** Another run, or none: nothing of the one before holds. */
  private begin(runId: string | null): void {
    this.runId = runId;
    this.stale.clear();
    this.staleKey = '';
    this.embeddings = null;
    this.askedFor = '';
    this.askedIndex = null;
    this.doneAt = Number.NEGATIVE_INFINITY;
    this.refusals.answered();
    const { projection } = this.state;
    this.store.setState({ ...initialIndexState, projection });
  }

  private async ask(runId: string): Promise<void> {
    const example = this.options.example.getState().index;
    const map = await this.options.ask('index-map', { example, limit: mapLimit });
    if (runId !== this.runId) return;
    this.store.setState({ hasNoIndex: map === null });
    if (!map) return;
    const key = `${runId} ${map.takenAtStep}`;
    if (key !== this.staleKey) this.stale.clear();
    this.staleKey = key;
    const blocks = map.documents.map(({ block }) => block);
    const missing = blocks.filter((block) => !this.stale.has(block));
    const total = missing.length + blocks.length;
    const onDone = (done: number) => {
      if (runId === this.runId) this.store.setState({ progress: { done, total } });
    };
    onDone(0);
    const stale = await this.embed(map, 'stale', missing, onDone);
    const fresh = await this.embed(map, 'fresh', blocks, (done) => onDone(missing.length + done));
    if (!stale || !fresh || runId !== this.runId) return;
    missing.forEach((block, row) => {
      this.stale.set(block, stale.slice(row * map.dimension, (row + 1) * map.dimension));
    });
    const all = new Float32Array(fresh.length);
    blocks.forEach((block, row) => {
      all.set(this.stale.get(block)!, row * map.dimension);
    });
    const embeddings: MapEmbeddings = {
      // other documents are drawn where another example needs them
      key: `${key} ${blocks.length === map.blocks ? '' : blocks.join()}`,
      dimension: map.dimension,
      blocks: Int32Array.from(blocks),
      stale: all,
      fresh,
      query: map.query,
      searchesWith: map.queryEmbedding,
      index: map.index,
    };
    const analysis = await this.options.analyst('analyse', embeddings);
    if (runId !== this.runId) return;
    const { refreshEvery, isStopped } = map;
    // the old points hold until the new ones are there, if they are of the same documents
    const umap = this.embeddings?.key === embeddings.key ? this.state.umap : null;
    this.embeddings = embeddings;
    this.store.setState({ map, analysis, umap, controls: { refreshEvery, isStopped } });
    await this.computeUmap();
  }

  /** Embeddings of blocks, asked for in parts; null if the map is not the newest any more. */
  private async embed(
    { id, dimension }: IndexMap,
    side: MapSide,
    blocks: readonly number[],
    onDone: (done: number) => void,
  ): Promise<Float32Array | null> {
    const all = new Float32Array(blocks.length * dimension);
    for (let at = 0; at < blocks.length; at += partSize) {
      const part = await this.options.ask('index-embeddings', { id, side, blocks: blocks.slice(at, at + partSize) });
      if (!part) return null;
      all.set(part, at * dimension);
      onDone(Math.min(blocks.length, at + partSize));
    }
    return all;
  }

  /** Computes the points of UMAP where they are shown. */
  private async computeUmap(): Promise<void> {
    const { embeddings } = this;
    if (this.state.projection !== 'umap' || this.state.umapProgress || !embeddings) return;
    this.store.setState({ umapProgress: { done: 0, total: 0 } });
    try {
      const onProgress = (done: number, total: number) => this.store.setState({ umapProgress: { done, total } });
      const umap = await this.options.analyst('umap', embeddings, onProgress);
      if (this.embeddings === embeddings) this.store.setState({ umap });
    } catch (error) {
      this.options.onError(error);
    } finally {
      this.store.setState({ umapProgress: null });
    }
    // a map that came meanwhile has no points yet
    if (this.embeddings !== embeddings) await this.computeUmap();
  }
}
