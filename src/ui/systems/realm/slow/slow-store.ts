/**
 * One training step in slow motion: an example is read, the step is taken, and the same example with the same candidates is read again. The step
 * is that of the button Step; looking changes nothing in the run.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';
import { phaseOffset, runPosition } from '../../../../state/progress.ts';
import type { Session } from '../../../../state/session.ts';
import { isDraftChanged, type SessionState } from '../../../../state/session-state.ts';
import type { RealmProbes } from '../../../../systems/realm/probes.ts';
import type { RefreshReading, StepBatch, StepReading } from '../../../../systems/realm/step-views.ts';
import { openRealmRun } from '../open-run.ts';

/** The parts of a step, in their order. */
export const stages = ['retriever', 'reader', 'gradient', 'update', 'refresh'] as const;
export type Stage = (typeof stages)[number];

export interface SlowState {
  /** The part that is shown. */
  stage: Stage;
  /** Which batch the example that is shown is of, and its number there: they change with the reading. */
  batch: StepBatch;
  index: number;
  /** The example before the step; null: it is not read. */
  before: StepReading | null;
  /** After the step. */
  after: StepReading | null;
  refresh: RefreshReading | null;
  working: 'reading' | 'training' | 'refreshing' | null;
  /** Whether the run was paused for this page. */
  hasPaused: boolean;
  /** The batch has no example that was read, e.g. the latest one of a run that was just opened. */
  isEmpty: boolean;
}

const nothingRead = { before: null, after: null, refresh: null, stage: 'retriever', isEmpty: false } as const;

/** What a step in slow motion lacks; null: nothing. */
export type Lack = 'run' | 'joint' | 'step';

export function lackOf({ info, now, status }: SessionState): Lack | null {
  if (!info || info.config.system !== 'realm') return 'run';
  if (now?.phase !== 'joint') return 'joint';
  const { steps } = info.phases.find(({ id }) => id === 'joint')!;
  return status === 'finished' || now.step >= steps ? 'step' : null;
}

type Ask = <K extends 'step-example' | 'refresh-index'>(
  name: K,
  query: RealmProbes[K]['query'],
) => Promise<RealmProbes[K]['answer']>;

export interface SlowOptions {
  session: Session;
  ask: Ask;
}

export class SlowStore {
  readonly store: StoreApi<SlowState> = createStore<SlowState>(() => ({
    ...nothingRead,
    batch: 'next',
    index: 0,
    working: null,
    hasPaused: false,
  }));
  private readonly session: Session;
  private readonly ask: Ask;
  private isVisible = false;

  constructor({ session, ask }: SlowOptions) {
    this.session = session;
    this.ask = ask;
    session.store.subscribe((state, before) => this.follow(state, before));
  }

  get state(): SlowState {
    return this.store.getState();
  }

  /** Whether the page is shown: then training pauses, and the example is read. */
  setVisible(isVisible: boolean): void {
    if (isVisible === this.isVisible) return;
    this.isVisible = isVisible;
    if (isVisible) void this.arrive();
    else this.store.setState({ hasPaused: false });
  }

  /** Another example of the batch, before the step is taken. */
  move(by: number): void {
    const { before, after, batch, index } = this.state;
    if (!before || after) return;
    void this.read({ batch, index: (((index + by) % before.count) + before.count) % before.count });
  }

  /** Reads the first example of a batch; not while something else is done, nor where nothing can be read. */
  chooseBatch(batch: StepBatch): void {
    if (batch !== this.state.batch) void this.read({ batch, index: 0 });
  }

  /** Shows a part of the step; what it needs and is not there yet is done first: the example is read, the step taken, the index rebuilt. */
  async show(stage: Stage): Promise<void> {
    if (this.state.working) return;
    if (!this.state.before) await this.read();
    const { before, after, refresh } = this.state;
    if (!before) return;
    if (stage === 'update' && !after) return this.update();
    if (stage === 'refresh') {
      if (!after) return;
      if (!refresh) return this.refresh();
    }
    this.store.setState({ stage });
  }

  /** Begins with the next step. */
  async another(): Promise<void> {
    await this.read({ batch: this.state.batch, index: 0 });
  }

  /** Trains until there is an index, i.e. to the beginning of the joint phase. */
  async goToJoint(): Promise<void> {
    const { session } = this;
    if (!session.state.info) {
      const { resumable } = session.state;
      const isOpen = resumable && !isDraftChanged(session.state) ? await session.resume() : await session.openDraft();
      if (!isOpen) return;
    }
    const { info, now } = session.state;
    if (!info || !now || lackOf(session.state) !== 'joint') return;
    // at the end of the phase before, its last step has been taken: the next one is the first of the joint phase
    await session.step(Math.max(1, phaseOffset(info.phases, 'joint') - runPosition(info.phases, now)));
  }

  private async arrive(): Promise<void> {
    if (openRealmRun(this.session.state) && this.session.state.status === 'running') {
      this.store.setState({ hasPaused: true });
      // the example is read when the run has paused
      await this.session.pause().catch((error: unknown) => this.session.fail(error));
    } else if (!this.isCurrent()) await this.read();
  }

  /** Whether what is shown is of the moment of the run. */
  private isCurrent(): boolean {
    const { before, after } = this.state;
    const { now } = this.session.state;
    const shown = after ?? before;
    return shown !== null && shown.phase === now?.phase && shown.step === now.step;
  }

  private follow(state: SessionState, before: SessionState): void {
    if (state.info?.runId !== before.info?.runId) this.store.setState({ ...nothingRead, index: 0 });
    const stands = state.status !== 'running' && state.status !== 'opening';
    if (!this.isVisible || !stands || this.state.working) return;
    if ((state.status !== before.status || state.info !== before.info) && !this.isCurrent()) void this.read();
  }

  /** Reads again what was read while the run went on: a person may press Step at any time. */
  private catchUp(): void {
    const { status } = this.session.state;
    if (this.isVisible && this.state.before && !this.isCurrent() && status !== 'running' && status !== 'opening') {
      void this.read();
    }
  }

  private async read({ batch, index }: Pick<SlowState, 'batch' | 'index'> = this.state): Promise<void> {
    if (this.state.working || lackOf(this.session.state) !== null) return;
    await this.work('reading', async () => {
      const before = await this.ask('step-example', { batch, index });
      return { ...nothingRead, batch, index, before, isEmpty: before === null };
    });
  }

  private async update(): Promise<void> {
    const { before } = this.state;
    if (!before || lackOf(this.session.state) !== null) return;
    await this.work('training', async () => {
      await this.session.step(1);
      const after = await this.ask('step-example', { again: before.key });
      return after && { after, stage: 'update' };
    });
  }

  private async refresh(): Promise<void> {
    const { after } = this.state;
    if (!after) return;
    await this.work('refreshing', async () => ({
      refresh: await this.ask('refresh-index', { key: after.key }),
      stage: 'refresh',
    }));
  }

  /** Does one thing at a time; its result is dropped if the run is another one meanwhile. */
  private async work(
    working: NonNullable<SlowState['working']>,
    doIt: () => Promise<Partial<SlowState> | null>,
  ): Promise<void> {
    const runId = () => this.session.state.info?.runId;
    const of = runId();
    this.store.setState({ working });
    try {
      const change = await doIt();
      if (change && runId() === of) this.store.setState(change);
      this.store.setState({ working: null });
      this.catchUp();
    } catch (error) {
      this.store.setState({ working: null });
      this.session.fail(error);
    }
  }
}
