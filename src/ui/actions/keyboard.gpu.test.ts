/** Undo by keyboard: it takes back what is on screen. */
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { generateBios } from '../../text/corpus/bios.ts';
import { StandInWorker } from '../../worker/testing/stand-in.ts';
import { en } from '../i18n/en/en.ts';
import { realmStores } from '../systems/realm/stores.ts';
import { type MountedPage, mountPage } from '../testing/mounted-page.ts';

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

it('restores a deleted corpus in the library, and leaves the run alone', async () => {
  const { library, ui, session } = page.workbench;
  const { manifest } = await library.add(generateBios({ people: 4, attributes: 2, seed: 1 }));
  ui.setState({ dialog: 'library' });
  await library.remove(manifest.id);
  expect(session.state.undoable).not.toBeNull();
  undo();
  await vi.waitFor(() => expect(library.state.entries.map((entry) => entry.manifest.id)).toContain(manifest.id));
  undo();
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(session.state).toMatchObject({ now: { step: 0 }, undoable: { step: 5 } });
  ui.setState({ dialog: null });
});

it('takes a mask back in the lab before it brings back a run', async () => {
  const { ui, session } = page.workbench;
  const { lab } = realmStores(page.workbench);
  ui.setState({ page: 'lab' });
  await vi.waitFor(() => expect(lab.state.views.salient).not.toBeNull());
  lab.paint([0], true);
  expect(lab.state.hand).toContain(0);
  undo();
  expect(lab.state.hand).toEqual([]);
  expect(session.state.undoable).toMatchObject({ step: 5 });
  undo();
  await vi.waitFor(() => expect(session.state).toMatchObject({ now: { step: 5 }, undoable: null }));
});
