/**
 * What is set in the labs, by their ids. It stays with undo as long as the page lasts, so that a person comes back to what they left; the state itself
 * stays over a reload of the tab, too, for labs that say how to read it.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Lab } from '../../labs/lab.ts';

export interface Entry<State> {
  state: State;
  what?: string | undefined;
  /** When it was set, in ms since the page was opened; absent: it is the lab's start. */
  at?: number;
}

/** Oldest first; the last one is what is set. */
export type DeskHistory<State> = readonly Entry<State>[];

/** What a desk needs of a lab. */
export type DeskLab<State> = Pick<Lab<State>, 'id' | 'start' | 'read'>;

/** A longer state is not stored. */
const storedLimit = 50_000;

const storageKey = (id: string) => `retrograd.lab.${id}`;

export class Desks {
  private readonly histories = new Map<string, StoreApi<DeskHistory<unknown>>>();

  /** @param storage null: nothing outlasts the page */
  constructor(private readonly storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'> | null) {}

  /** The history of a lab. What nobody has changed begins at `first`, whatever it was when the lab was left. */
  historyOf<State>(lab: DeskLab<State>, first: State): StoreApi<DeskHistory<State>> {
    const kept = this.histories.get(lab.id) as StoreApi<DeskHistory<State>> | undefined;
    if (kept && kept.getState().length > 1) return kept;
    const history = createStore<DeskHistory<State>>(() => [{ state: this.stored(lab) ?? first }]);
    history.subscribe((entries) => this.keep(lab, entries.at(-1)!.state, first));
    this.histories.set(lab.id, history as StoreApi<DeskHistory<unknown>>);
    return history;
  }

  private stored<State>({ id, read }: DeskLab<State>): State | null {
    if (!read) return null;
    try {
      const text = this.storage?.getItem(storageKey(id));
      return text ? read(JSON.parse(text)) : null;
    } catch {
      return null; // storage is blocked, or holds something else
    }
  }

  private keep<State>({ id, read }: DeskLab<State>, state: State, first: State): void {
    if (!read) return;
    try {
      const text = JSON.stringify(state);
      if (text === JSON.stringify(first) || text.length > storedLimit) this.storage?.removeItem(storageKey(id));
      else this.storage?.setItem(storageKey(id), text);
    } catch {
      // as long as the page lasts
    }
  }
}

function tabStorage(): Storage | null {
  try {
    return globalThis.sessionStorage ?? null;
  } catch {
    return null;
  }
}

const byPage = new WeakMap<object, Desks>();

/** The desks of a page; `page` is any object that it has once. */
export function desksOf(page: object): Desks {
  let desks = byPage.get(page);
  if (!desks) byPage.set(page, (desks = new Desks(tabStorage())));
  return desks;
}
