/** What only the page itself knows: which part of it is shown, which dialog is open, and the theme. */

import { createStore, type StoreApi } from 'zustand/vanilla';
import type { LibraryEntry } from '../state/library.ts';
import type { PageName } from '../state/url.ts';

export type DialogName =
  | 'palette'
  | 'shortcuts'
  | 'settings'
  | 'confirm-reset'
  | 'import'
  | 'library'
  | 'wikipedia'
  | 'names';
export type Theme = 'auto' | 'light' | 'dark';

export interface UiState {
  dialog: DialogName | null;
  /** The corpus of the library that the dialog is about. */
  entry: LibraryEntry | null;
  theme: Theme;
  page: PageName;
}

export type UiStore = StoreApi<UiState>;

const themeKey = 'retrograd.theme';

function storedTheme(): Theme {
  try {
    const stored = localStorage.getItem(themeKey);
    return stored === 'light' || stored === 'dark' ? stored : 'auto';
  } catch {
    return 'auto';
  }
}

/** The store, with the theme of the last visit set on the page and kept there. */
export function createUiStore(): UiStore {
  const store = createStore<UiState>(() => ({ dialog: null, entry: null, theme: storedTheme(), page: 'run' }));
  const apply = ({ theme }: UiState) => {
    if (theme === 'auto') delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = theme;
    try {
      localStorage.setItem(themeKey, theme);
    } catch {
      // Storage is blocked: the theme lasts as long as the page.
    }
  };
  apply(store.getState());
  store.subscribe(apply);
  return store;
}
