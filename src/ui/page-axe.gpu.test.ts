/** Every page and dialog against the rules of accessibility, in both languages, and in light, dark and large type. */

import axe from 'axe-core';
import { flushSync } from 'react-dom';
import { afterAll, beforeAll, expect, it } from 'vitest';
import './theme.css';
import type { LibraryEntry } from '../state/library.ts';
import type { PageName } from '../state/url.ts';
import { inTime } from '../util/testing/in-time.ts';
import { testTables } from './i18n/testing.ts';
import { pagesOf } from './pages.ts';
import { loadViews, viewsOf } from './systems/registry.ts';
import { type MountedPage, mountPage } from './testing/mounted-page.ts';
import type { DialogName, UiState } from './ui-store.ts';

let page: MountedPage;

beforeAll(async () => {
  page = mountPage(testTables);
  const { session, ui } = page.workbench;
  await session.openDraft();
  // into joint training: curves, evaluations, refreshes and an example; on a page that does not draw them again at each step
  flushSync(() => ui.setState({ page: 'basics' }));
  await session.step(1050);
  flushSync(() => ui.setState({ page: 'run' }));
  await inTime(() => expect(document.querySelector('[data-testid=candidate]')).not.toBeNull());
  // a colour on its way to another is neither
  document.head.append(
    Object.assign(document.createElement('style'), { textContent: '* { transition: none !important }' }),
  );
});

afterAll(() => page.unmount());

/** Each language in each theme and size of type is met by every page, though not every combination. */
const looks: readonly Pick<UiState, 'language' | 'theme' | 'projector'>[] = [
  { language: 'en', theme: 'light', projector: false },
  { language: 'zh-Hans', theme: 'dark', projector: false },
  { language: 'en', theme: 'dark', projector: true },
  { language: 'zh-Hans', theme: 'light', projector: true },
];

async function violations(root: Element | Document): Promise<string[]> {
  const found: string[] = [];
  for (const look of looks) {
    flushSync(() => page.workbench.ui.setState(look));
    // a description of each part that breaks no rule would take longer than the rules
    const { violations: all } = await axe.run(root as axe.ElementContext, { resultTypes: ['violations'] });
    for (const { id, nodes } of all) {
      found.push(
        ...nodes.map(({ html, failureSummary }) => `${JSON.stringify(look)} ${id}: ${html} ${failureSummary}`),
      );
    }
  }
  return found;
}

it.each(pagesOf('realm').map(({ id }) => id))('the page %s breaks no rule', async (name) => {
  flushSync(() => page.workbench.ui.setState({ page: name }));
  // its code comes when it is first shown
  await inTime(() => expect(document.querySelector('main:not([aria-busy=true])')).not.toBeNull());
  if (name === 'experiments') {
    await inTime(() => expect(document.querySelector('[data-testid=verdict]')).not.toBeNull());
  }
  if (name === 'lab') await inTime(() => expect(document.querySelector('[data-testid=lab-says]')).not.toBeNull());
  for (const open of document.querySelectorAll<HTMLElement>(
    'figure button[aria-expanded=false], [data-testid=swaps] button',
  ))
    open.click();
  expect(await violations(document)).toEqual([]);
});

/** The first two list what can be done on the page behind them: that of the run has most of it. The others are above one that is drawn fast. */
const dialogs: readonly [DialogName, PageName][] = [
  ['palette', 'run'],
  ['shortcuts', 'run'],
  ['settings', 'runs'],
  ['confirm-reset', 'runs'],
  ['import', 'runs'],
  ['library', 'runs'],
  ['wikipedia', 'runs'],
  ['names', 'runs'],
  ['lessons', 'runs'],
];

it.each(dialogs)('the dialog %s breaks none either', async (dialog, behind) => {
  const { ui } = page.workbench;
  const entry = { manifest: { id: 'a', title: 'A', language: 'en' } } as LibraryEntry;
  flushSync(() => ui.setState({ page: behind, dialog, entry }));
  const shown = () => document.querySelector('[role=dialog], [role=alertdialog]');
  await inTime(() => expect(shown()).not.toBeNull());
  expect(await violations(shown()!)).toEqual([]);
  flushSync(() => ui.setState({ dialog: null, entry: null }));
  await inTime(() => expect(shown()).toBeNull());
});

it.each([
  ['llara-smoke', 'prompt', { block: '1', question: 'Where was Mira Dahl born?' }],
  ['glm-smoke', 'blanks', { text: 'Mira was born in ___.' }],
])('of %s the page %s breaks none either', async (preset, name, places) => {
  const { session, ui, stores } = page.workbench;
  session.choosePreset(preset);
  await session.openDraft();
  const { system } = session.state.draft;
  await loadViews([system]);
  viewsOf(system).places!(stores[system]!).go(name, places);
  flushSync(() => ui.setState({ page: name }));
  const last = name === 'prompt' ? '[data-testid=hits-lexical]' : '[data-testid=fill-steps]';
  await inTime(() => expect(document.querySelector(last)).not.toBeNull());
  expect(await violations(document)).toEqual([]);
});
