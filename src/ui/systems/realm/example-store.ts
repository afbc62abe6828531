/** The current example: which one is asked for, and when it is asked for again while training goes on. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import { ProbePoller } from '../../../state/probe-poller.ts';
import type { Session } from '../../../state/session.ts';
import type { SessionState } from '../../../state/session-state.ts';
import type { RealmProbes } from '../../../systems/realm/probes.ts';
import type { ExampleView } from '../../../systems/realm/views.ts';
import { openRealmRun } from './open-run.ts';
import { Refusals } from './refusals.ts';

export interface ExampleState {
  /** Index of the example that is asked for. */
  index: number;
  /** Whether it is asked for again while training goes on. */
  live: boolean;
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
  readonly store: StoreApi<ExampleState> = createStore(() => ({ index: 0, live: true }));
  private readonly session: Session;
  private readonly poller: ProbePoller;
  private readonly refusals: Refusals;

  constructor({ session, ask, clock = () => performance.now() }: ExampleOptions) {
    this.session = session;
    this.poller = new ProbePoller((index) => void this.request(index, ask), clock);
    this.refusals = new Refusals((error) => session.fail(error));
    session.store.subscribe((state, before) => this.follow(state, before));
  }

  /** Shows the i-th example, counted round. */
  show(index: number): void {
    const count = exampleOf(this.session.state)?.count ?? 1;
    const wrapped = ((index % count) + count) % count;
    this.store.setState({ index: wrapped });
    if (openRealmRun(this.session.state)) this.poller.request(wrapped);
  }

  move(by: number): void {
    this.show(this.store.getState().index + by);
  }

  setLive(live: boolean): void {
    this.store.setState({ live });
    if (live && openRealmRun(this.session.state)) this.poller.request(this.store.getState().index);
  }

  /** Asks when a run was opened or stands still, and now and then while it runs. */
  private follow(state: SessionState, before: SessionState): void {
    const run = openRealmRun(state);
    if (!run || state.status === 'opening') return;
    if (run.runId !== before.info?.runId) {
      this.refusals.answered();
      this.store.setState({ index: exampleOf(state)?.index ?? 0 });
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
