/** Undo by keyboard: it takes back what is on screen. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { lessons } from '../../lessons/registry.ts';
import { generateBios } from '../../text/corpus/bios.ts';
import { inTime } from '../../util/testing/in-time.ts';
import { StandInWorker } from '../../worker/testing/stand-in.ts';
import { en } from '../i18n/en/en.ts';
import { realmStores } from '../systems/realm/stores.ts';
import { type MountedPage, mountPage } from '../testing/mounted-page.ts';
import type { Action } from './action.ts';
import { handleKey } from './keyboard.ts';

let page: MountedPage;
const undo = () =>
  document.body.dispatchEvent(
    new KeyboardEvent('keydown', { key: 'z', ctrlKey: true, bubbles: true, cancelable: true }),
  );

beforeAll(async () => {
  page = mountPage({ en: { name: 'English', table: en } }, new StandInWorker());
  const { session } = page.workbench;
  session.choosePreset('smoke');
  await session.step(5);
  await session.reset();
});

afterAll(async () => {
  const { library } = page.workbench;
  for (const { manifest } of library.state.entries) await library.discard(manifest.id);
  page.unmount();
});

it('a key of the page that is shown is its own while its action is not enabled', async () => {
  const done: string[] = [];
  const action = (id: string, more: Partial<Action>): Action => ({
    id,
    group: 'view',
    label: () => id,
    shortcut: { key: 'a' },
    enabled: () => true,
    run: () => void done.push(id),
    ...more,
  });
  const general = action('general', {});
  const busy = action('busy', { pages: ['slow'], enabled: () => false });
  const passing = action('passing', { pages: ['slow'], enabled: () => false, passesKey: () => true });
  const press = async (actions: readonly Action[], shown: string) => {
    page.workbench.ui.setState({ page: shown });
    done.length = 0;
    handleKey(new KeyboardEvent('keydown', { key: 'a' }), actions, page.workbench);
    await Promise.resolve();
    return [...done];
  };
  for (const both of [
    [general, busy],
    [busy, general],
  ]) {
    expect(await press(both, 'slow')).toEqual([]);
    expect(await press(both, 'index')).toEqual(['general']);
  }
  expect(await press([general, passing], 'slow')).toEqual(['general']);
  expect(await press([busy, action('other', { pages: ['index'] })], 'slow')).toEqual([]);
  page.workbench.ui.setState({ page: 'run' });
});

it('M in the last part of a lesson goes nowhere', () => {
  const { ui } = page.workbench;
  const last = { lesson: lessons[0]!.id, part: lessons[0]!.parts.length };
  ui.setState({ lesson: last });
  document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'm', bubbles: true, cancelable: true }));
  expect(ui.getState()).toMatchObject({ page: 'run', lesson: last });
  ui.setState({ lesson: null });
});

it('restores a deleted corpus in the library, and leaves the run alone', async () => {
  const { library, ui, session } = page.workbench;
  const { manifest } = await library.add(generateBios({ people: 4, attributes: 2, seed: 1 }));
  ui.setState({ dialog: 'library' });
  await library.remove(manifest.id);
  expect(session.state.undoable).not.toBeNull();
  undo();
  await inTime(() => expect(library.state.entries.map((entry) => entry.manifest.id)).toContain(manifest.id));
  undo();
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(session.state).toMatchObject({ now: { step: 0 }, undoable: { step: 5 } });
  ui.setState({ dialog: null });
});

it('takes a mask back in the lab before it brings back a run', async () => {
  const { ui, session } = page.workbench;
  const { lab } = realmStores(page.workbench);
  ui.setState({ page: 'lab' });
  await inTime(() => expect(lab.state.views.salient).not.toBeNull());
  lab.paint([0], true);
  expect(lab.state.hand).toContain(0);
  await inTime(() => {
    const named = [...document.querySelectorAll('[data-action$=undo][aria-keyshortcuts]')];
    expect(named.map((button) => button.getAttribute('aria-keyshortcuts'))).toEqual(['Control+Z']);
  });
  undo();
  expect(lab.state.hand).toEqual([]);
  expect(session.state.undoable).toMatchObject({ step: 5 });
  undo();
  await inTime(() => expect(session.state).toMatchObject({ now: { step: 5 }, undoable: null }));
});
