/** The whole page in two languages: it follows a change of the language at once, and no word of the page comes from anywhere but the table. */

import { createElement } from 'react';
import { flushSync } from 'react-dom';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { openDatabase } from '../state/database.ts';
import { Imports } from '../state/imports.ts';
import { Library } from '../state/library.ts';
import { browserLibrary } from '../state/library-storage.ts';
import { Session } from '../state/session.ts';
import { settingKeys, settings } from '../state/settings.ts';
import { FakeTrainWorker } from '../state/testing/fake-train-worker.ts';
import { TrainClient } from '../worker/client.ts';
import { App } from './app.tsx';
import type { Workbench } from './context.ts';
import { en } from './i18n/en/en.ts';
import { Languages } from './i18n/languages.ts';
import { bracketed, outsideBrackets } from './i18n/testing.ts';
import { corpusLanguages, nameOfLanguage } from './imports/corpus-languages.ts';
import { Lab } from './systems/realm/lab/lab-store.ts';
import { createUiStore } from './ui-store.ts';

const pseudo = 'de-x-pseudo';
/** English words that the table of another language replaces, though the English table leaves them to presets and settings. */
const table = {
  ...bracketed(en),
  presets: Object.fromEntries(
    ['smoke', 'bios', 'atlas'].map((name) => [name, { title: `⟦${name}⟧`, about: '⟦about⟧' }]),
  ),
  settings: Object.fromEntries(settingKeys.map((key) => [key, `⟦about ${key}⟧`])),
};

let root: Root;
let workbench: Workbench;
let worker: FakeTrainWorker;

beforeEach(async () => {
  localStorage.clear();
  const languages = new Languages({ en: { name: 'English', table: en }, [pseudo]: { name: 'Pseudo', table } });
  const ui = createUiStore(languages);
  worker = new FakeTrainWorker({ tickMs: null });
  const client = new TrainClient(() => worker);
  const library = new Library(browserLibrary(openDatabase('retrograd-test-language')));
  const session = new Session({ client, corpora: library });
  workbench = {
    session,
    ui,
    lab: new Lab({ client, run: session.store }),
    imports: new Imports({ library }),
    library,
    languages,
  };
  const host = document.body.appendChild(document.createElement('div'));
  root = createRoot(host);
  flushSync(() => root.render(createElement(App, { workbench })));
  await session.openDraft();
  await vi.waitFor(() => expect(session.state.info).not.toBeNull());
  // into joint training: curves, evaluations, refreshes and an example
  client.step(1050);
  await vi.waitFor(() => expect(session.state.now?.phase).toBe('joint'));
  session.inspect(0);
  await vi.waitFor(() => expect(document.querySelector('[data-testid=candidate]')).not.toBeNull());
});

afterEach(() => {
  root.unmount();
  document.body.replaceChildren();
  localStorage.clear();
});

const speak = (language: string) => flushSync(() => workbench.ui.setState({ language }));
const find = (selector: string) => document.querySelector<HTMLElement>(selector)!;

/** All strings in a value. */
function strings(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(strings) : [];
}

/** Texts and labels on the page. */
function wordsOnPage(): string[] {
  const found: (string | null)[] = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (node instanceof Element) {
      for (const name of ['aria-label', 'title', 'placeholder', 'alt']) found.push(node.getAttribute(name));
      // a name in a language of its own
    } else if (!node.parentElement!.closest('script, style, span[lang]')) found.push(node.textContent);
  }
  return found.filter((text) => text !== null);
}

it('follows the language at once: html, header, an action, a number', () => {
  expect(document.documentElement.lang).toBe('en');
  expect(find('h1').textContent).toBe('Retrograd');
  const fact = () => [...document.querySelectorAll('dd')].map((dd) => dd.textContent);
  expect(fact()).toContain('187,642');
  speak(pseudo);
  expect(document.documentElement.lang).toBe(pseudo);
  expect(find('h1').textContent).toBe('⟦Retrograd⟧');
  expect(find('[data-action=step]').getAttribute('aria-label')).toBe('⟦Step⟧');
  expect(fact()).toContain('187.642');
  speak('en');
  expect(find('[data-action=step]').getAttribute('aria-label')).toBe('Step');
});

it('shows a definition in the language, also one that is open while it changes', async () => {
  const tooltip = () => find('[role=tooltip]');
  flushSync(() => find('[data-definition=loss]').click());
  await vi.waitFor(() => expect(tooltip().textContent).toContain('What the current phase minimises'));
  expect(tooltip().textContent).toContain('−log Σ p(z|x) Π p(y_j|z,x)');
  speak(pseudo);
  expect(tooltip().textContent).toContain('⟦What the current phase minimises');
});

it('offers the next language where there is more than one, and keeps the choice', () => {
  const button = () => find('[data-action=language]');
  expect(button().textContent).toBe('Pseudo');
  expect(localStorage.getItem('retrograd.language')).toBeNull();
  flushSync(() => button().click());
  expect(find('h1').textContent).toBe('⟦Retrograd⟧');
  expect(localStorage.getItem('retrograd.language')).toBe(pseudo);
  expect(createUiStore(workbench.languages).getState().language).toBe(pseudo);
});

it('takes the language of the address before any other, and corrects the address when another is chosen', () => {
  const before = location.href;
  const url = new URL(before);
  url.searchParams.set('lang', 'DE');
  history.replaceState(null, '', url);
  const ui = createUiStore(workbench.languages);
  expect(ui.getState().language).toBe(pseudo);
  ui.setState({ language: 'en' });
  expect(new URLSearchParams(location.search).get('lang')).toBe('en');
  history.replaceState(null, '', before);
});

/** Words on the page that neither the table gave nor the run, the corpus or an address of a setting. */
function foreignWords(): string[] {
  const { example, info, draft } = workbench.session.state;
  // the corpus, its tokens, the name of the adapter, and settings as the command line names them are the same in every language
  const data = strings([
    [
      '[MASK]',
      settingKeys,
      'true',
      'false',
      Object.values(settings).map((one) => ('choices' in one ? one.choices : [])),
      example?.sentence,
      example?.candidates,
      example?.lexical,
    ],
    [workbench.lab.state.views, info?.adapter, draft],
    // words of react-aria and names of languages from Intl, in German here
    ['Schließen', corpusLanguages.map((tag) => nameOfLanguage(tag, 'de'))],
  ]);
  const words = wordsOnPage();
  expect(words.length).toBeGreaterThan(100);
  return words
    .flatMap((text) => outsideBrackets(text).trim().split(' · '))
    .filter((text) => /\p{L}{2}/u.test(text) && !data.some((one) => one.includes(text)));
}

it.each(['run', 'lab'] as const)('has no word on the page %s that the table does not give', async (page) => {
  workbench.lab.setVisible(page === 'lab');
  flushSync(() => workbench.ui.setState({ page, language: pseudo }));
  if (page === 'lab') await vi.waitFor(() => expect(document.querySelector('[data-testid=lab-says]')).not.toBeNull());
  expect(foreignWords()).toEqual([]);
});

it.each(['palette', 'shortcuts', 'settings', 'library', 'wikipedia', 'confirm-reset'] as const)(
  'has none in the dialog %s either',
  async (dialog) => {
    flushSync(() => workbench.ui.setState({ dialog, language: pseudo }));
    await vi.waitFor(() => expect(document.querySelector('[role=dialog], [role=alertdialog]')).not.toBeNull());
    expect(foreignWords()).toEqual([]);
  },
);
