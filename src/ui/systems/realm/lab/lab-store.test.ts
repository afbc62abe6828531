import { describe, expect, it } from 'vitest';
import { Session } from '../../../../state/session.ts';
import { FakeTrainWorker } from '../../../../state/testing/fake-train-worker.ts';
import type { LabQuery, TrainRequest } from '../../../../systems/realm/lab-records.ts';
import { TrainClient } from '../../../../worker/client.ts';
import { Lab, shownMask } from './lab-store.ts';

async function openLab() {
  const workers: FakeTrainWorker[] = [];
  const client = new TrainClient(() => {
    workers.push(new FakeTrainWorker({ tickMs: null }));
    return workers.at(-1)!;
  });
  const session = new Session({ client, schedule: (flush) => flush(), clock: () => 0 });
  session.choosePreset('smoke');
  let time = 0;
  const lab = new Lab({ client, run: session.store, clock: () => time, random: () => 0.5 });
  lab.setVisible(true);
  await session.openDraft();
  await settle();
  const queries = (): LabQuery[] =>
    workers[0]!.requests.flatMap((request: TrainRequest) => (request.type === 'lab' ? [request.query] : []));
  return { session, lab, worker: workers[0]!, queries, pass: (ms: number) => (time += ms) };
}

const settle = () => new Promise((resolve) => setTimeout(resolve, 5));
const masks = (lab: Lab) => [...shownMask(lab.state)];

describe('the lab', () => {
  it('asks nothing while nobody looks, and for every way of masking when somebody does', async () => {
    const { session, lab, queries } = await openLab();
    const strategies = queries().map(({ masking }) => ('strategy' in masking ? masking.strategy : 'hand'));
    expect(new Set(strategies)).toEqual(new Set(['hand', 'salient', 'uniform', 'random-span']));
    expect(lab.state.views.salient).toMatchObject({ sentence: 0, search: { by: 'exact' } });
    expect(lab.state.views.hand!.reading).toBeNull();
    lab.setVisible(false);
    const before = queries().length;
    await session.step(3);
    await settle();
    expect(queries()).toHaveLength(before);
    lab.setVisible(true);
    await settle();
    expect(queries()).toHaveLength(before + 4);
  });

  it('masks by hand from the mask that is shown, and takes that back step by step', async () => {
    const { lab, queries } = await openLab();
    const drawn = masks(lab);
    expect(drawn).toHaveLength(1);
    lab.paint([0, 1], true);
    expect(lab.state.active).toBe('hand');
    expect(masks(lab)).toEqual([0, 1, ...drawn]);
    await settle();
    expect(queries().at(-1)!.masking).toEqual({ positions: [0, 1, ...drawn] });
    expect(lab.state.views.hand!.reading!.candidates.length).toBeGreaterThan(1);
    lab.paint([0], false);
    expect(masks(lab)).toEqual([1, ...drawn]);
    lab.undo();
    expect(masks(lab)).toEqual([0, 1, ...drawn]);
    lab.undo();
    expect([lab.state.active, masks(lab), lab.state.undoable]).toEqual(['salient', drawn, 0]);
    await settle();
    expect(queries().at(-1)!.masking).toEqual({ positions: [] });
    lab.undo();
    expect(lab.state.undoable).toBe(0);
  });

  it('refuses a mask that the models have no room for, and keeps the one before', async () => {
    const { lab } = await openLab();
    lab.paint([0, 1, 2], true);
    const before = masks(lab);
    lab.paint([3, 4, 5, 6, 7, 8, 9, 10], true);
    expect(lab.state.isFull).toBe(true);
    expect(masks(lab)).toEqual(before);
    lab.paint([3], true);
    expect(lab.state.isFull).toBe(false);
  });

  it('draws a strategy anew and leaves the others alone', async () => {
    const { lab, queries } = await openLab();
    const before = queries().length;
    lab.reroll('uniform');
    await settle();
    expect(lab.state.active).toBe('uniform');
    expect(queries().slice(before)).toMatchObject([{ masking: { strategy: 'uniform', seed: 2 } }]);
  });

  it('goes through the corpus, counted round, and takes a sentence that is typed', async () => {
    const { lab } = await openLab();
    lab.paint([0], true);
    lab.move(-1);
    await settle();
    expect(lab.state).toMatchObject({ sentence: { index: 11 }, hand: [], active: 'salient', undoable: 0 });
    lab.move(1);
    expect(lab.state.sentence).toEqual({ index: 0 });
    lab.chooseRandom();
    expect(lab.state.sentence).toEqual({ index: 6 });
    lab.choose({ text: 'Trondheim is cold.' });
    await settle();
    expect(lab.state.views.salient).toMatchObject({ sentence: null, sourceDocument: null, text: 'Trondheim is cold.' });
  });

  it('passes the switches on', async () => {
    const { lab, queries } = await openLab();
    lab.setSwitch('nullDocument', false);
    lab.setSwitch('allowTrivial', true);
    await settle();
    expect(queries().at(-1)).toMatchObject({ nullDocument: false, allowTrivial: true });
    expect(lab.state.views.salient!.reading!.nullProbability).toBeNull();
  });

  it('shows the answer to the latest question, whatever order answers come in', async () => {
    const { lab, worker } = await openLab();
    const held: TrainRequest[] = [];
    const post = worker.postMessage.bind(worker);
    worker.postMessage = (request) => (request.type === 'lab' ? void held.push(request) : post(request));
    lab.paint([0], true);
    lab.paint([1], true);
    post(held[1]!);
    await settle();
    post(held[0]!);
    await settle();
    expect(lab.state.views.hand!.masked).toEqual(masks(lab));
    expect(lab.state.asking).toBe(0);
  });

  it('follows a run that plays, but not at every step', async () => {
    const { session, lab, worker, queries, pass } = await openLab();
    await session.play();
    await settle();
    const before = queries().length;
    pass(10);
    worker.advance(2);
    worker.advance(2);
    await settle();
    expect(queries()).toHaveLength(before);
    pass(5000);
    worker.advance(2);
    await settle();
    expect(queries()).toHaveLength(before + 4);
    expect(lab.state.views.salient!.step).toBe(6);
  });

  it('begins anew with a new run', async () => {
    const { session, lab } = await openLab();
    lab.move(3);
    lab.paint([0], true);
    await settle();
    session.setSetting('realm.nullDocument', false);
    await session.openDraft();
    await settle();
    expect(lab.state).toMatchObject({ sentence: { index: 0 }, hand: [], undoable: 0, nullDocument: false });
  });

  it('measures many sentences, with progress', async () => {
    const { lab } = await openLab();
    const seen: (number | undefined)[] = [];
    lab.store.subscribe(({ summarising }) => seen.push(summarising?.done));
    await lab.summarise();
    expect(seen).toContain(100);
    expect(lab.state.summarising).toBeNull();
    expect(lab.state.summary!.rows.map(({ strategy }) => strategy)).toEqual(['salient', 'uniform', 'random-span']);
  });
});
