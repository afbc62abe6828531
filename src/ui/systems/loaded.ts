/** The views that are there. Apart from the registry, which knows the systems: panels may look here without importing each other in a circle. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { SystemViews } from './views.ts';

/** By the id of the system. */
export const systemViews: StoreApi<Readonly<Record<string, SystemViews>>> = createStore(() => ({}));

/** Calls `each` with every system whose views are there, and with others when theirs come. Returns what ends that. */
export function eachSystem(each: (system: string) => void): () => void {
  Object.keys(systemViews.getState()).forEach(each);
  return systemViews.subscribe((all, before) => {
    for (const id of Object.keys(all)) if (!Object.hasOwn(before, id)) each(id);
  });
}
