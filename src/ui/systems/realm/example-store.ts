/** The current example: which one is asked for, and when it is asked for again while training goes on. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import { ProbePoller } from '../../../state/probe-poller.ts';
import type { Session } from '../../../state/session.ts';
import type { SessionState } from '../../../state/session-state.ts';
import type { RealmProbes } from '../../../systems/realm/probes.ts';
import type { ExampleView } from '../../../systems/realm/views.ts';
import { openRealmRun } from './open-run.ts';
import type { Stage } from './picture/stages.ts';
import { Refusals } from './refusals.ts';

export type Look = 'table' | 'picture';

export interface ExampleState {
  /** Index of the example that is asked for. */
  index: number;
  /** Whether it is asked for again while training goes on. */
  live: boolean;
  /** The candidate that is opened, by its document (`nullDocument` for the null document); null: none. */
  document: string | null;
  /** How the example is shown. */
  look: Look;
  /** The stage of the picture that is shown by itself; null: the whole picture. */
  stage: Stage | null;
  /** How often a person has gone to another example or document. */
  moves: number;
}

/** The example on screen lies among the session's views, so that it is kept and restored with the run. */
export const exampleOf = ({ views }: SessionState): ExampleView | null => (views.example as ExampleView) ?? null;

export interface ExampleOptions {
  session: Session;
  ask(name: 'example', query: RealmProbes['example']['query']): Promise<RealmProbes['example']['answer']>;
  /** Milliseconds. */
  clock?: () => number;
}

export class ExampleStore {
  readonly store: StoreApi<ExampleState> = createStore(() => ({
    index: 0,
    live: true,
    document: null,
    look: 'table',
    stage: null,
    moves: 0,
  }));
  private readonly session: Session;
  /** Whether the example was chosen before there was a run to ask; then the next run opens with it. */
  private isChosen = false;
  private readonly poller: ProbePoller;
  private readonly refusals: Refusals;

  constructor({ session, ask, clock = () => performance.now() }: ExampleOptions) {
    this.session = session;
    this.poller = new ProbePoller((index) => void this.request(index, ask), clock);
    this.refusals = new Refusals((error) => session.fail(error));
    session.store.subscribe((state, before) => this.follow(state, before));
  }

  /** Shows an example, and the candidate with this document opened. Before there is a run they are kept for the next one. */
  go(index: number, document: string | null): void {
    this.show({ index, document });
  }

  /** So many examples further, counted round. */
  move(by: number): void {
    const { index, moves } = this.store.getState();
    const count = exampleOf(this.session.state)?.count;
    if (count) this.show({ index: (((index + by) % count) + count) % count, document: null, moves: moves + 1 });
  }

  /** Shows the example as a table or as a picture, and there one of its stages. */
  setLook(look: Look, stage: Stage | null = null): void {
    this.store.setState({ look, stage: look === 'picture' ? stage : null });
  }

  /** Changes between table and picture. */
  turn(): void {
    const { look, moves } = this.store.getState();
    this.store.setState({ look: look === 'table' ? 'picture' : 'table', stage: null, moves: moves + 1 });
  }

  /** Opens a candidate, or closes it if it is open. */
  toggle(document: string): void {
    const state = this.store.getState();
    this.store.setState({ document: state.document === document ? null : document, moves: state.moves + 1 });
  }

  setLive(live: boolean): void {
    this.store.setState({ live });
    if (live && openRealmRun(this.session.state)) this.poller.request(this.store.getState().index);
  }

  private show(change: Partial<ExampleState> & { index: number }): void {
    const isOther = change.index !== this.store.getState().index;
    this.store.setState(change);
    if (!openRealmRun(this.session.state)) this.isChosen = true;
    else if (isOther) this.poller.request(change.index);
  }

  /** Asks when a run was opened or stands still, and now and then while it runs. */
  private follow(state: SessionState, before: SessionState): void {
    const run = openRealmRun(state);
    if (!run || state.status === 'opening') return;
    if (run.runId !== before.info?.runId) {
      this.refusals.answered();
      if (!this.isChosen) this.store.setState({ index: exampleOf(state)?.index ?? 0, document: null });
      this.isChosen = false;
      this.poller.request(this.store.getState().index);
      return;
    }
    if (state.now?.phase !== before.now?.phase) this.poller.forget();
    if (state.status === 'running') {
      if (state.now !== before.now && this.store.getState().live) this.poller.poll(this.store.getState().index);
    } else if (state.status !== before.status) {
      this.poller.request(this.store.getState().index);
    }
  }

  private async request(index: number, ask: ExampleOptions['ask']): Promise<void> {
    const { runId } = this.session.state.info ?? {};
    const isOpen = () => this.session.state.info?.runId === runId;
    try {
      const example = await ask('example', { index });
      if (!isOpen()) return;
      this.refusals.answered();
      if (!example) this.poller.answeredNothing();
      else if (this.poller.answered(example.index, example.count)) {
        this.session.setView('example', example);
        this.store.setState({ index: example.index });
      }
    } catch (error) {
      if (!isOpen()) return;
      this.poller.answeredNothing();
      // the session hears of a run that has failed by itself
      if (this.session.state.status !== 'failed') this.refusals.refused(error);
    }
  }
}
