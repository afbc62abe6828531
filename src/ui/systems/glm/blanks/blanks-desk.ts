/** Asks the trainer what the page *Blanks* shows: a block as it is corrupted, a text whose blanks are filled, and titles. */
import type { StoreApi } from 'zustand/vanilla';
import type { SessionState } from '../../../../state/session-state.ts';
import type { GlmProbes } from '../../../../systems/glm/probes.ts';
import { LiveAnswer } from '../../live-answer.ts';
import type { BlanksState } from './blanks-state.ts';

export interface BlanksDeskOptions {
  ask: <K extends keyof GlmProbes>(name: K, query: GlmProbes[K]['query']) => Promise<GlmProbes[K]['answer']>;
  run: StoreApi<SessionState>;
  store: StoreApi<BlanksState>;
}

export class BlanksDesk {
  readonly sample: LiveAnswer<GlmProbes['sample']['query'], GlmProbes['sample']['answer']>;
  readonly fill: LiveAnswer<GlmProbes['fill']['query'], GlmProbes['fill']['answer']>;
  readonly titles: LiveAnswer<GlmProbes['titles']['query'], GlmProbes['titles']['answer']>;

  constructor({ ask, run, store }: BlanksDeskOptions) {
    const system = 'glm';
    this.sample = new LiveAnswer({ system, run, ask: (query) => ask('sample', query) });
    this.fill = new LiveAnswer({ system, run, ask: (query) => ask('fill', query) });
    this.titles = new LiveAnswer({ system, run, ask: (query) => ask('titles', query) });
    const put = ({ block, mode, draw, text, form, how }: BlanksState, before: Partial<BlanksState>) => {
      if (block !== before.block || mode !== before.mode || draw !== before.draw) {
        this.sample.setQuery({ block, mode, seed: draw });
      }
      if (form !== before.form) this.titles.setQuery(form === 'opening' ? {} : null);
      if (text !== before.text || form !== before.form || how !== before.how) {
        this.fill.setQuery(text ? { text, ...how, ...(form === 'opening' && { mode: 'document' as const }) } : null);
      }
    };
    put(store.getState(), {});
    store.subscribe(put);
    this.sample.store.subscribe(({ answered }) => store.setState({ sample: answered?.answer ?? null }));
    this.fill.store.subscribe(({ answered }) => store.setState({ filled: answered?.answer ?? null }));
    store.setState({ desk: this });
  }

  setVisible(isVisible: boolean): void {
    this.sample.setVisible(isVisible);
    this.fill.setVisible(isVisible);
    this.titles.setVisible(isVisible);
  }

  /** Steps of the newest filling. */
  get steps(): number {
    const { answered } = this.fill.store.getState();
    return answered?.answer.blanks.reduce((sum, { steps }) => sum + steps.length, 0) ?? 0;
  }
}
