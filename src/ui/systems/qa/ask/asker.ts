/** Asks the trainer a person's question, again whenever a document was edited or the run has moved on. */
import type { StoreApi } from 'zustand/vanilla';
import type { SessionInfo } from '../../../../run/records.ts';
import type { SessionState } from '../../../../state/session-state.ts';
import type { EditView, QaProbes } from '../../../../systems/qa/probes.ts';
import { toErrorReport } from '../../../../util/errors.ts';
import { type AskState, askedQuestion, type DocumentText, initialAskState } from './ask-state.ts';

/** Questions of the corpus that are offered. */
const questionsOffered = 200;

/** While a run trains, the question is asked anew after at least so many milliseconds, and so rarely that answers take a tenth of the time. */
const shortestMs = 3000;
const timesAnswer = 10;

export interface AskerOptions {
  ask: <K extends keyof QaProbes>(name: K, query: QaProbes[K]['query']) => Promise<QaProbes[K]['answer']>;
  run: StoreApi<SessionState>;
  store: StoreApi<AskState>;
  /** Milliseconds. */
  clock?: () => number;
}

function openQaRun({ info }: SessionState): SessionInfo | null {
  return info?.config.system === 'qa' ? info : null;
}

export class Asker {
  private readonly probe: AskerOptions['ask'];
  private readonly run: StoreApi<SessionState>;
  private readonly store: StoreApi<AskState>;
  private readonly clock: () => number;
  private isVisible = false;
  /** An answer to an older question is dropped. */
  private newest = 0;
  private askedAt = Number.NEGATIVE_INFINITY;
  private answerMs = 0;
  /** What was last asked, and where the run stood. */
  private asked = '';

  constructor({ ask, run, store, clock = () => performance.now() }: AskerOptions) {
    this.probe = ask;
    this.run = run;
    this.store = store;
    this.clock = clock;
    store.setState({ asker: this });
    store.subscribe((state, before) => {
      if (state.question !== before.question) this.follow();
    });
    run.subscribe((state, before) => {
      if (state.info?.runId !== before.info?.runId) this.begin();
      else if (state.now !== before.now || state.status !== before.status) this.follow();
    });
  }

  get state(): AskState {
    return this.store.getState();
  }

  /** Asks the trainer only while somebody looks. */
  setVisible(isVisible: boolean): void {
    this.isVisible = isVisible;
    this.follow();
  }

  choose(question: string): void {
    this.store.setState({ question, moves: this.state.moves + 1, problem: null, editing: null });
  }

  /** So many questions of the corpus further, counted round. */
  move(by: number): void {
    const { questions } = this.state;
    if (questions.length === 0) return;
    const asked = askedQuestion(this.state);
    const at = questions.findIndex(({ question }) => question === asked);
    // from a question of one's own back to the first
    const next = at < 0 ? 0 : (at + by + questions.length) % questions.length;
    this.choose(questions[next]!.question);
  }

  // — documents in other words —

  /** Opens the field of a document with its text as it is read now, below the block of number `place`. */
  async open(document: string, place: number): Promise<void> {
    try {
      this.store.setState({ editing: { ...(await this.probe('document', { document })), place } });
    } catch (error) {
      this.store.setState({ problem: toErrorReport(error) });
    }
  }

  close(): void {
    this.store.setState({ editing: null });
    this.follow();
  }

  /** Lets later questions read the opened document in other words. Throws what the trainer refuses; then nothing has changed. */
  async save(text: string): Promise<void> {
    const { editing } = this.state;
    if (!editing) return;
    const { document, original } = editing;
    const before = { document, text: editing.text === original ? null : editing.text };
    await this.change([{ document, text: text === original ? null : text }]);
    this.store.setState({ editing: null, past: [...this.state.past, [before]] });
    await this.ask();
  }

  /** Takes the last change back. */
  async undo(): Promise<void> {
    const { past } = this.state;
    const before = past.at(-1);
    if (!before) return;
    await this.change(before);
    this.store.setState({ past: past.slice(0, -1), editing: null });
    await this.ask();
  }

  /** Gives a document its own text again; null: all of them. */
  async restore(document: string | null): Promise<void> {
    const edits = this.edits.filter((one) => document === null || one.document === document);
    if (edits.length === 0) return;
    await this.change(edits.map((one) => ({ document: one.document, text: null })));
    const before = edits.map((one) => ({ document: one.document, text: one.text }));
    this.store.setState({ past: [...this.state.past, before], editing: null });
    await this.ask();
  }

  // — inside —

  private get edits(): EditView['edits'] {
    return this.state.view?.edits ?? [];
  }

  private async change(texts: readonly DocumentText[]): Promise<void> {
    const { view } = this.state;
    for (const one of texts) await this.probe('edit-document', one);
    if (!view) return;
    const { phase, step, question, answer } = view;
    this.store.setState({ edited: { at: { phase, step }, question, answer: answer?.text ?? null } });
  }

  /** A run was opened, or has gone: its edits are forgotten. */
  private begin(): void {
    this.newest++;
    this.asked = '';
    const { question, moves, asker } = this.state;
    this.store.setState({ ...initialAskState, question, moves, asker });
    this.follow();
  }

  /** Asks where the question or the run is another one: at once while the run stands, and not too often while it trains. */
  private follow(): void {
    const run = this.run.getState();
    const { isAsking, editing, question } = this.state;
    if (!this.isVisible || !openQaRun(run) || isAsking || editing) return;
    if (run.status === 'opening' || run.status === 'failed') return;
    const asked = `${run.now?.phase} ${run.now?.step} ${question}`;
    if (asked === this.asked) return;
    const isOther = this.state.view?.question !== askedQuestion(this.state);
    const isDue = this.clock() - this.askedAt > Math.max(shortestMs, timesAnswer * this.answerMs);
    if (isOther || isDue || run.status !== 'running') void this.ask();
  }

  private async ask(): Promise<void> {
    const run = this.run.getState();
    const info = openQaRun(run);
    if (!info) return;
    const number = ++this.newest;
    const isNewest = () => number === this.newest;
    this.asked = `${run.now?.phase} ${run.now?.step} ${this.state.question}`;
    this.askedAt = this.clock();
    this.store.setState({ isAsking: true });
    try {
      if (this.state.questions.length === 0) {
        const questions = await this.probe('questions', { limit: questionsOffered });
        if (!isNewest()) return;
        this.store.setState({ questions });
      }
      const view = await this.probe('ask', { question: askedQuestion(this.state) ?? '' });
      if (isNewest()) this.store.setState({ view, problem: null });
    } catch (error) {
      // the session says itself why a run has failed
      const hasFailed = this.run.getState().status === 'failed';
      if (isNewest()) this.store.setState({ view: null, problem: hasFailed ? null : toErrorReport(error) });
    } finally {
      this.answerMs = this.clock() - this.askedAt;
      if (isNewest()) {
        this.store.setState({ isAsking: false });
        this.follow();
      }
    }
  }
}
