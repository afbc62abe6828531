/** A question that is put to the open run again whenever it has moved on, for as long as somebody looks. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Moment } from '../../run/records.ts';
import type { SessionState } from '../../state/session-state.ts';
import { type ErrorReport, toErrorReport } from '../../util/errors.ts';

/** While a run trains, the question is asked anew after at least so many milliseconds, and so rarely that answers take a tenth of the time. */
const shortestMs = 3000;
const timesAnswer = 10;

export interface LiveState<Query, Answer> {
  /** The newest answer, with its question and where the run stood. */
  answered: { query: Query; answer: Answer; at: Moment | null } | null;
  isAsking: boolean;
  /** Why the question was refused. */
  problem: ErrorReport | null;
}

export interface LiveOptions<Query, Answer> {
  /** The id of the system whose runs answer it. */
  system: string;
  run: StoreApi<SessionState>;
  ask(query: Query): Promise<Answer>;
  /** Milliseconds. */
  clock?: () => number;
}

export class LiveAnswer<Query, Answer> {
  readonly store: StoreApi<LiveState<Query, Answer>> = createStore<LiveState<Query, Answer>>(() => ({
    answered: null,
    isAsking: false,
    problem: null,
  }));
  private readonly options: LiveOptions<Query, Answer>;
  private query: Query | null = null;
  private isVisible = false;
  /** An answer to an older question is dropped. */
  private newest = 0;
  private askedAt = Number.NEGATIVE_INFINITY;
  private answerMs = 0;
  /** The question that was last asked, and where the run stood. */
  private asked = { query: '', moment: '' };

  constructor(options: LiveOptions<Query, Answer>) {
    this.options = options;
    options.run.subscribe((state, before) => {
      if (state.info?.runId !== before.info?.runId) this.begin();
      else if (state.evaluations.length > before.evaluations.length) this.follow(true);
      else if (state.now !== before.now || state.status !== before.status) this.follow(false);
    });
  }

  /** Asks the trainer only while somebody looks. */
  setVisible(isVisible: boolean): void {
    this.isVisible = isVisible;
    this.follow(false);
  }

  /** Asks this from now on; null: nothing. */
  setQuery(query: Query | null): void {
    this.query = query;
    if (query === null) this.begin();
    else this.follow(true);
  }

  /** Forgets what was answered: the run or the question is another one. */
  private begin(): void {
    this.newest++;
    this.asked = { query: '', moment: '' };
    this.store.setState({ answered: null, isAsking: false, problem: null });
    this.follow(true);
  }

  /** Asks where the question or the run is another one: at once if it `isDue` or the run stands, and not too often while it trains. */
  private follow(isDue: boolean): void {
    const { status, info, now } = this.options.run.getState();
    const { query } = this;
    if (!this.isVisible || query === null || info?.config.system !== this.options.system) return;
    // a run whose loss was not finite is still open, with its last good parameters
    if (status === 'opening' || this.store.getState().isAsking) return;
    const asking = { query: JSON.stringify(query), moment: `${now?.phase} ${now?.step}` };
    const isOther = asking.query !== this.asked.query;
    if (!isOther && asking.moment === this.asked.moment) return;
    const isTime = this.clock() - this.askedAt > Math.max(shortestMs, timesAnswer * this.answerMs);
    if (!isOther && !isDue && !isTime && status === 'running') return;
    this.asked = asking;
    void this.ask(query, now);
  }

  private clock(): number {
    return this.options.clock?.() ?? performance.now();
  }

  private async ask(query: Query, at: Moment | null): Promise<void> {
    const number = ++this.newest;
    const isNewest = () => number === this.newest;
    this.askedAt = this.clock();
    this.store.setState({ isAsking: true });
    try {
      const answer = await this.options.ask(query);
      if (isNewest()) this.store.setState({ answered: { query, answer, at }, problem: null });
    } catch (error) {
      // the session says itself why a run is gone
      const isGone = this.options.run.getState().info === null;
      if (isNewest()) this.store.setState({ answered: null, problem: isGone ? null : toErrorReport(error) });
    }
    this.answerMs = this.clock() - this.askedAt;
    if (!isNewest()) return;
    this.store.setState({ isAsking: false });
    this.follow(false);
  }
}
