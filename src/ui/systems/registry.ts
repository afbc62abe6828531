/**
 * The views of the systems: one line each. Those of the first picture come with the page, all others when a page, an address or a run needs them, or
 * when the page is idle.
 */
import type { Session } from '../../state/session.ts';
import type { PageName } from '../../state/url.ts';
import { loadSystems } from '../../systems/registry.ts';
import { loadPart } from '../../util/load-part.ts';
import type { SystemStores } from '../context.ts';
import { partSystem } from '../i18n/part-words.ts';
import type { UiStore } from '../ui-store.ts';
import { eachSystem, systemViews } from './loaded.ts';
import { realmViews } from './realm/views.ts';
import type { SystemViews } from './views.ts';

/** Views that are loaded later. `pages`: the ids of their pages, which an address may name before. */
interface LaterViews {
  pages: readonly PageName[];
  load(): Promise<SystemViews>;
}

export const laterViews: Readonly<Record<string, LaterViews>> = {
  qa: { pages: ['ask'], load: async () => (await import('./qa/views.ts')).qaViews },
  llara: { pages: ['prompt'], load: async () => (await import('./llara/views.ts')).llaraViews },
  seq2seq: { pages: [], load: async () => (await import('./seq2seq/views.ts')).seq2seqViews },
  'in-context': { pages: [], load: async () => (await import('./in-context/views.ts')).inContextViews },
  pretraining: { pages: [], load: async () => (await import('./pretraining/views.ts')).pretrainingViews },
  glm: { pages: ['blanks'], load: async () => (await import('./glm/views.ts')).glmViews },
  vectors: { pages: [], load: async () => (await import('./vectors/views.ts')).vectorsViews },
};

systemViews.setState({ realm: realmViews });

/** The views of a system; none for one that has no views of its own, or whose views are not there yet. */
export function viewsOf(system: string): SystemViews {
  const all = systemViews.getState();
  return Object.hasOwn(all, system) ? all[system]! : {};
}

const isMissing = (id: string) => Object.hasOwn(laterViews, id) && !Object.hasOwn(systemViews.getState(), id);

/** Whether the views of these systems are there, where they have any. */
export const areLoaded = (systems: readonly string[]): boolean => !systems.some(isMissing);

/** Loads the views of these systems, with their words, as far as they are not there yet, and the systems themselves. Throws `part-missing`. */
export async function loadViews(systems: readonly string[] = Object.keys(laterViews)): Promise<void> {
  await Promise.all(
    systems.filter(isMissing).map(async (id) => {
      const views = await withSystems(loadPart(laterViews[id]!.load));
      if (!isMissing(id)) return;
      if (views.words) partSystem(id, views.words);
      systemViews.setState({ [id]: views });
    }),
  );
}

/** The code of a part once all systems are there, too: for one that names presets or runs of any system. Throws `part-missing`. */
export async function withSystems<T>(code: Promise<T>): Promise<T> {
  const [part] = await Promise.all([code, loadSystems()]);
  return part;
}

/** The stores behind the views of every system, each made when its views are there. */
export function createStores(context: { session: Session; ui: UiStore }): Readonly<Record<string, SystemStores>> {
  const stores: Record<string, SystemStores> = {};
  eachSystem((id) => {
    stores[id] = viewsOf(id).createStores?.(context) ?? {};
  });
  return stores;
}

/** Loads the views of the run on screen and of the next one whenever their system is another. */
export function followSystems(session: Session): void {
  const systemsOf = ({ draft, measured }: Session['state']) => [draft.system, measured?.config.system ?? draft.system];
  session.store.subscribe((state, before) => {
    const known = systemsOf(before);
    const others = systemsOf(state).filter((id) => !known.includes(id));
    if (others.length > 0) void loadViews(others).catch((error) => session.fail(error));
  });
}
