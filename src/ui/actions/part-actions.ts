/** Actions of parts that come with their own code and stand only while they are drawn, such as a lab: for the list of shortcuts. */
import type { Action } from './action.ts';

const drawn = new WeakMap<object, Set<readonly Action[]>>();

/** From now on they are there; returns what ends that. `page`: any object that a page has once. */
export function addPartActions(page: object, actions: readonly Action[]): () => void {
  const all = drawn.get(page) ?? new Set();
  drawn.set(page, all.add(actions));
  return () => void all.delete(actions);
}

/** Those that are there, the latest part last. */
export const partActionsOf = (page: object): Action[] => [...(drawn.get(page) ?? [])].flat();
