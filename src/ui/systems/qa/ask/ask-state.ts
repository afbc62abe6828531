/** What the page *Ask* shows. It is made with the page, for address and keys; what asks the trainer (`asker.ts`) is loaded with the page Ask. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Moment } from '../../../../run/records.ts';
import type { Places } from '../../../../state/url.ts';
import type { AskView, EditView, KnownQuestion } from '../../../../systems/qa/probes.ts';
import type { ErrorReport } from '../../../../util/errors.ts';
import type { SystemStores } from '../../../context.ts';
import type { SystemPlaces } from '../../views.ts';
import type { Asker } from './asker.ts';

/** A document and its text; null: that of the corpus. */
export interface DocumentText {
  document: string;
  text: string | null;
}

export interface AskState {
  /** As it was typed or chosen; empty: the first one of the corpus. */
  question: string;
  /** How often a person has gone to another question. */
  moves: number;
  /** Questions of the corpus; empty before a run is open. */
  questions: readonly KnownQuestion[];
  /** The newest answer. */
  view: AskView | null;
  isAsking: boolean;
  /** Why the question was refused. */
  problem: ErrorReport | null;
  /** The document that is being edited, with its text as it is read now. `place`: at which of the blocks that were read, from 0. */
  editing: (EditView['edits'][number] & { place: number }) | null;
  /** Where the run stood at the last edit, and the answer to the same question just before it. */
  edited: { at: Moment; question: string; answer: string | null } | null;
  /** For each change that can be undone: what restores the texts before it. */
  past: readonly (readonly DocumentText[])[];
  /** Null until the page was first shown. */
  asker: Asker | null;
}

export const initialAskState: AskState = {
  question: '',
  moves: 0,
  questions: [],
  view: null,
  isAsking: false,
  problem: null,
  editing: null,
  edited: null,
  past: [],
  asker: null,
};

export type QaStores = { ask: { store: StoreApi<AskState> } };

export const createQaStores = (): QaStores => ({ ask: { store: createStore(() => initialAskState) } });

/** Of all systems' stores those of Open-QA. */
export const askStore = ({ stores }: { stores: Readonly<Record<string, SystemStores>> }): StoreApi<AskState> =>
  (stores.qa as unknown as QaStores).ask.store;

/** The question that is asked: the one that was chosen, or the first of the corpus; undefined while there is none. */
export function askedQuestion({ question, questions }: Pick<AskState, 'question' | 'questions'>): string | undefined {
  return question || questions[0]?.question;
}

export function qaPlaces(stores: SystemStores): SystemPlaces {
  const { store } = (stores as unknown as QaStores).ask;
  return {
    keys: { ask: ['question'] },
    now(page): Places {
      const { question } = store.getState();
      return page === 'ask' && question ? { question } : {};
    },
    go(_page, { question = '' }) {
      store.setState({ question, editing: null });
      return [];
    },
    subscribe: (listener) => store.subscribe((state, before) => listener(state.moves !== before.moves)),
  };
}
