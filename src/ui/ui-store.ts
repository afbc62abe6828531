/** What only the page itself knows: which part of it is shown, which dialog is open, the theme and the language. */

import { createStore, type StoreApi } from 'zustand/vanilla';
import type { LibraryEntry } from '../state/library.ts';
import { firstPage, type LessonPlace, type PageName, type Places } from '../state/url.ts';
import type { Languages } from './i18n/languages.ts';
import { type Look, wholePage } from './look.ts';
import type { WebGpu } from './webgpu.ts';

export type DialogName =
  | 'palette'
  | 'shortcuts'
  | 'settings'
  | 'confirm-reset'
  | 'import'
  | 'library'
  | 'wikipedia'
  | 'names'
  | 'lessons'
  | 'share'
  | 'take';
export type Theme = 'auto' | 'light' | 'dark';

export interface UiState {
  dialog: DialogName | null;
  /** The corpus of the library that the dialog is about. */
  entry: LibraryEntry | null;
  theme: Theme;
  /** Large type and strong contrast, in either theme. */
  projector: boolean;
  /** BCP 47 tag of the language that is shown. */
  language: string;
  page: PageName;
  /** Whether this browser can train. */
  webGpu: WebGpu;
  /** What each page shows, as the address names it. */
  places: Readonly<Record<PageName, Places>>;
  /** The lesson beside the page. */
  lesson: LessonPlace | null;
  /** Which parts of the page are shown. */
  look: Look;
  /** Whether the files of a trained model are being loaded. */
  isModelComing: boolean;
  /** The moment of the recording that the address names, from 1; null: none, or another is on screen by now. */
  moment: number | null;
}

export type UiStore = StoreApi<UiState>;

const themeKey = 'retrograd.theme';
const projectorKey = 'retrograd.projector';
const languageKey = 'retrograd.language';
const languageParameter = 'lang';

function stored(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function store(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // Storage is blocked: the choice lasts as long as the page.
  }
}

function storedTheme(): Theme {
  const theme = stored(themeKey);
  return theme === 'light' || theme === 'dark' ? theme : 'auto';
}

/** The language that the address asks for, or that of the last choice, or the first of the browser's that there is. */
function wantedLanguage(languages: Languages): string {
  const inAddress = languages.match([new URLSearchParams(location.search).get(languageParameter)]);
  if (inAddress) store(languageKey, inAddress);
  return inAddress ?? languages.match([stored(languageKey), ...navigator.languages]) ?? languages.ids[0]!;
}

/** A language in the address that was not chosen last would come back with a reload. */
function correctAddress(language: string): void {
  const url = new URL(location.href);
  if (!url.searchParams.has(languageParameter)) return;
  url.searchParams.set(languageParameter, language);
  history.replaceState(history.state, '', url);
}

/** The store, with theme, size of type and language of the last visit set on the page and kept there. */
export function createUiStore(languages: Languages): UiStore {
  const ui = createStore<UiState>(() => ({
    dialog: null,
    entry: null,
    theme: storedTheme(),
    projector: stored(projectorKey) === 'true',
    language: wantedLanguage(languages),
    page: firstPage,
    webGpu: 'available',
    places: {},
    lesson: null,
    look: wholePage,
    isModelComing: false,
    moment: null,
  }));
  const show = ({ theme, projector, language }: UiState) => {
    const root = document.documentElement;
    if (theme === 'auto') delete root.dataset.theme;
    else root.dataset.theme = theme;
    root.toggleAttribute('data-projector', projector);
    root.lang = language;
  };
  show(ui.getState());
  ui.subscribe((state, before) => {
    show(state);
    if (state.theme !== before.theme) store(themeKey, state.theme);
    if (state.projector !== before.projector) store(projectorKey, String(state.projector));
    // the browser's language is not stored: a language that is added later may be the better choice
    if (state.language !== before.language) {
      store(languageKey, state.language);
      correctAddress(state.language);
    }
  });
  return ui;
}
