/**
 * The actions whose keys are listened to: those of the page, and those of parts that come with their own code and stand only while they are drawn, such as a
 * lab. The keyboard asks parts before the page.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Action } from './action.ts';

export interface ListenedActions {
  page: readonly Action[];
  /** The latest part last. */
  parts: readonly (readonly Action[])[];
}

const listened = new WeakMap<object, StoreApi<ListenedActions>>();

/** `page`: any object that a page has once. */
export function listenedActions(page: object): StoreApi<ListenedActions> {
  let store = listened.get(page);
  if (!store) listened.set(page, (store = createStore<ListenedActions>(() => ({ page: [], parts: [] }))));
  return store;
}

/** From now on a part has these; returns what ends that. */
export function addPartActions(page: object, actions: readonly Action[]): () => void {
  const store = listenedActions(page);
  store.setState(({ parts }) => ({ parts: [...parts, actions] }));
  return () => store.setState(({ parts }) => ({ parts: parts.filter((one) => one !== actions) }));
}

/** Those of all parts that are drawn. */
export const partActionsOf = (page: object): Action[] => listenedActions(page).getState().parts.flat();
