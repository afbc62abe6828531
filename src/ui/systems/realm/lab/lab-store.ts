/**
 * The masking lab seen from the page: one sentence, masked by hand and by each strategy, side by side. A vanilla store that asks the trainer
 * and follows the run while somebody looks.
 */

import { createStore, type StoreApi } from 'zustand/vanilla';
import type { SessionInfo } from '../../../../run/records.ts';
import type { SessionState } from '../../../../state/session-state.ts';
import type {
  LabEdit,
  LabMasking,
  LabQuery,
  LabSentence,
  LabView,
  MaskingStrategy,
} from '../../../../systems/realm/lab-records.ts';
import type { RealmProbes } from '../../../../systems/realm/probes.ts';
import type { RealmConfig } from '../../../../systems/realm/settings.ts';
import { openRealmRun } from '../open-run.ts';
import { Refusals } from '../refusals.ts';
import {
  initialLabState,
  type LabColumn,
  type LabPlace,
  type LabState,
  labColumns,
  shownMask,
  summarySentences,
} from './lab-state.ts';
import { withMask } from './lab-words.ts';

/** Asks the trainer. */
export type AskLab = <K extends 'lab' | 'lab-summary'>(
  name: K,
  query: RealmProbes[K]['query'],
  onProgress?: (done: number, total: number) => void,
) => Promise<RealmProbes[K]['answer']>;

export interface LabOptions {
  ask: AskLab;
  run: StoreApi<SessionState>;
  /** A question was refused; the same error is not repeated until one was answered. */
  onError: (error: unknown) => void;
  /** Milliseconds. */
  clock?: () => number;
  /** Uniform in [0, 1). */
  random?: () => number;
}

export class Lab {
  readonly store: StoreApi<LabState> = createStore(() => initialLabState);
  private readonly askTrainer: AskLab;
  private readonly refusals: Refusals;
  private readonly run: StoreApi<SessionState>;
  private readonly clock: () => number;
  private readonly random: () => number;
  private isVisible = false;
  /** The latest question per column: an answer to an older one is dropped. */
  private readonly asked: Record<LabColumn, number> = { hand: 0, salient: 0, uniform: 0, 'random-span': 0 };
  private questions = 0;
  /** The run that the state belongs to; it stays when that run is closed, and so does the state. */
  private runId: string | null = null;
  /** What the next run opens with. */
  private chosen: LabPlace | null = null;
  private past: Pick<LabState, 'hand' | 'active'>[] = [];
  private askedAt = Number.NEGATIVE_INFINITY;
  private answerMs = 0;
  /** Where the run stood when all columns were last asked. */
  private askedMoment = '';

  constructor({ ask, run, onError, clock = () => performance.now(), random = Math.random }: LabOptions) {
    this.askTrainer = ask;
    this.refusals = new Refusals(onError);
    this.run = run;
    this.clock = clock;
    this.random = random;
    run.subscribe((state, before) => {
      if (state.info?.runId !== before.info?.runId) this.begin(state);
      else if (state.now !== before.now || state.status !== before.status) this.follow(state);
    });
  }

  get state(): LabState {
    return this.store.getState();
  }

  /** Asks the trainer only while somebody looks. */
  setVisible(isVisible: boolean): void {
    this.isVisible = isVisible;
    this.follow(this.run.getState());
  }

  // — the sentence —

  choose(sentence: LabSentence): void {
    this.past = [];
    const { active } = this.state;
    this.store.setState({
      ...this.moved(),
      sentence,
      isBehind: true,
      hand: [],
      active: active === 'hand' ? 'salient' : active,
      undoable: 0,
      isFull: false,
    });
    this.ask();
  }

  /** So many corpus sentences further, counted round; from a typed one back to the corpus. */
  move(by: number): void {
    const { sentence } = this.state;
    const count = this.count;
    if (count === 0) return;
    this.choose({ index: 'index' in sentence ? (sentence.index + by + count) % count : 0 });
  }

  chooseRandom(): void {
    if (this.count > 0) this.choose({ index: Math.floor(this.random() * this.count) });
  }

  /** How many corpus sentences there are; 0 before the first answer. */
  get count(): number {
    return this.state.views.salient?.count ?? 0;
  }

  // — masks —

  /** Masks or unmasks tokens, starting from the mask that is shown; from then on it is the hand's. */
  paint(positions: readonly number[], isMasked: boolean): void {
    const { state } = this;
    // the words on screen are not those of the sentence
    if (state.isBehind) return;
    const hand = withMask(shownMask(state), positions, isMasked);
    const most = state.views[state.active]?.maxMasks ?? 0;
    if (hand.length > most) {
      this.store.setState({ isFull: true });
      return;
    }
    this.past.push({ hand: state.hand, active: state.active });
    this.store.setState({ ...this.moved(), hand, active: 'hand', undoable: this.past.length, isFull: false });
    this.ask(['hand']);
  }

  /** Takes the last change of the mask back. */
  undo(): void {
    const before = this.past.pop();
    if (!before) return;
    this.store.setState({ ...this.moved(), ...before, undoable: this.past.length, isFull: false });
    this.ask(['hand']);
  }

  show(active: LabColumn): void {
    this.store.setState({ ...this.moved(), active, isFull: false });
  }

  /** Another draw of a strategy, which is then shown. */
  reroll(strategy: MaskingStrategy): void {
    const { seeds } = this.state;
    this.store.setState({
      ...this.moved(),
      seeds: { ...seeds, [strategy]: seeds[strategy] + 1 },
      active: strategy,
    });
    this.ask([strategy]);
  }

  rerollAll(): void {
    const { salient, uniform, 'random-span': randomSpan } = this.state.seeds;
    this.store.setState({
      ...this.moved(),
      seeds: { salient: salient + 1, uniform: uniform + 1, 'random-span': randomSpan + 1 },
    });
    this.ask(['salient', 'uniform', 'random-span']);
  }

  setSwitch(name: 'nullDocument' | 'allowTrivial', value: boolean): void {
    this.store.setState({ [name]: value });
    this.ask();
  }

  /** Reads a passage in other words from now on, or with null the corpus as it is. */
  setEdit(edit: LabEdit | null): void {
    this.store.setState({ edit });
    this.ask();
  }

  /** Opens a candidate, or closes it if it is open. */
  toggle(document: string): void {
    const isOpen = this.state.document === document;
    this.store.setState({ ...this.moved(), document: isOpen ? null : document });
  }

  /** Shows a sentence with a mask, as an address names them. Before there is a run they are kept for the next one. */
  go(place: LabPlace): void {
    if (this.runId === null || !this.isOpen({ runId: this.runId })) this.chosen = place;
    this.past = [];
    const isOther = JSON.stringify(place.sentence) !== JSON.stringify(this.state.sentence);
    this.store.setState({ ...place, isBehind: isOther, undoable: 0, isFull: false });
    this.ask();
  }

  // — many sentences —

  async summarise(): Promise<void> {
    const run = openRealmRun(this.run.getState());
    if (this.state.summarising || !run) return;
    this.store.setState({ summarising: { done: 0, total: 0 } });
    try {
      const onProgress = (done: number, total: number) => this.store.setState({ summarising: { done, total } });
      const summary = await this.askTrainer('lab-summary', { sentences: summarySentences }, onProgress);
      if (this.isOpen(run)) this.store.setState({ summary });
    } catch (error) {
      this.refused(run, error);
    } finally {
      this.store.setState({ summarising: null });
    }
  }

  // — inside —

  /** What changes with every move of a person's. */
  private moved(): Pick<LabState, 'moves' | 'document'> {
    return { moves: this.state.moves + 1, document: null };
  }

  /** A run was opened, or has gone. Another run begins with a new state; the same one, opened again, goes on with its own. */
  private begin(state: SessionState): void {
    for (const column of labColumns) this.asked[column] = ++this.questions;
    const run = openRealmRun(state);
    const { views } = initialLabState;
    if (run && run.runId !== this.runId) {
      this.past = [];
      this.runId = run.runId;
      const { nullDocument, allowTrivial } = (run.config as RealmConfig).realm;
      // questions to the run before are still to be answered or refused
      const { asking, summarising, moves } = this.state;
      this.store.setState({
        ...initialLabState,
        ...this.chosen,
        ...{ nullDocument, allowTrivial, asking, summarising, moves },
      });
    } else this.store.setState({ views, unanswered: [] });
    if (run) this.chosen = null;
    this.askedMoment = '';
    this.refusals.answered();
    this.follow(this.run.getState());
  }

  /** Asks anew where the run has moved on: at once when it stands, and not too often while it runs. */
  private follow(state: SessionState): void {
    const { now, status } = state;
    if (!this.isVisible || !openRealmRun(state) || status === 'opening' || this.state.asking > 0) return;
    const moment = `${now?.phase} ${now?.step}`;
    if (moment === this.askedMoment) return;
    const isDue = this.clock() - this.askedAt > Math.max(1500, 5 * this.answerMs);
    if (status !== 'running' || isDue) this.ask(labColumns, false);
  }

  private isOpen({ runId }: Pick<SessionInfo, 'runId'>): boolean {
    return this.run.getState().info?.runId === runId;
  }

  /** A question to a run. The session hears of one that has failed by itself. */
  private refused(run: SessionInfo, error: unknown): void {
    if (this.isOpen(run) && this.run.getState().status !== 'failed') this.refusals.refused(error);
  }

  private masking(column: LabColumn): LabMasking {
    const { hand, seeds } = this.state;
    return column === 'hand' ? { positions: hand } : { strategy: column, seed: seeds[column] };
  }

  /** Asks for these columns and shows their answers together. `isChanged`: for what a person has changed, not because the run has moved on. */
  private async ask(columns: readonly LabColumn[] = labColumns, isChanged = true): Promise<void> {
    const { now } = this.run.getState();
    const run = openRealmRun(this.run.getState());
    if (!run) return;
    const { sentence, nullDocument, allowTrivial, edit, asking } = this.state;
    const question = ++this.questions;
    for (const column of columns) this.asked[column] = question;
    if (columns.length === labColumns.length) {
      this.askedMoment = `${now?.phase} ${now?.step}`;
      this.askedAt = this.clock();
    }
    this.store.setState({
      asking: asking + 1,
      ...(isChanged && { unanswered: [...new Set([...this.state.unanswered, ...columns])] }),
    });
    let answers: (readonly [LabColumn, LabView])[] = [];
    try {
      answers = await Promise.all(
        columns.map(async (column) => {
          const query: LabQuery = { sentence, masking: this.masking(column), nullDocument, allowTrivial, edit };
          return [column, await this.askTrainer('lab', query)] as const;
        }),
      );
      if (columns.length === labColumns.length) this.answerMs = this.clock() - this.askedAt;
      this.refusals.answered();
    } catch (error) {
      this.refused(run, error);
    }
    const { views, asking: waiting, unanswered, isBehind } = this.state;
    const fresh = answers.filter(([column]) => this.asked[column] === question);
    this.store.setState({
      views: { ...views, ...Object.fromEntries(fresh) },
      asking: waiting - 1,
      // what was refused stays unanswered
      unanswered: unanswered.filter((column) => !fresh.some(([answered]) => answered === column)),
      isBehind: isBehind && fresh.length === 0,
    });
    // the run may have gone on meanwhile, or another one may have been opened
    if (answers.length > 0 || !this.isOpen(run)) this.follow(this.run.getState());
  }
}
