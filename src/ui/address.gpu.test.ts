/** The address and the history of the page, over the stand-in for the trainer. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { inTime } from '../util/testing/in-time.ts';
import { StandInWorker } from '../worker/testing/stand-in.ts';
import { followAddress } from './address.ts';
import { en } from './i18n/en/en.ts';
import { realmStores } from './systems/realm/stores.ts';
import { areLoaded } from './systems/registry.ts';
import { type MountedPage, mountPage } from './testing/mounted-page.ts';

let page: MountedPage;
const addressBefore = location.href;
/** Time passes between two moves of a person's, unless a test says otherwise. */
let hurry = false;
let time = 0;

const hash = () => location.hash.slice(1);
const realm = () => realmStores(page.workbench);
const lab = () => realm().lab;

/** Where the page is after going back or forward. */
async function walk(by: -1 | 1): Promise<string> {
  const before = location.href;
  history.go(by);
  await inTime(() => expect(location.href).not.toBe(before));
  await new Promise((resolve) => setTimeout(resolve, 20));
  return hash();
}

/** As if a person had typed the address. */
async function type(address: string): Promise<void> {
  location.hash = address;
  await new Promise((resolve) => setTimeout(resolve, 20));
}

async function answered(): Promise<void> {
  await inTime(() => expect([lab().state.asking, lab().state.views.salient]).not.toContain(null));
  await inTime(() => expect(lab().state.asking).toBe(0));
}

beforeAll(async () => {
  history.replaceState(null, '', '#v=1&preset=smoke&seed=3&example=4');
  page = mountPage({ en: { name: 'English', table: en } }, new StandInWorker());
  const { session, ui, stores, languages, guide } = page.workbench;
  followAddress({
    session,
    ui,
    stores,
    guide,
    words: () => languages.of('en').t,
    clock: () => (time += hurry ? 1 : 1000),
  });
  await session.play();
  await inTime(() => expect(session.state.status).toBe('finished'));
});

afterAll(() => {
  page.unmount();
  history.replaceState(null, '', addressBefore);
});

it('opens a run with the example of the address', async () => {
  expect(page.workbench.session.state.draft).toMatchObject({ preset: 'smoke', seed: 3 });
  await inTime(() => expect(page.workbench.session.state.views.example).toMatchObject({ index: 3 }));
  expect(hash()).toBe('v=1&preset=smoke&seed=3&example=4');
});

it('goes back and forward through examples, documents and pages', async () => {
  const settings = 'v=1&preset=smoke&seed=3';
  realm().example.move(1);
  realm().example.toggle('fake-4-2');
  realm().example.move(1);
  page.workbench.ui.setState({ page: 'lab' });
  expect(hash()).toBe(`${settings}&view=lab`);
  expect(await walk(-1)).toBe(`${settings}&example=6`);
  expect(page.workbench.ui.getState().page).toBe('run');
  expect(await walk(-1)).toBe(`${settings}&example=5&document=fake-4-2`);
  expect(realm().example.store.getState()).toMatchObject({ index: 4, document: 'fake-4-2' });
  await inTime(() => expect(page.workbench.session.state.views.example).toMatchObject({ index: 4 }));
  expect(await walk(-1)).toBe(`${settings}&example=5`);
  expect(await walk(-1)).toBe(`${settings}&example=4`);
  expect(await walk(1)).toBe(`${settings}&example=5`);
  for (const _ of [1, 2, 3]) await walk(1);
  expect(hash()).toBe(`${settings}&view=lab`);
  expect(page.workbench.ui.getState().page).toBe('lab');
});

it('goes back through sentences and masks of the lab, and keeps its answers right', async () => {
  await answered();
  lab().choose({ text: 'Trondheim is cold & wet.' });
  await answered();
  lab().paint([0], true);
  lab().paint([2], true);
  const settings = 'v=1&preset=smoke&seed=3&view=lab&text=Trondheim+is+cold+%26+wet.';
  expect(hash()).toBe(`${settings}&mask=0.2`);
  expect(await walk(-1)).toBe(`${settings}&mask=0`);
  await answered();
  expect(lab().state).toMatchObject({ hand: [0], active: 'hand', views: { hand: { masked: [0] } } });
  expect(await walk(-1)).toBe(settings);
  expect(lab().state).toMatchObject({ hand: [], active: 'salient' });
  expect(await walk(-1)).toBe('v=1&preset=smoke&seed=3&view=lab');
  await answered();
  expect(lab().state.views.salient).toMatchObject({ sentence: 0 });
  await walk(1);
  await walk(1);
  await answered();
  expect(lab().state.views.hand).toMatchObject({ text: 'Trondheim is cold & wet.', masked: [0] });
});

it('takes moves in a hurry for one, and a changed setting for none', async () => {
  const before = history.length;
  hurry = true;
  lab().paint([3], true);
  lab().paint([4], true);
  lab().paint([1], true);
  hurry = false;
  expect(history.length).toBeLessThanOrEqual(before + 1);
  const { session } = page.workbench;
  session.setSetting('joint.refreshEvery', 7);
  expect(hash()).toContain('joint.refreshEvery=7');
  // going back does not take a setting back
  await walk(-1);
  expect(session.state.draft).toMatchObject({ joint: { refreshEvery: 7 } });
  expect(hash()).toContain('joint.refreshEvery=7');
});

it('reads what a person types: tells a bad key in a line, and keeps the rest', async () => {
  await type('v=1&preset=smoke&attic=5&seed=9&view=lab&sentence=3&mask=everything');
  const { session, ui } = page.workbench;
  expect(session.state.draft.seed).toBe(9);
  expect(ui.getState().page).toBe('lab');
  expect(lab().state).toMatchObject({ sentence: { index: 2 }, active: 'salient' });
  const { message } = session.state.notices.at(-1)!;
  expect(message).toBe(
    'A part of the address was not used. There is no setting “attic”. “everything” is no value of mask.',
  );
  expect(hash()).toBe('v=1&preset=smoke&seed=9&view=lab&sentence=3');
});

it('reads the places of a system whose views are not there yet when they have come, and says nothing of them', async () => {
  const { session, ui } = page.workbench;
  const address = 'v=1&preset=glm-smoke&view=blanks&block=3&mode=sentence';
  expect(areLoaded(['glm'])).toBe(false);
  await type(address);
  await inTime(() => expect(ui.getState().places.blanks).toEqual({ block: '3', mode: 'sentence' }));
  expect(session.state.draft.preset).toBe('glm-smoke');
  expect(ui.getState().page).toBe('blanks');
  expect(hash()).toBe(address);
  expect(session.state.notices.filter(({ topic }) => topic === 'address')).toEqual([]);
});
