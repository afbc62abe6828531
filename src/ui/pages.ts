/** Which pages there are: the run, those of the system beside it, and those that every system has. */
import type { RunConfig } from '../run/records.ts';
import { firstPage, type PageName, type Places, readAddress } from '../state/url.ts';
import type { SystemStores } from './context.ts';
import { RunPage } from './panels/run-page.tsx';
import { systemViews } from './systems/loaded.ts';
import { laterViews, loadViews, viewsOf, withSystems } from './systems/registry.ts';
import type { PageView, SystemPlaces } from './systems/views.ts';
import { lazyPage } from './widgets/lazy.tsx';

const runPage: PageView = { id: firstPage, title: (t) => t.pages.run, Page: RunPage };

/** The code of a page once the views of all systems are there, too. */
async function withViews<T>(code: Promise<T>): Promise<T> {
  const [page] = await Promise.all([code, loadViews()]);
  return page;
}

const runsPage: PageView = {
  id: 'runs',
  title: (t) => t.runs.title,
  shortcut: { key: 'c' },
  Page: lazyPage('runs', async () => (await withViews(import('./runs/runs-page.tsx'))).RunsPage),
};

const experimentsPage: PageView = {
  id: 'experiments',
  title: (t) => t.pages.experiments,
  shortcut: { key: 'y' },
  Page: lazyPage(
    'experiments',
    async () => (await withViews(import('./experiments/experiments-page.tsx'))).ExperimentsPage,
  ),
};

const basicsPage: PageView = {
  id: 'basics',
  title: (t) => t.pages.basics,
  shortcut: { key: '0' },
  Page: lazyPage('basics', async () => (await withSystems(import('./labs/basics-page.tsx'))).BasicsPage),
};

/** Pages that every system has. Those of runs speak of runs of any system, in the words of its views. */
const sharedPages: readonly PageView[] = [runsPage, experimentsPage, basicsPage];

/** Keys of the places of pages that belong to no system; what is shown there is kept in `UiState.places` alone. */
const sharedKeys: Readonly<Record<PageName, readonly string[]>> = { basics: ['lab'], experiments: ['experiment'] };

/** The pages of a system, in the order of their links. */
export function pagesOf(system: string): readonly PageView[] {
  return [runPage, ...(viewsOf(system).pages ?? []), ...sharedPages];
}

/** The page of this name; the run where the system has none of that name. */
export function pageOf(system: string, name: PageName): PageView {
  return pagesOf(system).find(({ id }) => id === name) ?? runPage;
}

/** The systems that have a page of this name beside the run, also if their views are not there yet. */
function systemsWith(name: PageName): string[] {
  const later = Object.keys(laterViews).filter((id) => laterViews[id]!.pages.includes(name));
  return [...Object.keys(systemViews.getState()).filter((id) => pageOf(id, name).id === name), ...later];
}

/** Whether any system has a page of this name. */
export function isPage(name: PageName): boolean {
  return systemsWith(name).length > 0;
}

/** The systems whose views an address needs to be read: that of its preset, or of the draft, and those that have the page. */
export function systemsOfAddress(hash: string, draft: RunConfig): string[] {
  const { config, page } = readAddress(hash);
  return [(config ?? draft).system, ...systemsWith(page)];
}

/** The places of a system's views; null where they name none. */
export function systemPlaces(system: string, stores: Readonly<Record<string, SystemStores>>): SystemPlaces | null {
  return viewsOf(system).places?.(stores[system]!) ?? null;
}

/** The keys of all its pages in an address, and of those that every system has. */
export function placeKeys(places: SystemPlaces | null): string[] {
  return [...Object.values(sharedKeys), ...Object.values(places?.keys ?? {})].flat();
}

/** Whether what this page shows belongs to no system. */
export function isShared(page: PageName): boolean {
  return Object.hasOwn(sharedKeys, page);
}

/** What each page of the system shows now. `kept`: what they showed before. */
export function placesNow(
  system: string,
  places: SystemPlaces | null,
  kept: Readonly<Record<PageName, Places>>,
): Record<PageName, Places> {
  return Object.fromEntries(pagesOf(system).map(({ id }) => [id, (isShared(id) ? kept[id] : places?.now(id)) ?? {}]));
}
