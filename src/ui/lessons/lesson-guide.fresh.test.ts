import { describe, expect, it } from 'vitest';
import { createStore } from 'zustand/vanilla';
import type { Recording } from '../../state/recording.ts';
import { RecordingPlayer } from '../../state/recording-player.ts';
import { describeRun } from '../../state/run-description.ts';
import { newSession } from '../../state/testing/new-session.ts';
import { resolvePreset } from '../../systems/presets.ts';
import { fakeExample } from '../../systems/realm/testing/fake-examples.ts';
import { inTime } from '../../util/testing/in-time.ts';
import { createRealmStores } from '../systems/realm/stores.ts';
import { createStores, loadViews } from '../systems/registry.ts';
import type { UiState, UiStore } from '../ui-store.ts';
import { LessonGuide } from './lesson-guide.ts';

const moments = (['ict', 'warmup', 'joint', 'joint', 'joint'] as const).map((phase, i) => {
  const moment = { phase, step: 10 + i };
  return { ...moment, views: phase === 'joint' ? { example: fakeExample(0, 0.8, moment) } : {} };
});
const recording: Recording = {
  run: { runId: 'recorded', ...describeRun(resolvePreset('smoke')) },
  made: { date: '2026-01-01', adapter: 'a card' },
  facts: {},
  moments,
  all: { history: {}, evaluations: [], refreshes: [], views: {} },
};

async function newGuide(load: () => Promise<Recording> = async () => recording) {
  const { session } = newSession({ pace: 'free' });
  const ui = createStore<Partial<UiState>>(() => ({
    page: 'run',
    lesson: null,
    places: { run: {}, lab: {} },
  })) as unknown as UiStore;
  // stores of other systems are added when their views come
  const stores = Object.assign(createStores({ session, ui }), { realm: createRealmStores({ session, ui }) });
  const player = new RecordingPlayer({ session });
  const guide = new LessonGuide({ session, ui, player, stores, recording: load });
  await guide.load();
  const read = (lesson: string, part = '1', keepsPlace = false) => guide.read({ lesson, part }, { keepsPlace });
  return { session, ui, stores, player, guide, read };
}

const settled = () => new Promise((resolve) => setTimeout(resolve, 5));

// first: views that have come stay
it('waits for the views of the system that a lesson is about', async () => {
  const { ui, guide } = await newGuide();
  guide.go({ lesson: 'two-parts', part: 1 });
  expect(ui.getState().page).toBe('run');
  await inTime(() => expect(ui.getState().page).toBe('blanks'));
});

describe('a link to a lesson', () => {
  it('opens the part with the moment of the recording that it names', async () => {
    const { session, ui, player, read } = await newGuide();
    expect(read('null-document', '2')).toEqual([]);
    await settled();
    expect(ui.getState().lesson).toEqual({ lesson: 'null-document', part: 2 });
    expect(session.state).toMatchObject({ isRecorded: true, now: { phase: 'joint', step: 14 } });
    expect(player.store.getState()).toMatchObject({ at: 4, isPlaying: false });
  });

  it('puts its recording in place of another that plays, which is about another run', async () => {
    const { player, read } = await newGuide();
    player.open({ ...recording });
    player.play();
    read('staleness', '4');
    await settled();
    expect(player.store.getState()).toMatchObject({ recording, isPlaying: true });
    player.pause();
  });

  it('opens its page, or leaves it where the address names one', async () => {
    const { ui, stores, read } = await newGuide();
    read('salient-spans', '2');
    expect(ui.getState().page).toBe('lab');
    expect(stores.realm.lab.state.active).toBe('hand');
    stores.realm.lab.show('uniform');
    read('salient-spans', '1', true);
    expect(stores.realm.lab.state.active).toBe('uniform');
  });

  it.each([
    ['attic', '1', [['lesson', 'attic']], null],
    ['constructor', '1', [['lesson', 'constructor']], null],
    ['mips', '9', [['part', '9']], { lesson: 'mips', part: 1 }],
    ['mips', 'two', [['part', 'two']], { lesson: 'mips', part: 1 }],
    ['mips', '2', [], { lesson: 'mips', part: 2 }],
  ])('tells what it cannot read: %s, %s', async (lesson, part, bad, place) => {
    const { ui, read } = await newGuide();
    expect(read(lesson, part)).toEqual(bad);
    expect(ui.getState().lesson).toEqual(place);
  });

  it('closes the lesson where it names none', async () => {
    const { ui, guide, read } = await newGuide();
    read('mips');
    expect(guide.read(null, { keepsPlace: false })).toEqual([]);
    expect(ui.getState().lesson).toBeNull();
  });
});

describe('the guide', () => {
  it('leaves a run on screen alone, until it is put aside', async () => {
    const { session, guide } = await newGuide();
    await session.step(3);
    guide.go({ lesson: 'masked-words', part: 1 });
    await settled();
    expect(session.state).toMatchObject({ isRecorded: false, now: { phase: 'ict', step: 3 } });
    await guide.putRunAside();
    expect(session.state).toMatchObject({ isRecorded: true, now: { phase: 'joint', step: 12 } });
    await session.undo();
    expect(session.state).toMatchObject({ isRecorded: false, now: { phase: 'ict', step: 3 } });
  });

  it('chooses the preset that a lesson is about and takes the recording away, but leaves a run of another system alone', async () => {
    await loadViews();
    const { session, ui, guide } = await newGuide();
    guide.go({ lesson: 'masked-words', part: 1 });
    await settled();
    expect(session.state.isRecorded).toBe(true);
    guide.go({ lesson: 'two-parts', part: 1 });
    expect(session.state).toMatchObject({ isRecorded: false, measured: null, draft: { preset: 'glm-smoke' } });
    expect(ui.getState().page).toBe('blanks');
    // a changed setting of this preset stays
    session.setSetting('glm.steps', 7);
    guide.move(1);
    expect(session.state.draft).toMatchObject({ preset: 'glm-smoke', glm: { steps: 7 } });
    // the recording is of the first system
    guide.go({ lesson: 'masked-words', part: 2 });
    await settled();
    expect(session.state).toMatchObject({ isRecorded: true, draft: { system: 'realm' } });

    session.choosePreset('smoke');
    await session.step(1);
    guide.go({ lesson: 'joint-prompt', part: 1 });
    expect(session.state.draft.preset).toBe('smoke');
    expect(ui.getState().page).toBe('run');
    await guide.putRunAside();
    expect(session.state.draft.preset).toBe('llara');
    expect(ui.getState().page).toBe('prompt');
  });

  it('says it where the recording cannot be loaded', async () => {
    const { session, guide } = await newGuide(() => Promise.reject(new Error('no network')));
    guide.go({ lesson: 'masked-words', part: 1 });
    await inTime(() => expect(session.state.error?.message).toContain('no network'));
  });

  it('goes from part to part, and not beyond', async () => {
    const { ui, guide } = await newGuide();
    guide.go({ lesson: 'mips', part: 1 });
    for (const [by, part] of [
      [-1, 1],
      [1, 2],
      [1, 2],
      [-1, 1],
    ] as const) {
      guide.move(by);
      expect(ui.getState().lesson).toEqual({ lesson: 'mips', part });
    }
  });

  it('keeps the first prediction of each part', async () => {
    const { guide } = await newGuide();
    guide.go({ lesson: 'masked-words', part: 1 });
    guide.predict('document');
    guide.predict('word');
    guide.move(1);
    guide.predict('up');
    expect(guide.store.getState().answers).toEqual({ 'masked-words/mask': 'document', 'masked-words/row': 'up' });
  });

  it('sees an exercise done when the page changes, and keeps that', async () => {
    const { ui, session, guide } = await newGuide();
    guide.go({ lesson: 'null-document', part: 1 });
    await settled();
    expect(guide.store.getState().done).toEqual([]);
    ui.setState({ places: { run: { document: '' }, lab: {} } });
    expect(guide.store.getState().done).toEqual(['null-document/empty']);
    ui.setState({ places: { run: {}, lab: {} } });
    guide.go({ lesson: 'staleness', part: 3 });
    session.setSetting('joint.refreshEvery', 0);
    await settled();
    expect(guide.store.getState().done).toEqual(['null-document/empty', 'staleness/harm']);
  });
});
