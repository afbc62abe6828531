import { describe, expect, it } from 'vitest';
import { Session } from '../../../state/session.ts';
import type { RealmProbes } from '../../../systems/realm/probes.ts';
import { fakeExample } from '../../../systems/realm/testing/fake-examples.ts';
import type { ExampleView } from '../../../systems/realm/views.ts';
import { RetrogradError } from '../../../util/errors.ts';
import { TrainClient } from '../../../worker/client.ts';
import { StandInWorker } from '../../../worker/testing/stand-in.ts';
import { type ExampleOptions, ExampleStore, exampleOf } from './example-store.ts';

/** Steps of `smoke` before joint training. */
const beforeJoint = 50;

/** The store beside a session with `smoke` as its next run, whose steps a test releases. */
function newStore() {
  const worker = new StandInWorker({ pace: 'manual' });
  const client = new TrainClient(() => worker);
  const session = new Session({ client, schedule: (flush) => flush(), clock: () => 0 });
  session.choosePreset('smoke');
  const probes = client.probes<RealmProbes>();
  /** Indices that were asked for. */
  const asked: number[] = [];
  /** In place of the trainer, where a test sets it. */
  let instead: ExampleOptions['ask'] | null = null;
  let time = 0;
  const store = new ExampleStore({
    session,
    ask: (name, query) => {
      asked.push(query.index);
      return instead ? instead(name, query) : probes(name, query);
    },
    clock: () => time,
  });
  return {
    worker,
    session,
    store,
    asked,
    settled: () => worker.settled(),
    pass: (ms: number) => (time += ms),
    answerWith: (ask: ExampleOptions['ask'] | null) => (instead = ask),
    shown: () => exampleOf(session.state),
  };
}

async function openInJoint() {
  const made = newStore();
  await made.session.openDraft();
  await made.session.play();
  await made.worker.advance(beforeJoint + 2);
  await made.settled();
  return made;
}

describe('the current example', () => {
  it('is asked for when a run is opened, and when it pauses', async () => {
    const { worker, session, asked, pass, shown, settled } = newStore();
    await settled();
    expect(asked).toEqual([]);
    await session.openDraft();
    await settled();
    expect(asked).toEqual([0]);
    expect(shown()).toBeNull();
    await session.play();
    pass(10_000);
    await worker.advance(beforeJoint + 3);
    asked.length = 0;
    await session.pause();
    await settled();
    expect(asked).toEqual([0]);
    expect(shown()).toMatchObject({ index: 0, phase: 'joint', step: 3 });
  });

  it('is asked for while training goes on: not at every step, and not while it is held', async () => {
    const { worker, store, asked, pass, shown, settled } = await openInJoint();
    asked.length = 0;
    await worker.advance(3);
    expect(asked).toEqual([]);
    pass(1000);
    await worker.advance(1);
    await settled();
    expect(asked).toEqual([0]);
    const { step } = shown()!;
    store.setLive(false);
    pass(10_000);
    await worker.advance(2);
    expect(asked).toEqual([0]);
    store.setLive(true);
    await settled();
    expect(asked).toEqual([0, 0]);
    expect(shown()!.step).toBe(step + 2);
  });

  it('is asked for soon after the first answer, which is slow because its plan is compiled', async () => {
    const { worker, session, asked, pass, answerWith, shown, settled } = newStore();
    await session.openDraft();
    await session.play();
    let answer: () => void = () => {};
    const example = fakeExample(0, 0.5, { phase: 'joint', step: 1 });
    answerWith(() => new Promise((resolve) => (answer = () => resolve(example))));
    await worker.advance(beforeJoint + 1);
    asked.length = 0;
    pass(4000);
    answer();
    await settled();
    expect(shown()).toMatchObject({ phase: 'joint' });
    pass(900);
    await worker.advance(1);
    expect(asked).toHaveLength(1);
    // from now on the time of the answers counts
    pass(400);
    answer();
    await settled();
    pass(900);
    await worker.advance(1);
    expect(asked).toHaveLength(1);
    pass(1200);
    await worker.advance(1);
    expect(asked).toHaveLength(2);
  });

  it('is not asked for twice at a time', async () => {
    const { worker, asked, pass, answerWith, settled } = await openInJoint();
    const waiting: (() => void)[] = [];
    answerWith(() => new Promise((resolve) => waiting.push(() => resolve(null))));
    asked.length = 0;
    for (let i = 0; i < 4; i++) {
      pass(1000);
      await worker.advance(1);
    }
    expect(asked).toHaveLength(1);
    waiting[0]!();
    await settled();
    pass(1000);
    await worker.advance(1);
    expect(asked).toHaveLength(2);
  });

  it('is counted round, and asked for at once by who goes through them', async () => {
    const { store, asked, shown, settled } = await openInJoint();
    asked.length = 0;
    store.move(-1);
    await settled();
    expect([asked, store.store.getState().index, shown()!.index]).toEqual([[11], 11, 11]);
    store.move(1);
    await settled();
    expect([store.store.getState().index, shown()!.index]).toEqual([0, 0]);
  });

  it('does not wait for what is not there: an answer of nothing is followed by the next question', async () => {
    const { worker, session, asked, pass, shown, settled } = newStore();
    await session.openDraft();
    await session.play();
    for (let i = 0; i < 3; i++) {
      pass(1000);
      await worker.advance(2);
      await settled();
    }
    expect(asked).toEqual([0, 0, 0, 0]);
    expect(shown()).toBeNull();
    // in joint training it is asked for at the first step
    await worker.advance(beforeJoint - 5);
    await settled();
    expect(shown()).toMatchObject({ phase: 'joint' });
  });

  it('of another run is dropped', async () => {
    const { worker, session, asked, answerWith, shown, settled } = await openInJoint();
    const old: ((example: ExampleView) => void)[] = [];
    const example = shown()!;
    answerWith(() => new Promise((resolve) => old.push(resolve)));
    await session.pause();
    await settled();
    expect(old).toHaveLength(1);
    answerWith(null);
    asked.length = 0;
    session.setSetting('seed', 5);
    await session.openDraft();
    await settled();
    expect(asked).toEqual([0]);
    old[0]!({ ...example, sentence: 'A sentence of the run before.' });
    await settled();
    expect(shown()).toBeNull();
    // and is not taken for the answer to the question of this run
    await session.play();
    await worker.advance(beforeJoint + 2);
    await settled();
    expect(shown()).toMatchObject({ phase: 'joint', sentence: example.sentence });
  });

  it('comes back with the run that is brought back', async () => {
    const { session, store, shown, settled } = await openInJoint();
    store.move(3);
    await settled();
    await session.reset();
    await settled();
    expect([store.store.getState().index, shown()]).toEqual([0, null]);
    await session.undo();
    await settled();
    expect([store.store.getState().index, shown()!.index]).toEqual([3, 3]);
  });

  it('that is refused is an error on screen once, and training goes on', async () => {
    const { worker, session, asked, pass, answerWith, settled } = await openInJoint();
    answerWith(async () => {
      throw new RetrogradError('internal', 'The kernel is broken.');
    });
    asked.length = 0;
    const poll = async () => {
      pass(1000);
      await worker.advance(1);
      await settled();
    };
    await poll();
    expect(session.state).toMatchObject({
      status: 'running',
      error: { message: 'The kernel is broken.' },
      errorWhile: 'acting',
    });
    session.dismissError();
    await poll();
    await poll();
    expect(asked).toHaveLength(3);
    expect(session.state.error).toBeNull();
    answerWith(null);
    await poll();
    answerWith(async () => {
      throw new RetrogradError('internal', 'The kernel is broken.');
    });
    await poll();
    expect(session.state.error).toMatchObject({ message: 'The kernel is broken.' });
  });

  it('says nothing of its own when the device is lost: the run does', async () => {
    const { worker, session, store, settled } = await openInJoint();
    const errors: (string | undefined)[] = [];
    session.store.subscribe(({ error, errorWhile }) => error && errors.push(`${errorWhile} ${error.code}`));
    store.move(1);
    worker.host.loseDevice();
    await worker.advance(0);
    await settled();
    expect(new Set(errors)).toEqual(new Set(['running device-lost']));
  });

  it('is not asked of a system that has none', async () => {
    const { session, store, asked, settled } = newStore();
    session.choosePreset('bigram');
    await session.openDraft();
    await settled();
    store.move(1);
    store.setLive(true);
    await settled();
    expect([asked, session.state.error]).toEqual([[], null]);
  });
});
