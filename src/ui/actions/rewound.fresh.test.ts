/** What keys and menus do while an earlier moment of the run is on screen: they act on it, or not at all. */
import { expect, it, vi } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { Rewind } from '../../state/rewind.ts';
import { momentsOf } from '../../state/run-moments.ts';
import { newSession } from '../../state/testing/new-session.ts';
import { inTime } from '../../util/testing/in-time.ts';
import type { Workbench } from '../context.ts';
import type { RunData } from '../exports/run-data.ts';
import { testLanguages } from '../i18n/testing.ts';
import { saveEvaluations, saveReport } from '../runs/save-run.ts';
import { liveAction, nextExampleAction, previousExampleAction } from '../systems/realm/actions/example-actions.ts';
import { lookAction } from '../systems/realm/actions/picture-actions.ts';
import { createRealmStores } from '../systems/realm/stores.ts';
import type { UiState, UiStore } from '../ui-store.ts';
import { type Action, contextOf, perform } from './action.ts';
import { saveEvaluationsAction, saveReportAction } from './report-actions.ts';
import { playAction } from './run-actions.ts';

vi.mock('../runs/save-run.ts', () => ({ saveReport: vi.fn(() => 'file'), saveEvaluations: vi.fn(() => 'file') }));

/** Steps of `smoke` before joint training. */
const beforeJoint = 50;

async function trained() {
  const { session, worker } = newSession({ pace: 'free' });
  const ui = createStore<Partial<UiState>>(() => ({
    page: 'run',
    language: 'en',
    webGpu: 'available',
  })) as unknown as UiStore;
  const stores = { realm: createRealmStores({ session, ui }) };
  const rewind = new Rewind(session, (flush) => flush());
  for (const steps of [beforeJoint + 2, 3, 4]) {
    await session.step(steps);
    await worker().settled();
  }
  const runs = { state: { entries: [] } };
  const workbench = { session, ui, rewind, stores, runs, languages: testLanguages() } as unknown as Workbench;
  return { session, ui, rewind, workbench, stores: stores.realm };
}

it('keeps the example of an earlier moment on screen, and lets the run go on', async () => {
  const { session, ui, rewind, workbench, stores } = await trained();
  const can = (action: Action) => action.enabled(contextOf(workbench));
  const asking = [nextExampleAction, previousExampleAction, liveAction];
  expect(asking.map(can)).toEqual([true, true, true]);
  rewind.go(momentsOf(session.state).length - 2);
  expect(asking.map(can)).toEqual([false, false, false]);
  for (const action of asking) await perform(action, workbench);
  expect(stores.example.store.getState()).toMatchObject({ index: 0, live: true });
  // how it is shown can be changed, and the run itself trains
  expect([can(lookAction), can(playAction)]).toEqual([true, true]);
  // other pages show the present
  ui.setState({ page: 'index' });
  expect(can(nextExampleAction)).toBe(true);
  ui.setState({ page: 'run' });
  rewind.backToNow();
  expect(asking.map(can)).toEqual([true, true, true]);
});

it('saves what is on screen: the report of an earlier moment, or of the present', async () => {
  const { session, rewind, workbench } = await trained();
  const kept = momentsOf(session.state);
  const saved = async () => {
    vi.mocked(saveReport).mockClear();
    await perform(saveReportAction, workbench);
    return vi.mocked(saveReport).mock.calls[0]![0] as RunData;
  };
  const at = kept.findIndex(({ phase }) => phase === 'joint');
  rewind.go(at);
  const past = await saved();
  expect(past.now).toMatchObject({ phase: 'joint', step: kept[at]!.step });
  expect(past.history.position!.at(-1)).toBe(beforeJoint + kept[at]!.step);
  expect(past.views.example).toBe(kept[at]!.views.example);
  await perform(saveEvaluationsAction, workbench);
  for (const [run] of vi.mocked(saveEvaluations).mock.calls) expect(run.evaluations).toEqual(past.evaluations);
  // it is told where notices are read
  expect(session.state.notices.length).toBeGreaterThan(0);
  rewind.backToNow();
  expect((await saved()).now).toEqual(session.state.now);
});

it('asks whether an action can be done without drawing changes that wait for the next frame', async () => {
  const { session, worker } = newSession({ draw: 'manual' });
  const ui = createStore(() => ({ page: 'run', language: 'en', webGpu: 'available' })) as unknown as UiStore;
  const stores = { realm: createRealmStores({ session, ui }) };
  const rewind = new Rewind(session, (flush) => flush());
  const languages = testLanguages();
  const workbench = { session, ui, rewind, stores, languages } as unknown as Workbench;
  await session.play();
  await inTime(() => expect(session.state.status).toBe('running'));
  await worker().advance(3);
  const drawn = vi.fn();
  session.store.subscribe(drawn);
  const context = contextOf(workbench, session.store.getState());
  for (const action of [nextExampleAction, liveAction, lookAction, saveReportAction, saveEvaluationsAction]) {
    action.enabled(context);
    action.label(context);
  }
  expect(drawn).not.toHaveBeenCalled();
  // there was something to draw
  expect(session.state).not.toBe(context.state);
  expect(drawn).toHaveBeenCalledOnce();
});
