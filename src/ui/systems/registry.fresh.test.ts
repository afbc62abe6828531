import { expect, it } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { newSession } from '../../state/testing/new-session.ts';
import { resolvePreset } from '../../systems/presets.ts';
import { actionsOf } from '../actions/registry.ts';
import { followStores } from '../context.ts';
import { testLanguages } from '../i18n/testing.ts';
import { isPage, pagesOf, systemsOfAddress } from '../pages.ts';
import type { UiState, UiStore } from '../ui-store.ts';
import { areLoaded, createStores, laterViews, loadViews, viewsOf } from './registry.ts';

const idsOf = (system: string) => pagesOf(system).map(({ id }) => id);
const bios = resolvePreset('bios');

// the tests follow each other: views that have come stay
it('knows the pages of every system before its views are there, and what an address needs', () => {
  expect(areLoaded(Object.keys(laterViews))).toBe(false);
  expect(['run', 'lab', 'runs', 'ask', 'prompt', 'blanks', 'nowhere'].map(isPage)).toEqual([
    ...Array<boolean>(6).fill(true),
    false,
  ]);
  expect(idsOf('llara')).toEqual(['run', 'runs', 'experiments', 'basics']);
  expect(areLoaded(systemsOfAddress('#v=1&preset=llara-smoke&view=prompt&block=3', bios))).toBe(false);
  expect(systemsOfAddress('#v=1&preset=llara-smoke&view=prompt&block=3', bios)).toEqual(['llara', 'llara']);
  expect(systemsOfAddress('#view=blanks&block=3', bios)).toEqual(['realm', 'glm']);
  expect(systemsOfAddress('#view=nowhere', resolvePreset('qa-smoke'))).toEqual(['qa']);
  expect(areLoaded(systemsOfAddress('#v=1&preset=smoke&view=lab', bios))).toBe(true);
});

it('brings pages, actions, stores and words with the views, also to a page that is open', async () => {
  const ui = createStore<Partial<UiState>>(() => ({ page: 'run' })) as unknown as UiStore;
  const stores = createStores({ session: newSession({ pace: 'free' }).session, ui });
  const { t } = testLanguages().of('zh-Hans');
  let changes = 0;
  const end = followStores(stores, () => changes++);
  expect([Object.keys(stores), t.phaseName('llara', 'adapt')]).toEqual([['realm'], 'adapt']);
  await Promise.all([loadViews(['llara', 'nowhere']), loadViews(['llara'])]);
  expect(Object.keys(stores)).toEqual(['realm', 'llara']);
  expect(idsOf('llara')).toEqual(['run', 'prompt', 'runs', 'experiments', 'basics']);
  expect(actionsOf('llara').map(({ id }) => id)).toEqual(expect.arrayContaining(['next-prompt', 'prompt']));
  expect([t.phaseName('llara', 'adapt'), t.systems.llara.prompt.title]).not.toContain('adapt');
  viewsOf('llara').places!(stores.llara!).go('prompt', { block: '3' });
  expect(changes).toBe(1);
  end();
  viewsOf('llara').places!(stores.llara!).go('prompt', {});
  expect(changes).toBe(1);
});

it('names the pages and the words of the views as they are', async () => {
  await loadViews();
  for (const [id, { pages }] of Object.entries(laterViews)) {
    const own = viewsOf(id).pages ?? [];
    expect(
      own.map((page) => page.id),
      id,
    ).toEqual(pages);
    expect(Object.keys(viewsOf(id).words ?? {}), id).toEqual(['en', 'zh-Hans']);
  }
});
