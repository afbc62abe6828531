import { describe, expect, it } from 'vitest';
import { Session } from '../../../../state/session.ts';
import type { RealmProbes } from '../../../../systems/realm/probes.ts';
import { TrainClient } from '../../../../worker/client.ts';
import { StandInWorker } from '../../../../worker/testing/stand-in.ts';
import { lackOf, SlowStore } from './slow-store.ts';

/** Steps of `smoke` before joint training. */
const beforeJoint = 50;

function newStore() {
  const worker = new StandInWorker({ pace: 0 });
  const client = new TrainClient(() => worker);
  const session = new Session({ client, schedule: (flush) => flush(), clock: () => 0 });
  session.choosePreset('smoke');
  const store = new SlowStore({ session, ask: client.probes<RealmProbes>() });
  return { session, store, settled: () => worker.settled() };
}

/** In the joint phase, with the page on screen. */
async function inJoint(steps = 2) {
  const made = newStore();
  await made.session.openDraft();
  await made.session.step(beforeJoint + steps);
  made.store.setVisible(true);
  await made.settled();
  return made;
}

describe('one step in slow motion', () => {
  it('reads an example of the next batch, takes one step of the run, and reads the same again', async () => {
    const { session, store } = await inJoint();
    const { before } = store.state;
    expect(before).toMatchObject({ phase: 'joint', step: 2, index: 0 });
    await store.show('reader');
    await store.show('gradient');
    expect([store.state.stage, session.state.now]).toEqual(['gradient', { phase: 'joint', step: 2 }]);
    await store.show('update');
    const { after, stage } = store.state;
    expect(session.state.now).toEqual({ phase: 'joint', step: 3 });
    expect([stage, after!.step, after!.sentence]).toEqual(['update', 3, before!.sentence]);
    expect(after!.candidates.map(({ text }) => text)).toEqual(before!.candidates.map(({ text }) => text));
    // going back to a part takes no further step
    await store.show('retriever');
    await store.show('update');
    expect([store.state.stage, session.state.now!.step]).toEqual(['update', 3]);
  });

  it('rebuilds the index after the step, not before it', async () => {
    const { session, store } = await inJoint();
    await store.show('refresh');
    expect([store.state.stage, store.state.refresh]).toEqual(['retriever', null]);
    await store.show('update');
    await store.show('refresh');
    expect(store.state).toMatchObject({ stage: 'refresh', refresh: { step: 3, after: { takenAtStep: 3 } } });
    expect(session.state.refreshes.at(-1)).toMatchObject({ requestedAtStep: 3, swappedAtStep: 3 });
    await store.another();
    expect(store.state).toMatchObject({ stage: 'retriever', after: null, refresh: null, before: { step: 3 } });
  });

  it('goes through the examples of a batch until the step is taken', async () => {
    const { store, settled } = await inJoint();
    store.move(-1);
    await settled();
    expect(store.state).toMatchObject({ index: 3, before: { index: 3 } });
    store.chooseBatch('latest');
    await settled();
    expect(store.state).toMatchObject({ index: 0, batch: 'latest', before: { index: 0 } });
    await store.show('update');
    store.move(1);
    await settled();
    expect(store.state.index).toBe(0);
  });

  it('says of which batch the example on screen is, whatever is chosen while it works or after the last step', async () => {
    const { session, store, settled } = await inJoint();
    store.chooseBatch('latest');
    await settled();
    const { before } = store.state;
    const updating = store.show('update');
    expect(store.state.working).toBe('training');
    store.chooseBatch('next');
    expect(store.state.batch).toBe('latest');
    await updating;
    await settled();
    expect(store.state).toMatchObject({ stage: 'update', batch: 'latest', before: { sentence: before!.sentence } });
    // another example is on its way until it is read
    await store.another();
    const { index } = store.state;
    store.move(1);
    store.move(1);
    expect(store.state.index).toBe(index);
    await settled();
    expect(store.state).toMatchObject({ index: index + 1, before: { index: index + 1 } });
    await session.step(1000);
    store.chooseBatch('next');
    await settled();
    expect([session.state.status, store.state.batch]).toEqual(['finished', 'latest']);
  });

  it('pauses a run that trains, says so, and reads the example when it has paused', async () => {
    const { session, store, settled } = newStore();
    await session.openDraft();
    await session.step(beforeJoint + 1);
    await session.play();
    store.setVisible(true);
    await settled();
    expect([session.state.status, store.state.hasPaused]).toEqual(['paused', true]);
    await settled();
    expect(store.state.before).toMatchObject({ step: session.state.now!.step });
    store.setVisible(false);
    expect(store.state.hasPaused).toBe(false);
  });

  it('reads anew when the run has gone on, and forgets what is of another run', async () => {
    const { session, store, settled } = await inJoint();
    await session.step(3);
    await settled();
    expect(store.state.before).toMatchObject({ step: 5 });
    await session.reset();
    await settled();
    expect(store.state.before).toBeNull();
  });

  it('reads anew what was read while somebody pressed Step', async () => {
    const { session, settled } = await inJoint();
    const probes = session.client.probes<RealmProbes>();
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    const store = new SlowStore({
      session,
      // the first answer is on its way until it is released
      ask: async (name, query) => {
        const answer = await probes(name, query);
        await held;
        return answer;
      },
    });
    store.setVisible(true);
    await settled();
    await session.step(2);
    await settled();
    release();
    await settled();
    expect(store.state).toMatchObject({ working: null, before: { step: 4 } });
  });

  it('says what is missing, and trains until it is there', async () => {
    const { session, store, settled } = newStore();
    store.setVisible(true);
    expect(lackOf(session.state)).toBe('run');
    await session.openDraft();
    expect(lackOf(session.state)).toBe('joint');
    await store.goToJoint();
    await settled();
    expect(session.state.now).toEqual({ phase: 'joint', step: 0 });
    expect(lackOf(session.state)).toBeNull();
    expect(store.state.before).toMatchObject({ phase: 'joint', step: 0 });
    await session.step(1000);
    await settled();
    expect(lackOf(session.state)).toBe('step');
  });

  it('opens the run that is missing', async () => {
    const { session, store, settled } = newStore();
    store.setVisible(true);
    await store.goToJoint();
    await settled();
    expect(store.state.before).toMatchObject({ phase: 'joint', step: 0 });
    expect(session.state.error).toBeNull();
  });

  it('shows an error where it is asked for, and can be asked again', async () => {
    const { session, store } = await inJoint();
    const key = store.state.before!.key;
    store.store.setState({ before: { ...store.state.before!, key: { ...key, blocks: [999] } } });
    await store.show('update');
    expect(session.state.error).not.toBeNull();
    expect(store.state).toMatchObject({ working: null, after: null });
    await store.another();
    expect(store.state.before).toMatchObject({ step: 3 });
  });
});
