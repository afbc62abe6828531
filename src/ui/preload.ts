/** Loads the lazy parts of the page when it has nothing else to do, so that each of them appears at once. */

import { LessonPanel } from './app.tsx';
import { dialogs } from './dialogs.tsx';
import type { Languages } from './i18n/languages.ts';
import { pagesOf } from './pages.ts';
import { systemViews } from './systems/loaded.ts';
import { loadViews } from './systems/registry.ts';
import { DefinitionTooltip } from './widgets/definitions.tsx';

const idle = () =>
  new Promise<void>((resolve) => {
    // Safari has no requestIdleCallback
    if ('requestIdleCallback' in globalThis) requestIdleCallback(() => resolve(), { timeout: 5000 });
    else setTimeout(resolve, 500);
  });

/** What cannot be loaded now is loaded, or said to be missing, when it is needed. */
export async function preloadParts(languages: Languages): Promise<void> {
  // what goes wrong is said in the language of the page
  for (const id of languages.ids) {
    if (languages.isLoaded(id)) await languages.loadLate(id).catch(() => {});
  }
  await loadViews().catch(() => {});
  const pages = Object.keys(systemViews.getState()).flatMap((system) => pagesOf(system).map(({ Page }) => Page));
  for (const part of [DefinitionTooltip, ...Object.values(dialogs), LessonPanel, ...pages]) {
    if (!('preload' in part)) continue;
    await idle();
    await (part as typeof LessonPanel).preload();
  }
  for (const id of languages.ids) {
    await idle();
    await languages.load(id).catch(() => {});
    await languages.loadLate(id).catch(() => {});
  }
}
