/**
 * The session: one run seen from the page. A vanilla zustand store, fed by the train worker's events and changed by the methods below.
 * It knows no framework; what arrives at a high rate is gathered and shown at most once per animation frame.
 */

import type { StoreApi } from 'zustand/vanilla';
import type { RunConfig } from '../systems/realm/config.ts';
import type { Corpus } from '../text/corpus/corpus.ts';
import { type ErrorReport, RetrogradError, toErrorReport } from '../util/errors.ts';
import type { TrainClient } from '../worker/client.ts';
import type { CheckpointFiles, Evaluation, SessionInfo, TrainEvent } from '../worker/protocol.ts';
import { ExamplePoller } from './example-poller.ts';
import { FrameStore, nextFrame, type Schedule } from './frame-store.ts';
import { withGpuSpans } from './gpu-spans.ts';
import { newStepHistory, pushRecords, type StepHistory } from './history-columns.ts';
import { type KeptRun, type Measurements, measurementsOf, measurementsUpTo, noMeasurements } from './measurements.ts';
import { resolvePreset } from './presets.ts';
import { withRefreshEvent } from './refreshes.ts';
import { hasProgress, initialSessionState, isDraftChanged, type Moment, type SessionState } from './session-state.ts';
import { configFromUnknown, conflicts, type SettingKey, type SettingValue, withSetting } from './settings.ts';
import { StepRate } from './step-rate.ts';
import type { SavedCheckpoint, SavedSession } from './storage.ts';

/** Where a run's corpus is looked for before the worker looks among those that come with the playground. */
export interface CorpusSource {
  /** null: it has none of that id. */
  load(id: string): Promise<Corpus | null>;
}

export interface SessionOptions {
  client: TrainClient;
  /** The user's own corpora. */
  corpora?: CorpusSource;
  /** Calls back once before the next frame is drawn. */
  schedule?: Schedule;
  /** Milliseconds, for rates. */
  clock?: () => number;
}

/** Whether the worker has lost its run. */
function isFatal(error: unknown): boolean {
  const code = (error as { code?: unknown } | null)?.code;
  return code === 'worker-died' || code === 'device-lost';
}

/** Whether a run stands where it was opened. */
function isAtStart({ state, phase, step }: Extract<TrainEvent, { type: 'state' }>): boolean {
  return state === 'paused' && phase === 'ict' && step === 0;
}

/** What is known of a run, with the training examples that were left out since. */
function withSkipped(info: SessionInfo | null, skipped: Evaluation['skipped']): SessionInfo | null {
  return info && { ...info, skipped: { ...info.skipped, ...skipped } };
}

/** How a run is opened: from a checkpoint or anew, and what it begins with. */
interface Opening {
  checkpoint?: CheckpointFiles;
  /** null: a fresh run. */
  taking: { now: Moment | null; measurements: Measurements | null } | null;
}

function isReport(error: unknown): error is ErrorReport {
  return !(error instanceof Error) && typeof (error as ErrorReport).message === 'string';
}

export class Session {
  readonly store: StoreApi<SessionState>;
  readonly history: StepHistory = newStepHistory();
  readonly client: TrainClient;

  private readonly corpora: CorpusSource | undefined;
  private readonly frames: FrameStore<SessionState>;
  private readonly rate: StepRate;
  private readonly poller: ExamplePoller;
  private kept: KeptRun | null = null;
  /** What `resume` takes up. */
  private checkpoint: SavedCheckpoint | null = null;
  /** What a run that is being opened from a checkpoint begins with; null for a fresh one. */
  private taking: Opening['taking'] = null;
  private noticeId = 0;

  constructor({ client, corpora, schedule = nextFrame, clock = () => performance.now() }: SessionOptions) {
    this.client = client;
    this.corpora = corpora;
    this.frames = new FrameStore(initialSessionState, schedule);
    this.store = this.frames.store;
    this.rate = new StepRate(clock);
    this.poller = new ExamplePoller((index) => client.inspect(index), clock);
    client.subscribe((event) => this.receive(event));
  }

  /** The state with everything that has arrived. */
  get state(): SessionState {
    return this.frames.now;
  }

  // — settings —

  /** The settings on screen; a run that is open goes on with its own. */
  setDraft(draft: RunConfig): void {
    this.set({ draft });
  }

  /** Takes a preset's settings; the seed stays. */
  choosePreset(name: string): void {
    this.setDraft(resolvePreset(name, { seed: this.state.draft.seed }));
  }

  setSetting(key: SettingKey, value: SettingValue): void {
    this.setDraft(withSetting(this.state.draft, key, value));
  }

  /** Puts the settings of the open run back on screen. */
  revertDraft(): void {
    const { measured } = this.state;
    if (measured) this.setDraft(measured);
  }

  /** Makes a corpus, by its id, the one of the next run, with the settings for natural text. */
  takeCorpus(corpus: string): void {
    const { draft } = this.state;
    const base = draft.preset === 'atlas' ? draft : resolvePreset('atlas', { seed: draft.seed });
    this.setDraft({ ...base, corpus });
  }

  // — transport —

  /** Plays the open run, takes up the saved one, or opens the settings on screen and plays. */
  async play(): Promise<void> {
    if (await this.ensureOpen()) this.client.play();
  }

  pause(): void {
    this.client.pause();
  }

  async step(count = 1): Promise<void> {
    if (await this.ensureOpen()) this.client.step(count);
  }

  /** Back to step 0; `undo` brings the run back. Rejects where it could not be kept, unless that is accepted. */
  async reset(acceptLoss = false): Promise<void> {
    if (!this.state.info) {
      this.clearMeasured();
      return;
    }
    if (this.state.status === 'running') this.client.pause();
    await this.keep(acceptLoss);
    this.client.reset();
    this.clearMeasured();
    this.poller.request(this.state.exampleIndex);
  }

  /** Opens the settings on screen as a new run at step 0; `undo` brings the old one back. */
  async openDraft(acceptLoss = false): Promise<boolean> {
    const { draft } = this.state;
    const found = conflicts(draft);
    if (found.length > 0) {
      this.set({ error: { code: 'bad-option', message: found.join(' ') }, errorWhile: 'opening' });
      return false;
    }
    return this.replace(draft, { taking: null }, acceptLoss);
  }

  /** Brings back the run that was reset or replaced. */
  async undo(): Promise<void> {
    const kept = this.kept;
    if (!kept) return;
    const { config, files, now, measurements } = kept;
    if (await this.open(config, { checkpoint: files, taking: { now, measurements } })) this.forgetUndo();
  }

  forgetUndo(): void {
    this.kept = null;
    this.set({ undoable: null });
  }

  // — checkpoints —

  /** Opens a checkpoint from a file, with the settings it carries. */
  async openCheckpoint(files: CheckpointFiles, config: RunConfig): Promise<boolean> {
    return this.replace(config, { checkpoint: files, taking: { now: null, measurements: null } }, true);
  }

  /** Puts an earlier visit back on screen; `checkpoint` is what `resume` takes up. */
  restore(saved: SavedSession | null, checkpoint: SavedCheckpoint | null): void {
    if (checkpoint && (checkpoint.step > 0 || checkpoint.phase !== 'ict')) {
      this.checkpoint = checkpoint;
      this.set({ resumable: { phase: checkpoint.phase, step: checkpoint.step, savedAt: checkpoint.savedAt } });
    }
    if (!saved) return;
    this.set({ draft: configFromUnknown(saved.config) });
    if (!saved.opened) return;
    this.show({ ...saved, history: saved.history });
    this.set({ measured: configFromUnknown(saved.opened), now: { phase: saved.phase, step: saved.step } });
  }

  /** Takes up the checkpoint of the earlier visit; records after it are measured again. */
  async resume(): Promise<boolean> {
    const checkpoint = this.checkpoint;
    if (!checkpoint) return false;
    const { config, files, phase, step } = checkpoint;
    const measurements = measurementsUpTo(this.history, this.state, config, { phase, step });
    return this.open(config, { checkpoint: files, taking: { now: { phase, step }, measurements } });
  }

  /** What `restore` takes, or null before anything was measured or changed. */
  saved(): SavedSession {
    const { draft, measured, now, evaluations, refreshes, example } = this.state;
    return {
      version: 2,
      savedAt: Date.now(),
      config: draft,
      opened: measured,
      phase: now?.phase ?? 'ict',
      step: now?.step ?? 0,
      history: this.history.save(),
      evaluations: [...evaluations],
      refreshes: [...refreshes],
      example,
    };
  }

  /** Tells the session which checkpoint `resume` would take up from now on. */
  setResumable(checkpoint: SavedCheckpoint): void {
    this.checkpoint = checkpoint;
    this.set({ resumable: { phase: checkpoint.phase, step: checkpoint.step, savedAt: checkpoint.savedAt } });
  }

  // — example —

  /** Shows the i-th example, counted round. */
  inspect(index: number): void {
    const count = this.state.example?.count ?? 1;
    const wrapped = ((index % count) + count) % count;
    this.set({ exampleIndex: wrapped });
    if (this.state.info) this.poller.request(wrapped);
  }

  setLive(live: boolean): void {
    this.set({ live });
    if (live && this.state.info) this.poller.request(this.state.exampleIndex);
  }

  // — messages —

  notify(kind: 'warning' | 'info', message: string): void {
    const { notices } = this.state;
    if (notices.some((notice) => notice.message === message)) return;
    this.set({ notices: [...notices, { id: ++this.noticeId, kind, message }].slice(-4) });
  }

  dismissNotice(id: number): void {
    this.set({ notices: this.state.notices.filter((notice) => notice.id !== id) });
  }

  /** Shows an error in place. */
  fail(error: unknown, errorWhile: SessionState['errorWhile'] = 'acting'): void {
    this.set({ error: isReport(error) ? error : toErrorReport(error), errorWhile });
  }

  dismissError(): void {
    const { status, info } = this.state;
    this.set({ error: null, status: status === 'failed' ? (info ? 'paused' : 'idle') : status });
  }

  // — inside —

  private set(patch: Partial<SessionState>): void {
    this.frames.set(patch);
  }

  private async ensureOpen(): Promise<boolean> {
    const state = this.state;
    if (state.status === 'opening') return false;
    if (state.info && !(isDraftChanged(state) && !hasProgress(state))) return true;
    if (!state.info && state.resumable && !isDraftChanged(state)) return this.resume();
    return this.openDraft();
  }

  /** Opens another run in place of the open one, which is kept for `undo`; where that cannot be opened everything is as it was. */
  private async replace(config: RunConfig, opening: Opening, acceptLoss: boolean): Promise<boolean> {
    const { kept } = this;
    const wasRunning = this.state.status === 'running';
    if (wasRunning) this.client.pause();
    await this.keep(acceptLoss);
    const opened = await this.open(config, opening);
    if (!opened && this.state.info) {
      this.kept = kept;
      this.set({ undoable: kept?.now ?? null });
      if (wasRunning) this.client.play();
    }
    return opened;
  }

  private async open(config: RunConfig, { checkpoint, taking }: Opening): Promise<boolean> {
    const before = this.state;
    this.taking = taking;
    this.set({ status: 'opening', opening: null, error: null, draft: config });
    try {
      const corpus = await this.corpora?.load(config.corpus);
      await this.client.open(config, { ...(corpus ? { corpus } : {}), ...(checkpoint ? { checkpoint } : {}) });
      return true;
    } catch (error) {
      if (error instanceof RetrogradError && error.code === 'cancelled') return false;
      const alive = this.state.info !== null && !isFatal(error);
      if (!alive) this.set({ info: null });
      const status = alive ? (before.status === 'running' ? 'paused' : before.status) : 'failed';
      this.set({ draft: before.draft, status, opening: null });
      this.fail(error, 'opening');
      return false;
    }
  }

  /** Keeps the open run for `undo`, where it has gone anywhere. */
  private async keep(acceptLoss: boolean): Promise<void> {
    const before = this.state;
    const { measured, now } = before;
    if (!before.info || !measured || !now || !hasProgress(before)) return;
    try {
      const files = await this.client.checkpoint(15_000);
      const measurements = measurementsOf(this.history, this.state);
      this.kept = { config: measured, files, now: this.state.now ?? now, measurements };
      this.set({ undoable: this.kept.now });
    } catch (error) {
      if (!acceptLoss) throw error;
      this.forgetUndo();
    }
  }

  private clearMeasured(): void {
    this.show(noMeasurements);
    this.rate.clear();
    this.set({ now: this.state.info ? { phase: 'ict', step: 0 } : null, stepsPerSecond: null, exampleIndex: 0 });
  }

  private show(measurements: Measurements): void {
    const { history, evaluations, refreshes, example } = measurements;
    this.history.restore(history);
    this.set({ evaluations, refreshes, example, historyVersion: this.history.version });
  }

  private receive(event: TrainEvent): void {
    switch (event.type) {
      case 'opening':
        this.frames.later({ opening: { stage: event.stage, done: event.done, total: event.total } });
        return;
      case 'ready': {
        const taking = this.taking;
        this.set({ info: event.session, measured: event.session.config, opening: null, error: null, status: 'ready' });
        this.clearMeasured();
        if (taking?.measurements) this.show(taking.measurements);
        if (taking?.now) this.set({ now: taking.now, status: 'paused' });
        this.poller.request(this.state.exampleIndex);
        return;
      }
      case 'state':
        this.rate.clear();
        if (event.phase !== this.state.now?.phase) this.poller.forget();
        this.set({
          status: isAtStart(event) ? 'ready' : event.state,
          now: { phase: event.phase, step: event.step },
          stepsPerSecond: null,
          // A pause is not a wait.
          ...(event.state === 'running' && this.frames.coming.status !== 'running' ? { gpu: [] } : {}),
        });
        if (event.state !== 'running') this.poller.request(this.state.exampleIndex);
        return;
      case 'steps': {
        const last = event.records.at(-1);
        const config = this.frames.coming.measured;
        if (!last || !config) return;
        pushRecords(this.history, config, event.phase, event.records);
        this.frames.later({
          now: { phase: event.phase, step: last.step },
          historyVersion: this.history.version,
          // The failure was not of the training.
          ...(this.frames.coming.status === 'failed' ? { status: 'running' as const } : {}),
          stepsPerSecond: this.rate.add(event.records.length),
        });
        if (this.frames.coming.live && this.frames.coming.status === 'running')
          this.poller.poll(this.frames.coming.exampleIndex);
        return;
      }
      case 'evaluation':
        this.frames.later({
          evaluations: [...this.frames.coming.evaluations, event.evaluation],
          info: withSkipped(this.frames.coming.info, event.evaluation.skipped),
        });
        return;
      case 'refresh':
        this.frames.later({ refreshes: withRefreshEvent(this.frames.coming.refreshes, event.refresh) });
        return;
      case 'example':
        if (!this.poller.answered(event.example.index, event.example.count)) return;
        this.frames.later({ example: event.example, exampleIndex: event.example.index });
        return;
      case 'warning':
        this.notify('warning', event.message);
        return;
      case 'kernels':
        this.frames.later({ kernels: event.report });
        return;
      case 'gpu':
        this.frames.later({ gpu: withGpuSpans(this.frames.coming.gpu, event.spans) });
        return;
      case 'failed': {
        if (this.frames.coming.status === 'opening') return;
        this.set({ status: 'failed', ...(isFatal(event.error) ? { info: null } : {}) });
        this.fail(event.error, 'running');
        return;
      }
      case 'checkpoint':
      case 'lab':
      case 'lab-summary':
      case 'vocabulary':
        // Whoever asked has a promise of the client's.
        return;
      default:
        event satisfies never;
    }
  }
}
