/** What the page *Blanks* shows. It is made with the page, for address and keys; what asks the trainer (`blanks-desk.ts`) is loaded with the page Blanks. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Places } from '../../../../state/url.ts';
import {
  type BlankMode,
  blankModes,
  type Filled,
  type FillQuery,
  type GlmSample,
} from '../../../../systems/glm/probes.ts';
import type { SystemStores } from '../../../context.ts';
import { blockOfPlace } from '../../block-move.ts';
import type { SystemPlaces } from '../../views.ts';
import type { BlanksDesk } from './blanks-desk.ts';

/** What is filled: blanks in a text, or one behind a title. */
export const fillForms = ['blanks', 'opening'] as const;

export interface BlanksState {
  /** Block of the corpus, from 0. */
  block: number;
  mode: BlankMode;
  /** Which spans are drawn, from 1. */
  draw: number;
  /** The text whose blanks are filled; empty: none. */
  text: string;
  form: (typeof fillForms)[number];
  how: Omit<FillQuery, 'text' | 'mode'>;
  /** How many of the steps are shown; null: all. */
  shownSteps: number | null;
  /** What is on screen, for lessons: the answers, and the cell of the mask at which a person looks. */
  sample: GlmSample | null;
  filled: Filled | null;
  cell: { row: number; column: number } | null;
  /** How often a person has gone to another block, mode, draw or text. */
  moves: number;
  /** Null until the page was first shown. */
  desk: BlanksDesk | null;
}

const initial: BlanksState = {
  block: 0,
  mode: 'token',
  draw: 1,
  text: '',
  form: 'blanks',
  how: { decoding: 'greedy', temperature: 1, beams: 4, seed: 1, maxTokens: 12 },
  shownSteps: null,
  ...{ sample: null, filled: null, cell: null },
  moves: 0,
  desk: null,
};

type GlmStores = { blanks: { store: StoreApi<BlanksState> } };

export const createGlmStores = (): GlmStores => ({ blanks: { store: createStore(() => initial) } });

/** Of all systems' stores that of the page Blanks. */
export const blanksStore = ({ stores }: { stores: Readonly<Record<string, SystemStores>> }): StoreApi<BlanksState> =>
  (stores.glm as unknown as GlmStores).blanks.store;

export function glmPlaces(stores: SystemStores): SystemPlaces {
  const { store } = (stores as unknown as GlmStores).blanks;
  return {
    keys: { blanks: ['block', 'mode', 'draw', 'text', 'form'] },
    now(page): Places {
      const { block, mode, draw, text, form } = store.getState();
      if (page !== 'blanks') return {};
      return {
        ...(block > 0 && { block: String(block + 1) }),
        ...(mode !== initial.mode && { mode }),
        ...(draw > 1 && { draw: String(draw) }),
        ...(text && { text }),
        ...(form !== initial.form && { form }),
      };
    },
    go(page, { block = '1', mode = initial.mode, draw = '1', text = '', form = initial.form }) {
      if (page !== 'blanks') return [];
      const [ofBlock, ofDraw] = [blockOfPlace(block), blockOfPlace(draw)];
      const known = blankModes.find((one) => one === mode);
      const knownForm = fillForms.find((one) => one === form);
      store.setState({
        block: ofBlock ?? 0,
        mode: known ?? initial.mode,
        draw: (ofDraw ?? 0) + 1,
        text,
        form: knownForm ?? initial.form,
        shownSteps: null,
      });
      return [
        ...(ofBlock === undefined ? ['block'] : []),
        ...(known ? [] : ['mode']),
        ...(ofDraw === undefined ? ['draw'] : []),
        ...(knownForm ? [] : ['form']),
      ];
    },
    subscribe: (listener) => store.subscribe((state, before) => listener(state.moves !== before.moves)),
  };
}
