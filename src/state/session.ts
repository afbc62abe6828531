/**
 * The session: one run seen from the page. A vanilla zustand store, fed by the train worker's events and changed by the methods below.
 * It does not depend on a framework. Frequent changes are collected and shown at most once per animation frame.
 */

import type { StoreApi } from 'zustand/vanilla';
import type { CheckpointFiles, Moment, RunConfig } from '../run/records.ts';
import { type SettingValue, withSetting } from '../run/settings.ts';
import type { StopCondition } from '../run/stop-condition.ts';
import { readConfig, resolvePreset } from '../systems/presets.ts';
import { systemOf } from '../systems/registry.ts';
import type { Corpus } from '../text/corpus/corpus.ts';
import { type ErrorReport, RetrogradError, saidBy, toErrorReport } from '../util/errors.ts';
import { inEnglish, type Said, sentences } from '../util/sentence.ts';
import type { ClientEvent, TrainClient } from '../worker/client.ts';
import type { Opened, TrainEvent } from '../worker/protocol.ts';
import { checkpointReader } from './checkpoint-reader.ts';
import { FrameStore, nextFrame, type Schedule } from './frame-store.ts';
import { newStepHistory, pushRecords, type StepHistory, stepColumns } from './history-columns.ts';
import { KeptRuns, type Opening, type StartOfRun } from './kept-runs.ts';
import { type Measurements, measurementsOf, noMeasurements } from './measurements.ts';
import { metAlready } from './met-already.ts';
import { isStart } from './progress.ts';
import { describeRun, type MeasuredRun } from './run-description.ts';
import { changeBy } from './run-events.ts';
import { RunStarts } from './run-starts.ts';
import {
  hasProgress,
  initialSessionState,
  isDraftChanged,
  isKept,
  type Notice,
  type NoticeTopic,
  type SessionState,
} from './session-state.ts';
import { StepRate } from './step-rate.ts';
import type { SavedCheckpoint, SavedSession } from './storage.ts';
import { PhaseClock } from './time-left.ts';

/** Where a run's corpus is looked up first; then the worker looks among those that come with the playground. */
export interface CorpusSource {
  /** null: there is none of that id. */
  load(id: string): Promise<Corpus | null>;
}

export interface SessionOptions {
  client: TrainClient;
  /** The user's own corpora. */
  corpora?: CorpusSource;
  /** Where a new run of a configuration begins by its preset; null: the preset says nothing. It may throw, with the reason, which is told. */
  startOf?: (config: RunConfig) => Promise<StartOfRun | null>;
  /** What was measured of a run that is not on screen; null: it is not known. */
  archived?: (runId: string) => Promise<Measurements | null>;
  /** Calls back once before the next frame is drawn. */
  schedule?: Schedule;
  /** Milliseconds, for rates. */
  clock?: () => number;
}

const codeOf = (error: unknown): unknown => (error as { code?: unknown } | null)?.code;

/** Whether the worker has lost its run. */
function isFatal(error: unknown): boolean {
  const code = codeOf(error);
  return code === 'worker-died' || code === 'device-lost';
}

function isReport(error: unknown): error is ErrorReport {
  return !(error instanceof Error) && typeof (error as ErrorReport).message === 'string';
}

const newRunId = (): string => crypto.randomUUID();

export class Session {
  readonly store: StoreApi<SessionState>;
  readonly history: StepHistory = newStepHistory();
  readonly client: TrainClient;
  /** Called before the measurements on screen are replaced by those of another run. */
  onLeave: (() => void) | null = null;

  private readonly corpora: CorpusSource | undefined;
  private readonly starts: RunStarts;
  private readonly frames: FrameStore<SessionState>;
  private readonly rate: StepRate;
  private readonly phaseClock: PhaseClock;
  private readonly kept: KeptRuns;
  /** The replacement of one run by another that is in progress. */
  private transition: Promise<boolean> | null = null;
  /** The run that is being opened, and its events before it is open. */
  private coming: { runId: string; events: TrainEvent[] } | null = null;
  private noticeId = 0;

  constructor(options: SessionOptions) {
    const { client, corpora, startOf, archived, schedule = nextFrame, clock = () => performance.now() } = options;
    this.client = client;
    this.kept = new KeptRuns(archived);
    this.corpora = corpora;
    this.starts = new RunStarts(startOf);
    this.frames = new FrameStore(initialSessionState, schedule);
    this.store = this.frames.store;
    this.rate = new StepRate(clock);
    this.phaseClock = new PhaseClock(clock);
    client.subscribe((event) => this.receive(event));
  }

  /** The state, including changes that are not shown yet. */
  get state(): SessionState {
    return this.frames.now;
  }

  // — settings —

  /** Changes the settings on screen; an open run keeps its own. */
  setDraft(draft: RunConfig): void {
    this.set({ draft });
  }

  /** Uses the settings of a preset; the seed stays. */
  choosePreset(name: string): void {
    this.setDraft(resolvePreset(name, { seed: this.state.draft.seed }));
  }

  setSetting(key: string, value: SettingValue): void {
    this.setDraft(withSetting(this.state.draft, key, value));
  }

  /** Puts the settings of the open run back on screen. */
  revertDraft(): void {
    const { measured } = this.state;
    if (measured) this.setDraft(measured.config);
  }

  /** Chooses the corpus of the next run by its id, with the settings of a preset for such text; settings of that preset that were changed stay. */
  takeCorpus(corpus: string, preset = systemOf(this.state.draft).ownText): void {
    const { draft } = this.state;
    const base = draft.preset === preset ? draft : resolvePreset(preset, { seed: draft.seed });
    this.setDraft({ ...base, corpus });
  }

  // — transport —

  /** Plays the open run, resumes the saved one, or opens a run with the settings on screen. */
  async play(): Promise<void> {
    if (!(await this.ensureOpen())) return;
    const { until, measured, now, evaluations } = this.state;
    const column = (name: string) => this.history.column(name);
    const met = measured && now && metAlready(until, measured, { column, evaluations, now });
    if (met) this.set({ met: { ...met, isAlready: true } });
    else await this.client.play(until);
  }

  /** When the run is to pause, from now on. */
  async setUntil(until: readonly StopCondition[]): Promise<void> {
    this.set({ until, met: null });
    if (this.state.status === 'running') await this.client.play(until);
  }

  async pause(): Promise<void> {
    await this.client.pause();
  }

  async step(count = 1): Promise<void> {
    if (await this.ensureOpen()) await this.client.step(count);
  }

  /** Returns to step 0; `undo` restores the run. Rejects if the run cannot be kept for that, unless `acceptLoss` is set. One that is only kept is resumed first. */
  async reset(acceptLoss = false): Promise<boolean> {
    const { draft } = this.state;
    if (!this.state.info && isKept(this.state)) {
      if (!(await this.resume())) return false;
      this.setDraft(draft);
    }
    const { info } = this.state;
    if (info) return this.replace(() => this.begin(info.config, true), acceptLoss);
    return this.replaceBy(async () => {
      this.show(noMeasurements, null);
      return true;
    });
  }

  /** Opens a new run at step 0 with the settings on screen; `undo` restores the old one. */
  async openDraft(acceptLoss = false): Promise<boolean> {
    const { draft } = this.state;
    const found = systemOf(draft).conflicts(draft);
    if (found.length > 0) {
      this.fail(new RetrogradError('bad-option', sentences(found)), 'opening');
      return false;
    }
    return this.replace(() => this.begin(draft), acceptLoss);
  }

  /** Opens a new run that begins with the models of another run's checkpoint; `undo` restores the open one. Rejects if that cannot be kept. */
  async openWithModels(init: CheckpointFiles, config: RunConfig): Promise<boolean> {
    return this.replace(() => this.open({ run: { runId: newRunId(), config }, init }), false);
  }

  /** Restores the run that was reset or replaced. */
  async undo(): Promise<boolean> {
    return this.replaceBy(async () => {
      const { undoable } = this.kept;
      if (!undoable) return false;
      const { run, files, measurements } = undoable;
      const isBack = await this.open({ run, checkpoint: files, measurements });
      if (isBack) this.forgetUndo();
      return isBack;
    });
  }

  /** The checkpoint that `undo` would restore; null: there is none. */
  get aside(): CheckpointFiles | null {
    return this.kept.undoable?.files ?? null;
  }

  forgetUndo(): void {
    this.kept.undoable = null;
    this.set({ undoable: null });
  }

  /** Closes the open run; `undo` restores it. Rejects if it cannot be kept for that. */
  async putAside(): Promise<boolean> {
    return this.replaceBy(async () => {
      if (!this.state.info) return false;
      if (this.state.status === 'running') await this.client.pause();
      await this.keep(false);
      this.set({ info: null, status: 'idle' });
      this.show(noMeasurements, null);
      return true;
    });
  }

  // — checkpoints —

  /** Opens a checkpoint from a file, with its own settings. Throws `bad-checkpoint` if it cannot be read. */
  async openCheckpoint(files: CheckpointFiles, config: RunConfig): Promise<boolean> {
    const { readState } = await checkpointReader();
    const { runId } = readState(files);
    return this.replace(() => this.open({ run: { runId, config }, checkpoint: files }), true);
  }

  /** Opens another run that begins from a checkpoint, with what was measured up to it. */
  async openFrom(files: CheckpointFiles, config: RunConfig, measurements: Measurements): Promise<boolean> {
    const run = { runId: newRunId(), config };
    const opening = { run, checkpoint: files, asNew: true, looksFirst: true, measurements };
    return this.replace(() => this.open(opening), true);
  }

  /** Shows an earlier visit again; `resume` continues from `checkpoint`. */
  restore(saved: SavedSession | null, checkpoint: SavedCheckpoint | null): void {
    if (checkpoint) this.offerToResume(checkpoint);
    if (!saved) return;
    this.set({ draft: readConfig(saved.draft), until: saved.until ?? [] });
    if (!saved.run) return;
    const { runId, config, now, start } = saved.run;
    const measured = { runId, ...describeRun(readConfig(config)), ...(start && { start }) };
    this.show(saved, measured);
    this.set({ now });
  }

  /** Shows a recorded run as it was at a moment, unless a run is open or is being opened. */
  showRecorded(run: MeasuredRun, measurements: Measurements, now: Moment): void {
    if (this.state.info || this.transition || this.state.status !== 'idle') return;
    this.show(measurements, run, { now, isRecorded: true });
  }

  /** Takes a recorded run off the screen. */
  leaveRecorded(): void {
    if (this.state.isRecorded) this.show(noMeasurements, null);
  }

  /** Resumes from the checkpoint of an earlier visit or from before a crash; later steps are measured again. */
  async resume(): Promise<boolean> {
    return this.replaceBy(async () => {
      const opening = await this.kept.resumption(this.history, this.state);
      return opening !== null && this.open(opening);
    });
  }

  /** The session as `restore` reads it. */
  saved(): SavedSession {
    const { draft, measured, now, isRecorded, until } = this.state;
    const isOwn = measured && now && !isRecorded;
    const run = isOwn
      ? { runId: measured.runId, config: measured.config, now, ...(measured.start && { start: measured.start }) }
      : null;
    const measurements = isRecorded ? noMeasurements : measurementsOf(this.history, this.state);
    return { version: 3, savedAt: Date.now(), draft, run, until, ...measurements };
  }

  /** Sets the checkpoint from which `resume` continues. */
  setResumable(checkpoint: SavedCheckpoint): void {
    this.kept.setCheckpoint(checkpoint);
    this.set({ resumable: this.kept.resumable });
  }

  // — views of the system —

  /** Keeps what a view shows; it is cleared and restored together with the measurements of its run. */
  setView(name: string, shown: unknown): void {
    this.frames.later({ views: { ...this.frames.coming.views, [name]: shown } });
  }

  // — messages —

  /** Warnings about a run are collected; a message about anything else replaces the one before. */
  notify(kind: Notice['kind'], topic: NoticeTopic, message: Said): void {
    const words = inEnglish(message);
    if (this.state.notices.some((notice) => inEnglish(notice.message) === words)) return;
    if (topic !== 'run') this.withdraw(topic);
    this.set({ notices: [...this.state.notices, { id: ++this.noticeId, kind, topic, message }].slice(-4) });
  }

  /** Takes messages away that are no longer so. */
  withdraw(...topics: NoticeTopic[]): void {
    const { notices } = this.state;
    const kept = notices.filter(({ topic }) => !topics.includes(topic));
    if (kept.length < notices.length) this.set({ notices: kept });
  }

  dismissNotice(id: number): void {
    this.set({ notices: this.state.notices.filter((notice) => notice.id !== id) });
  }

  /** Shows an error in place; what was cancelled is none. */
  fail(error: unknown, errorWhile: SessionState['errorWhile'] = 'acting'): void {
    if (codeOf(error) === 'cancelled') return;
    this.set({ error: isReport(error) ? error : toErrorReport(error), errorWhile, lostEvaluation: null });
  }

  dismissError(): void {
    const { status, info } = this.state;
    this.set({ error: null, status: status === 'failed' ? (info ? 'paused' : 'idle') : status });
  }

  // — inside —

  /** A checkpoint of another version may lack settings, or be of a system that is not here; then only the measurements are restored. */
  private offerToResume(checkpoint: SavedCheckpoint): void {
    try {
      this.setResumable({ ...checkpoint, config: readConfig(checkpoint.config) });
    } catch (error) {
      this.notify('warning', 'saving', saidBy(error));
    }
  }

  private set(patch: Partial<SessionState>): void {
    this.frames.set(patch);
  }

  private async ensureOpen(): Promise<boolean> {
    const state = this.state;
    if (state.status === 'opening' || this.transition) return false;
    if (state.info && !(isDraftChanged(state) && !hasProgress(state))) return true;
    if (!state.info && state.resumable && !isDraftChanged(state)) return this.resume();
    return this.openDraft();
  }

  /**
   * Only one change of the run at a time: a call during a change gets the result of that change. A measurement of the run that goes is cancelled, because
   * the trainer answers one question after the other.
   */
  private replaceBy(change: () => Promise<boolean>): Promise<boolean> {
    if (this.transition) return this.transition;
    this.client.cancelLongProbes();
    this.transition = change().finally(() => {
      this.transition = null;
    });
    return this.transition;
  }

  /** Replaces the open run by the one that `open` opens, and keeps it for `undo`. If that cannot be opened, everything stays as it was. */
  private replace(open: () => Promise<boolean>, acceptLoss: boolean): Promise<boolean> {
    return this.replaceBy(async () => {
      const before = this.kept.undoable;
      const wasRunning = this.state.status === 'running';
      if (wasRunning) await this.client.pause();
      await this.keep(acceptLoss);
      const isOpen = await open();
      if (!isOpen && this.state.info) {
        this.kept.undoable = before;
        this.set({ undoable: before?.now ?? null });
        if (wasRunning) await this.client.play(this.state.until);
      }
      return isOpen;
    });
  }

  /** Keeps the open run for `undo`, if it has taken a step. */
  private async keep(acceptLoss: boolean): Promise<void> {
    try {
      await this.kept.keep(this.client, this.history, () => this.state);
      this.set({ undoable: this.kept.undoable?.now ?? null });
    } catch (error) {
      if (!acceptLoss) throw error;
      this.forgetUndo();
    }
  }

  /** A new run, where the runs of its configuration begin. `isReset`: it is that of the open run, which knows the models with which it began. */
  private async begin(config: RunConfig, isReset = false): Promise<boolean> {
    const run = { runId: newRunId(), config };
    const { start, why } =
      isReset && this.starts.isBegun ? {} : await this.starts.of(config, this.state.info ? null : this.kept.checkpoint);
    const isOpen = isReset && !start ? await this.restart(run.runId) : await this.open({ run, ...start });
    if (why) this.notify('info', 'run', why);
    return isOpen;
  }

  private async restart(runId: string): Promise<boolean> {
    try {
      this.opened(await this.client.reset(runId), noMeasurements);
      return true;
    } catch (error) {
      // the loss of the trainer is shown by its event
      if (!isFatal(error)) this.fail(error);
      return false;
    }
  }

  private async open(opening: Opening): Promise<boolean> {
    const { run, checkpoint, init, asNew = false, looksFirst = false, measurements = noMeasurements } = opening;
    const before = this.state;
    const { runId, config } = run;
    this.coming = { runId, events: [] };
    this.withdraw('done');
    // what the GPU did for the run before is not what it does now
    this.set({ status: 'opening', opening: null, error: null, draft: config, gpu: [] });
    try {
      const models = await this.starts.modelsOf(opening);
      const corpus = await this.corpora?.load(config.corpus);
      const start = checkpoint ? { checkpoint, asNew, looksFirst } : init && { init };
      const query = { runId, config, ...(corpus && { corpus }), ...start };
      const opened = await this.client.open(query, (opening) => this.frames.later({ opening }));
      this.starts.follow(config, models);
      this.opened(opened, measurements, asNew ? opened.moment : run.start);
      return true;
    } catch (error) {
      this.coming = null;
      const alive = this.state.info !== null && !isFatal(error);
      if (!alive) this.set({ info: null });
      const status = alive ? (before.status === 'running' ? 'paused' : before.status) : 'failed';
      this.set({ draft: before.draft, status, opening: null });
      this.fail(error, 'opening');
      return false;
    }
  }

  private opened({ session, moment }: Opened, measurements: Measurements, start?: Moment): void {
    const { runId, config, phases, metrics, curves } = session;
    const measured: MeasuredRun = { runId, config, phases, metrics, curves, ...(start && { start }) };
    const last = phases.at(-1)!;
    if (runId !== this.state.measured?.runId) this.withdraw('run', 'address');
    const isFinished = moment.phase === last.id && moment.step >= last.steps;
    this.show(measurements, measured);
    this.set({
      info: session,
      now: moment,
      opening: null,
      error: null,
      status: isFinished ? 'finished' : isStart(measured, moment) ? 'ready' : 'paused',
    });
    const early = this.coming?.events ?? [];
    this.coming = null;
    for (const event of early) this.receive(event);
  }

  /** Shows the measurements of a run. */
  private show(
    { history, evaluations, results = [], refreshes, views }: Measurements,
    measured: MeasuredRun | null,
    { now = null, isRecorded = false }: Partial<Pick<SessionState, 'now' | 'isRecorded'>> = {},
  ): void {
    if (measured?.runId !== this.state.measured?.runId) this.onLeave?.();
    this.history.restore(history, stepColumns(measured ?? describeRun(this.state.draft)));
    this.rate.clear();
    this.phaseClock.pause();
    this.set({
      measured,
      evaluations,
      results,
      measuring: null,
      preparing: null,
      refreshes,
      views,
      historyVersion: this.history.version,
      isRecorded,
      now,
      stepsPerSecond: null,
      msLeft: null,
      met: null,
      gpu: [],
    });
  }

  private receive(event: ClientEvent): void {
    if (event.type === 'died') {
      if (this.state.status !== 'opening') {
        this.set({ status: 'failed', info: null, gpu: [] });
        this.fail(event.error, 'running');
      }
      return;
    }
    if (event.runId === this.coming?.runId && event.runId !== this.frames.coming.measured?.runId) {
      this.coming.events.push(event);
      return;
    }
    const { measured } = this.frames.coming;
    if (!measured || event.runId !== measured.runId) return;
    if (event.type === 'warning') {
      this.notify('warning', 'run', event.said ?? event.message);
      return;
    }
    if (event.type === 'steps') pushRecords(this.history, measured, event.phase, event.records);
    const rate = event.type === 'steps' ? this.rate.add(event.records.length) : null;
    if (event.type === 'state') this.rate.clear();
    if (event.type === 'state' && event.state !== 'running') this.phaseClock.pause();
    const { patch, atOnce } = changeBy(event, this.frames.coming, rate);
    if (event.type === 'steps') {
      const steps = measured.phases.find(({ id }) => id === event.phase)?.steps ?? 0;
      patch.historyVersion = this.history.version;
      patch.msLeft = this.phaseClock.left(event.phase, event.records.at(-1)!.step, steps);
    }
    if (atOnce) this.set(patch);
    else this.frames.later(patch);
  }
}
