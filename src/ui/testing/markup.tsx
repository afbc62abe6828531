/** Parts of the page as markup, for tests without a browser: over given states in place of a session. */

import type { ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { createStore } from 'zustand/vanilla';
import { initialSessionState, type SessionState } from '../../state/session-state.ts';
import { type Workbench, WorkbenchContext } from '../context.ts';
import { LanguageProvider } from '../i18n/language-context.tsx';
import { testLanguages } from '../i18n/testing.ts';
import type { UiState } from '../ui-store.ts';

/** The markup of a part. `stores`: states of the system's stores, by their names; `view`: what the page itself shows; `answers`: predictions made. */
export function markupOf(
  part: ReactNode,
  session: Partial<SessionState> = {},
  stores: Readonly<Record<string, object>> = {},
  language = 'en',
  view: Partial<UiState> = {},
  answers: Readonly<Record<string, string>> = {},
): string {
  const state = { ...initialSessionState, ...session };
  const languages = testLanguages();
  const made = Object.entries(stores).map(([name, own]) => [name, { store: createStore(() => own), state: own }]);
  const workbench = {
    session: { store: createStore(() => state), state, client: { probes: () => async () => null } },
    ui: createStore(() => ({ page: 'run', language, dialog: null, webGpu: 'available', ...view })),
    languages,
    player: { store: createStore(() => ({ recording: null, at: 0, isPlaying: false })) },
    rewind: { player: { store: createStore(() => ({ recording: null, at: 0, isPlaying: false })) } },
    offline: { store: createStore(() => ({ isNewer: false, files: null })) },
    runs: { store: createStore(() => ({ entries: [], removed: null, damaged: [] })) },
    library: { store: createStore(() => ({ entries: [] })) },
    guide: { store: createStore(() => ({ answers, done: [] })) },
    stores: { realm: Object.fromEntries(made) },
  } as unknown as Workbench;
  return renderToStaticMarkup(
    <LanguageProvider language={languages.of(language)}>
      <WorkbenchContext value={workbench}>{part}</WorkbenchContext>
    </LanguageProvider>,
  );
}

/** Markup without its tags. */
export const textOf = (markup: string): string =>
  markup
    .replace(/<[^>]*>/g, ' ')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replace(/\s+/g, ' ');
