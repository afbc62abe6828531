/** A question to the run on screen that takes a while: what is done of it, what went wrong, and its end. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import { type ErrorReport, toErrorReport } from '../../util/errors.ts';
import type { ProbeOptions } from '../../worker/client.ts';

export interface MeasurementState {
  /** Parts that are done; null: nothing is under way. */
  progress: { done: number; total: number } | null;
  problem: ErrorReport | null;
}

const nothing: MeasurementState = { progress: null, problem: null };

export class Measurement<Query, Answer> {
  readonly store: StoreApi<MeasurementState> = createStore<MeasurementState>(() => nothing);
  private underWay: AbortController | null = null;

  constructor(
    private readonly ask: (
      query: Query,
      onProgress: (done: number, total: number) => void,
      signal: ProbeOptions['signal'],
    ) => Promise<Answer>,
  ) {}

  /** What was under way before is ended. */
  async begin(query: Query, onAnswer: (answer: Answer) => void): Promise<void> {
    this.end();
    const { signal } = (this.underWay = new AbortController());
    const show = (state: MeasurementState) => signal.aborted || this.store.setState(state);
    show({ progress: { done: 0, total: 1 }, problem: null });
    try {
      const answer = await this.ask(query, (done, total) => show({ progress: { done, total }, problem: null }), signal);
      if (!signal.aborted) onAnswer(answer);
      show(nothing);
    } catch (error) {
      const problem = toErrorReport(error);
      // the run goes, and the session ended what was asked of it
      show(problem.code === 'cancelled' ? nothing : { progress: null, problem });
    }
  }

  /** Nobody waits for it any more, or its run is gone: the worker stops, its answer is not received, and what went wrong is of no interest. */
  end(): void {
    this.underWay?.abort();
    this.store.setState(nothing);
  }
}
