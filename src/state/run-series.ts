/** Runs that are trained one after the other, such as the arms of an experiment. A vanilla zustand store; they are runs of the session, so the archive keeps them. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { RunConfig } from '../run/records.ts';
import type { Session } from './session.ts';
import { isBusy } from './session-state.ts';

export interface SeriesRun {
  name: string;
  config: RunConfig;
}

export interface RunSeriesState {
  /** What is trained now, of which series, and how many of its runs are done; null: none. */
  current: { series: string; name: string; seed: number; done: number; total: number } | null;
}

export const isSameConfig = (a: RunConfig, b: RunConfig) => JSON.stringify(a) === JSON.stringify(b);

export class RunSeries {
  readonly store: StoreApi<RunSeriesState> = createStore(() => ({ current: null }));
  private isStopping = false;

  constructor(private readonly session: Session) {}

  /**
   * Trains all of them, unless a series is being trained already. A run that is on screen, unfinished, goes on where it was. Ends early where a run pauses, fails, or is
   * replaced; resolves to whether all are finished.
   */
  async train(series: string, runs: readonly SeriesRun[]): Promise<boolean> {
    if (this.store.getState().current) return false;
    this.isStopping = false;
    try {
      for (const [done, { name, config }] of runs.entries()) {
        this.store.setState({ current: { series, name, seed: config.seed, done, total: runs.length } });
        if (!(await this.trainOne(config))) return false;
      }
      return true;
    } finally {
      this.store.setState({ current: null });
    }
  }

  /** Pauses the run, also one that is being opened; `train` goes on with it. */
  async stop(): Promise<void> {
    this.isStopping = true;
    if (this.session.state.status === 'running') await this.session.pause();
  }

  private async trainOne(config: RunConfig): Promise<boolean> {
    const { session } = this;
    const { measured, isRecorded } = session.state;
    const isOnScreen = measured !== null && !isRecorded && isSameConfig(measured.config, config);
    session.setDraft(config);
    // a run that is kept in the archive is not lost, even if it cannot be kept for undo
    if (!isOnScreen && !(await session.openDraft(true))) return false;
    if (this.isStopping) return false;
    await session.play();
    const runId = session.state.measured?.runId;
    await new Promise<void>((resolve) => {
      const look = () => {
        if (isBusy(session.state)) return;
        end();
        resolve();
      };
      const end = session.store.subscribe(look);
      look();
    });
    return session.state.status === 'finished' && session.state.measured?.runId === runId;
  }
}
