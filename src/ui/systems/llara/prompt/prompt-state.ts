/** What the page *Prompt* shows. It is made with the page, for address and keys; what asks the trainer (`prompt-desk.ts`) is loaded with the page Prompt. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Places } from '../../../../state/url.ts';
import type { LlaraJoint, LlaraQuestion, LlaraSearch } from '../../../../systems/llara/probes.ts';
import type { SystemStores } from '../../../context.ts';
import { blockOfPlace } from '../../block-move.ts';
import type { SystemPlaces } from '../../views.ts';
import type { PromptDesk } from './prompt-desk.ts';

export interface PromptState {
  /** Block of the corpus, from 0. */
  block: number;
  /** The question that is searched; empty: none. */
  question: string;
  /** Questions of the corpus; empty before a run is open. */
  questions: readonly LlaraQuestion[];
  /** What is on screen, for lessons: the answers, and the cell of the mask at which a person looks. */
  joint: LlaraJoint | null;
  found: LlaraSearch | null;
  cell: { row: number; column: number } | null;
  /** How often a person has gone to another block or question. */
  moves: number;
  /** Null until the page was first shown. */
  desk: PromptDesk | null;
}

type LlaraStores = { prompt: { store: StoreApi<PromptState> } };

export const createLlaraStores = (): LlaraStores => ({
  prompt: {
    store: createStore<PromptState>(() => ({
      ...{ block: 0, question: '', questions: [], moves: 0, desk: null },
      ...{ joint: null, found: null, cell: null },
    })),
  },
});

/** Of all systems' stores that of the page Prompt. */
export const promptStore = ({ stores }: { stores: Readonly<Record<string, SystemStores>> }): StoreApi<PromptState> =>
  (stores.llara as unknown as LlaraStores).prompt.store;

export function llaraPlaces(stores: SystemStores): SystemPlaces {
  const { store } = (stores as unknown as LlaraStores).prompt;
  return {
    keys: { prompt: ['block', 'question'] },
    now(page): Places {
      const { block, question } = store.getState();
      if (page !== 'prompt') return {};
      return { ...(block > 0 ? { block: String(block + 1) } : {}), ...(question ? { question } : {}) };
    },
    go(page, { block = '1', question = '' }) {
      if (page !== 'prompt') return [];
      const read = blockOfPlace(block);
      store.setState({ block: read ?? 0, question });
      return read === undefined ? ['block'] : [];
    },
    subscribe: (listener) => store.subscribe((state, before) => listener(state.moves !== before.moves)),
  };
}
