import { describe, expect, it } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { Session } from '../../../../state/session.ts';
import type { RealmProbes } from '../../../../systems/realm/probes.ts';
import { fakeEmbeddings } from '../../../../systems/realm/testing/fake-index-map.ts';
import { inTime } from '../../../../util/testing/in-time.ts';
import { TrainClient } from '../../../../worker/client.ts';
import { StandInWorker } from '../../../../worker/testing/stand-in.ts';
import { type AskMap, IndexStore } from './index-store.ts';
import { MapAnalyst, type MapEmbeddings } from './map-analysis.ts';

/** Steps of `smoke` before joint training. */
const beforeJoint = 50;
/** Of the scripted run. */
const documents = 568;

/** The store beside a session with `smoke` as its next run, whose steps a test releases. */
function newStore() {
  const worker = new StandInWorker({ pace: 'manual' });
  const client = new TrainClient(() => worker);
  const session = new Session({ client, schedule: (flush) => flush(), clock: () => 0 });
  session.choosePreset('smoke');
  const probes = client.probes<RealmProbes>();
  const asked: string[] = [];
  const errors: unknown[] = [];
  const analysed: MapEmbeddings[] = [];
  const analyst = new MapAnalyst();
  const example = createStore(() => ({ index: 0, live: true }));
  let instead: AskMap | null = null;
  /** UMAP begins when this is done. */
  let released = Promise.resolve();
  let time = 0;
  const store = new IndexStore({
    ask: (name, query) => {
      const { side, blocks, example: number } = query as { side?: string; blocks?: number[]; example?: number };
      asked.push(
        name === 'index-embeddings' ? `${side} ${blocks!.length}` : name === 'index-map' ? `map ${number}` : name,
      );
      return instead ? instead(name, query) : probes(name, query);
    },
    analyst: async (type, embeddings, onProgress) => {
      if (type === 'umap') await released;
      analysed.push(embeddings);
      return (type === 'umap' ? analyst.umapPoints(embeddings, onProgress!) : analyst.analyse(embeddings)) as never;
    },
    run: session.store,
    example,
    onError: (error) => errors.push(error),
    clock: () => time,
  });
  /** Resolves when nothing has been asked or computed for a while. */
  const settled = async () => {
    for (let calm = 0, before = -1; calm < 8; before = asked.length) {
      await new Promise((resolve) => setTimeout(resolve, 5));
      const { progress, umapProgress } = store.state;
      calm = asked.length === before && !progress && !umapProgress ? calm + 1 : 0;
    }
  };
  return {
    ...{ worker, session, store, asked, errors, analysed, example, settled },
    pass: (ms: number) => (time += ms),
    answerWith: (ask: AskMap | null) => (instead = ask),
    /** Returns what lets UMAP begin. */
    holdUmap() {
      let release = () => {};
      released = new Promise((resolve) => (release = resolve));
      return release;
    },
  };
}

/** Paused after some joint steps, and looked at. */
async function openInJoint(steps = 7) {
  const made = newStore();
  await made.session.openDraft();
  await made.session.play();
  await made.worker.advance(beforeJoint + steps);
  await made.session.pause();
  made.store.setVisible(true);
  await made.settled();
  return made;
}

const partsOf = (asked: readonly string[], side: string) =>
  asked.flatMap((one) => (one.startsWith(side) ? [Number(one.split(' ')[1])] : []));

describe('the store of the index page', () => {
  it('asks for nothing while nobody looks, and finds no index before joint training', async () => {
    const { session, worker, store, asked, settled } = newStore();
    await session.openDraft();
    await session.play();
    await worker.advance(3);
    await session.pause();
    await settled();
    expect(asked).toEqual([]);
    store.setVisible(true);
    await settled();
    expect(asked).toEqual(['index-controls', 'map 0']);
    expect(store.state).toMatchObject({ map: null, hasNoIndex: true, progress: null });
  });

  it('asks for the embeddings in parts, and for the stale ones once for each snapshot', async () => {
    const { session, worker, store, asked, analysed, settled } = await openInJoint();
    expect(partsOf(asked, 'stale')).toEqual([256, 256, documents - 512]);
    expect(partsOf(asked, 'fresh')).toEqual([256, 256, documents - 512]);
    const { map, analysis } = store.state;
    expect(map).toMatchObject({ step: 7, takenAtStep: 0, age: 7 });
    const blocks = map!.documents.map(({ block }) => block);
    expect(analysed[0]!.stale).toEqual(fakeEmbeddings(blocks, 0));
    expect(analysed[0]!.fresh).toEqual(fakeEmbeddings(blocks, 7));
    expect(analysis!.drift.distance).toBeGreaterThan(0);

    asked.length = 0;
    const stepped = session.step(1);
    await worker.advance(1);
    await stepped;
    await settled();
    expect(store.state.map!.step).toBe(8);
    expect([partsOf(asked, 'stale'), partsOf(asked, 'fresh')]).toEqual([[], [256, 256, documents - 512]]);
    expect(analysed[1]!.stale).toEqual(analysed[0]!.stale);
    expect(analysed[1]!.key).toBe(analysed[0]!.key);
  });

  it('asks again while training goes on, not at every step, and at once for another example', async () => {
    const { session, worker, store, asked, example, pass, settled } = await openInJoint();
    await session.play();
    asked.length = 0;
    await worker.advance(2);
    await settled();
    expect(asked).toEqual([]);
    pass(2000);
    await worker.advance(1);
    await settled();
    expect(partsOf(asked, 'map')).toEqual([0]);
    example.setState({ index: 4 });
    await settled();
    expect(partsOf(asked, 'map')).toEqual([0, 4]);
    expect(store.state.map!.example.index).toBe(4);
    // held: it stays
    example.setState({ live: false });
    pass(20_000);
    await worker.advance(2);
    await settled();
    expect(partsOf(asked, 'map')).toEqual([0, 4]);
  });

  it('drops what comes for a run that is open no more', async () => {
    const { session, store, answerWith, errors, settled } = await openInJoint();
    let answer: () => void = () => {};
    answerWith(() => new Promise((resolve) => (answer = () => resolve(null as never))));
    const measuring = store.measure();
    await session.reset();
    answerWith(null);
    answer();
    await measuring;
    await settled();
    expect(store.state).toMatchObject({ map: null, analysis: null, progress: null });
    expect(errors).toEqual([]);
  });

  it('changes interval and builder of the open run, which then holds', async () => {
    const { session, worker, store, answerWith, errors, settled } = await openInJoint();
    await store.control({ refreshEvery: 4 });
    await store.control({ isStopped: true });
    expect(store.state.controls).toEqual({ refreshEvery: 4, isStopped: true });
    await session.play();
    await worker.advance(30);
    await session.pause();
    await settled();
    const { map } = store.state;
    expect(map!.age).toBeGreaterThanOrEqual(30);
    expect(map).toMatchObject({ refreshEvery: 4, isStopped: true });
    // what is refused is taken back and told
    answerWith(() => Promise.reject(new Error('not now')));
    await store.control({ isStopped: false });
    expect(store.state.controls).toEqual({ refreshEvery: 4, isStopped: true });
    expect(errors).toHaveLength(1);
  });

  it('computes UMAP when it is shown, and its points stay while the snapshot does', async () => {
    const { session, worker, store, settled } = await openInJoint();
    expect(store.state.umap).toBeNull();
    store.setProjection('umap');
    await settled();
    const { umap } = store.state;
    expect(umap!.stale).toHaveLength(2 * documents);
    const stepped = session.step(1);
    await worker.advance(1);
    await stepped;
    await settled();
    expect(store.state.umap!.stale).toBe(umap!.stale);
    expect(store.state.umapProgress).toBeNull();
  });

  it('computes UMAP again for a map that came while it was at work', async () => {
    const { session, worker, store, holdUmap, settled } = await openInJoint();
    const release = holdUmap();
    store.setProjection('umap');
    const stepped = session.step(1);
    await worker.advance(1);
    await stepped;
    await inTime(() => expect(store.state.map!.step).toBe(8));
    release();
    await settled();
    expect(store.state.umap!.stale).toHaveLength(2 * documents);
  });
});
