/** What the page *Prompt* shows. It is made with the page, for address and keys; what asks the trainer (`prompt-desk.ts`) is loaded with the page Prompt. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { RetrieverEntry } from '../../../../state/retriever-storage.ts';
import type { Places } from '../../../../state/url.ts';
import type { LlaraJoint, LlaraQuestion, LlaraSearch } from '../../../../systems/llara/probes.ts';
import type { ErrorReport } from '../../../../util/errors.ts';
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
  /** The saved retriever that searches, too, by its id; empty: none. */
  beside: string;
  /** Those that this browser keeps; null until they are read. */
  saved: readonly RetrieverEntry[] | null;
  /** Why a saved run could not be added. */
  refused: ErrorReport | null;
  /** What is on screen, for lessons: the answers, and the cell of the mask at which a person looks. */
  joint: LlaraJoint | null;
  found: LlaraSearch | null;
  cell: { row: number; column: number } | null;
  /** How often a person has gone to another block, question or retriever. */
  moves: number;
  /** Null until the page was first shown. */
  desk: PromptDesk | null;
}

type LlaraStores = { prompt: { store: StoreApi<PromptState> } };

export const createLlaraStores = (): LlaraStores => ({
  prompt: {
    store: createStore<PromptState>(() => ({
      ...{ block: 0, question: '', questions: [], beside: '', saved: null, refused: null, moves: 0, desk: null },
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
    keys: { prompt: ['block', 'question', 'beside'] },
    now(page): Places {
      const { block, question, beside } = store.getState();
      if (page !== 'prompt') return {};
      return {
        ...(block > 0 ? { block: String(block + 1) } : {}),
        ...(question ? { question } : {}),
        ...(beside ? { beside } : {}),
      };
    },
    go(page, { block = '1', question = '', beside = '' }) {
      if (page !== 'prompt') return [];
      const read = blockOfPlace(block);
      store.setState({ block: read ?? 0, question, beside });
      return read === undefined ? ['block'] : [];
    },
    subscribe: (listener) => store.subscribe((state, before) => listener(state.moves !== before.moves)),
  };
}
