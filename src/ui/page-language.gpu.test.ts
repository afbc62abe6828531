/** The whole page in two languages: it follows a change of the language at once, and no word of the page comes from anywhere but the table. */

import { flushSync } from 'react-dom';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { settingsOf } from '../run/settings.ts';
import { presetNames } from '../systems/presets.ts';
import { realmSettings } from '../systems/realm/settings.ts';
import { inTime } from '../util/testing/in-time.ts';
import type { Workbench } from './context.ts';
import { en } from './i18n/en/en.ts';
import type { PartTables } from './i18n/part-words.ts';
import { bracketed, outsideBrackets } from './i18n/testing.ts';
import { corpusLanguages, nameOfLanguage } from './imports/corpus-languages.ts';
import { exampleOf } from './systems/realm/example-store.ts';
import { realmStores } from './systems/realm/stores.ts';
import { type MountedPage, mountPage, wordsOnPage } from './testing/mounted-page.ts';
import { createUiStore } from './ui-store.ts';

const pseudo = 'de-x-pseudo';

// words that come with a part of the page: this language has none, so the English ones are marked
vi.mock('./i18n/part-words.ts', async (original) => {
  const own = await original<typeof import('./i18n/part-words.ts')>();
  const { useLanguage } = await import('./i18n/language-context.tsx');
  const marked = <Table>(tables: PartTables<Table>) => {
    const table = bracketed(tables.en);
    return (id: string) => (id === pseudo ? table : own.partTable(tables, id));
  };
  return {
    ...own,
    metricOfPart: (id: string, system: string, metric: string) =>
      id === pseudo ? bracketed(own.metricOfPart('en', system, metric)) : own.metricOfPart(id, system, metric),
    partTable: <Table>(tables: PartTables<Table>, id: string) => marked(tables)(id),
    partWords: <Table>(tables: PartTables<Table>) => {
      const tableOf = marked(tables);
      return () => tableOf(useLanguage().id);
    },
  };
});

const settings = settingsOf(realmSettings);
const settingKeys = [...settings.keys()];
/** English words that the table of another language replaces, though the English table leaves them to presets and settings. */
const table = {
  ...bracketed(en),
  presets: Object.fromEntries(presetNames.map((name) => [name, { title: `⟦${name}⟧`, about: '⟦about⟧' }])),
};
const late = {
  sentences: {},
  presets: {},
  metrics: {},
  settings: Object.fromEntries(settingKeys.map((key) => [key, `⟦about ${key}⟧`])),
};

let page: MountedPage;
let workbench: Workbench;

// one page for all tests, each of which leaves the language, the page and the dialog to the next as they were
beforeAll(async () => {
  page = mountPage({ en: { name: 'English', table: en }, [pseudo]: { name: 'Pseudo', table, late } });
  workbench = page.workbench;
  const { session } = workbench;
  await session.openDraft();
  // into joint training: curves, evaluations, refreshes and an example
  await session.step(1050);
  expect(session.state.now?.phase).toBe('joint');
  await inTime(() => expect(document.querySelector('[data-testid=candidate]')).not.toBeNull());
});

afterEach(async () => {
  flushSync(() => workbench.ui.setState({ page: 'run', dialog: null, language: 'en' }));
  localStorage.clear();
  await inTime(() => expect(document.querySelector('[role=dialog], [role=alertdialog], [data-testid=lab]')).toBeNull());
});

afterAll(() => page.unmount());

const speak = (language: string) => flushSync(() => workbench.ui.setState({ language }));
const find = (selector: string) => document.querySelector<HTMLElement>(selector)!;

/** All strings in a value. */
function strings(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(strings) : [];
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
  await inTime(() => expect(tooltip().textContent).toContain('What the current phase minimises'));
  expect(tooltip().textContent).toContain('−log Σ p(z|x) Π p(y_j|z,x)');
  speak(pseudo);
  expect(tooltip().textContent).toContain('⟦What the current phase minimises');
  // a press elsewhere closes it
  document.body.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true }));
  await inTime(() => expect(tooltip()).toBeNull());
});

it('offers the next language where there is more than one, and keeps the choice', async () => {
  const button = () => find('[data-action=language]');
  expect(button().textContent).toBe('Pseudo');
  expect(localStorage.getItem('retrograd.language')).toBeNull();
  flushSync(() => button().click());
  await inTime(() => expect(find('h1').textContent).toBe('⟦Retrograd⟧'));
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
  const { info, draft, kernels } = workbench.session.state;
  const example = exampleOf(workbench.session.state);
  // the corpus, its tokens, names of the adapter and of kernels, and settings as the command line names them are the same in every language
  const data = strings([
    [
      '[MASK]',
      settingKeys,
      'true',
      'false',
      [...settings.values()].map((one) => ('choices' in one ? one.choices : [])),
      example?.sentence,
      example?.candidates,
      example?.lexical,
    ],
    [realmStores(workbench).lab.state.views, info?.adapter, draft, Object.keys(kernels!.chosen), kernels],
    // words of react-aria and names of languages from Intl, in German here
    ['Schließen', corpusLanguages.map((tag) => nameOfLanguage(tag, 'de'))],
  ]);
  const words = wordsOnPage();
  expect(words.length).toBeGreaterThan(100);
  return (
    words
      // an excerpt begins with an ellipsis
      .flatMap((text) => outsideBrackets(text).trim().replace(/^… /, '').split(' · '))
      .filter((text) => /\p{L}{2}/u.test(text) && !data.some((one) => one.includes(text)))
  );
}

it.each(['run', 'lab'] as const)('has no word on the page %s that the table does not give', async (name) => {
  flushSync(() => workbench.ui.setState({ page: name, language: pseudo }));
  if (name === 'lab') await inTime(() => expect(document.querySelector('[data-testid=lab-says]')).not.toBeNull());
  expect(foreignWords()).toEqual([]);
});

it.each(['palette', 'shortcuts', 'settings', 'library', 'wikipedia', 'confirm-reset'] as const)(
  'has none in the dialog %s either',
  async (dialog) => {
    flushSync(() => workbench.ui.setState({ dialog, language: pseudo }));
    await inTime(() => expect(document.querySelector('[role=dialog], [role=alertdialog]')).not.toBeNull());
    expect(foreignWords()).toEqual([]);
  },
);
