import { describe, expect, it } from 'vitest';
import { Session } from '../../../../state/session.ts';
import type { LabQuery } from '../../../../systems/realm/lab-records.ts';
import type { RealmProbes } from '../../../../systems/realm/probes.ts';
import { TrainClient } from '../../../../worker/client.ts';
import type { TrainRequest } from '../../../../worker/protocol.ts';
import { StandInWorker } from '../../../../worker/testing/stand-in.ts';
import { shownMask } from './lab-state.ts';
import { type AskLab, Lab } from './lab-store.ts';

/** A lab beside an open run of `smoke`, whose steps a test releases. */
async function openLab() {
  const workers: StandInWorker[] = [];
  const client = new TrainClient(() => {
    workers.push(new StandInWorker({ pace: 'manual' }));
    return workers.at(-1)!;
  });
  const session = new Session({ client, schedule: (flush) => flush(), clock: () => 0 });
  session.choosePreset('smoke');
  let time = 0;
  let refusing = false;
  const probes = client.probes<RealmProbes>();
  const ask = ((...asked: Parameters<AskLab>) =>
    // the trainer refuses a question that it does not know
    refusing ? client.ask('probe', { name: 'unknown', query: null }) : probes(...asked)) as AskLab;
  const onError = (error: unknown) => session.fail(error);
  const lab = new Lab({ ask, run: session.store, onError, clock: () => time, random: () => 0.5 });
  const settle = async () => {
    do await new Promise((resolve) => setTimeout(resolve, 5));
    while (lab.state.asking > 0);
  };
  lab.setVisible(true);
  await session.openDraft();
  await settle();
  const queries = () => workers.at(-1)!.requests.flatMap((request) => labQuery(request) ?? []);
  return {
    session,
    lab,
    worker: workers[0]!,
    settle,
    queries,
    pass: (ms: number) => (time += ms),
    refuse: (isRefused: boolean) => (refusing = isRefused),
  };
}

function labQuery(request: TrainRequest): LabQuery | null {
  return request.type === 'probe' && request.query.name === 'lab' ? (request.query.query as LabQuery) : null;
}

const masks = (lab: Lab) => [...shownMask(lab.state)];

describe('the lab', () => {
  it('asks nothing while nobody looks, and for every way of masking when somebody does', async () => {
    const { session, lab, worker, settle, queries } = await openLab();
    const strategies = queries().map(({ masking }) => ('strategy' in masking ? masking.strategy : 'hand'));
    expect(new Set(strategies)).toEqual(new Set(['hand', 'salient', 'uniform', 'random-span']));
    expect(lab.state.views.salient).toMatchObject({ sentence: 0, search: { by: 'exact' } });
    expect(lab.state.views.hand!.reading).toBeNull();
    lab.setVisible(false);
    const before = queries().length;
    const step = session.step(3);
    await worker.advance(3);
    await step;
    await settle();
    expect(queries()).toHaveLength(before);
    lab.setVisible(true);
    await settle();
    expect(queries()).toHaveLength(before + 4);
  });

  it('masks by hand from the mask that is shown, and takes that back step by step', async () => {
    const { lab, settle, queries } = await openLab();
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

  it('masks nothing while the words of the sentence before are on screen', async () => {
    const { lab, settle } = await openLab();
    lab.choose({ text: 'Trondheim is cold.' });
    lab.paint([0], true);
    expect(lab.state).toMatchObject({ hand: [], active: 'salient', undoable: 0 });
    await settle();
    lab.paint([0], true);
    expect(masks(lab)).toEqual([0]);
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
    const { lab, settle, queries } = await openLab();
    const before = queries().length;
    lab.reroll('uniform');
    await settle();
    expect(lab.state.active).toBe('uniform');
    expect(queries().slice(before)).toMatchObject([{ masking: { strategy: 'uniform', seed: 2 } }]);
  });

  it('goes through the corpus, counted round, and takes a sentence that is typed', async () => {
    const { lab, settle } = await openLab();
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
    const { lab, settle, queries } = await openLab();
    lab.setSwitch('nullDocument', false);
    lab.setSwitch('allowTrivial', true);
    await settle();
    expect(queries().at(-1)).toMatchObject({ nullDocument: false, allowTrivial: true });
    expect(lab.state.views.salient!.reading!.nullProbability).toBeNull();
  });

  it('shows the answer to the latest question, whatever order answers come in', async () => {
    const { lab, worker, settle } = await openLab();
    const held: TrainRequest[] = [];
    const post = worker.postMessage.bind(worker);
    worker.postMessage = (request) => (labQuery(request) ? void held.push(request) : post(request));
    lab.paint([0], true);
    lab.paint([1], true);
    post(held[1]!);
    await worker.advance(0);
    expect([lab.state.asking, lab.state.views.hand!.masked]).toEqual([1, masks(lab)]);
    post(held[0]!);
    await settle();
    expect(lab.state.views.hand!.masked).toEqual(masks(lab));
    expect(lab.state.asking).toBe(0);
  });

  it('follows a run that plays, but not at every step', async () => {
    const { session, lab, worker, settle, queries, pass } = await openLab();
    await session.play();
    await settle();
    const before = queries().length;
    pass(10);
    await worker.advance(2);
    await worker.advance(2);
    await settle();
    expect(queries()).toHaveLength(before);
    pass(5000);
    await worker.advance(2);
    await settle();
    expect(queries()).toHaveLength(before + 4);
    expect(lab.state.views.salient!.step).toBe(6);
  });

  it('begins anew with a new run', async () => {
    const { session, lab, settle } = await openLab();
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
    expect(seen.slice(0, 4)).toEqual([0, 200, 400, 600]);
    expect(lab.state.summarising).toBeNull();
    expect(lab.state.summary!.rows.map(({ strategy }) => strategy)).toEqual(['salient', 'uniform', 'random-span']);
  });

  it('keeps sentence, mask, undo and switches when an evaluation arrives, and goes on to follow the run', async () => {
    const { session, lab, worker, settle, queries, pass } = await openLab();
    lab.choose({ text: 'Trondheim is cold.' });
    lab.setSwitch('nullDocument', false);
    lab.setSwitch('allowTrivial', true);
    const edit = { document: 'd', before: 'Trondheim is cold.', text: 'Trondheim is warm.' };
    lab.setEdit(edit);
    await settle();
    lab.paint([0], true);
    lab.paint([2], true);
    await settle();
    const { info } = session.state;
    await session.play();
    await worker.advance(21);
    expect(session.state.evaluations).toHaveLength(1);
    expect(session.state.info).not.toBe(info);
    expect(lab.state).toMatchObject({
      sentence: { text: 'Trondheim is cold.' },
      nullDocument: false,
      allowTrivial: true,
      edit,
      hand: [0, 2],
      active: 'hand',
      undoable: 2,
    });
    pass(5000);
    await worker.advance(1);
    await settle();
    expect(queries().at(-4)).toEqual({
      sentence: { text: 'Trondheim is cold.' },
      masking: { positions: [0, 2] },
      nullDocument: false,
      allowTrivial: true,
      edit,
    });
    expect(lab.state.views.hand).toMatchObject({
      text: 'Trondheim is cold.',
      masked: [0, 2],
      phase: 'warmup',
      step: 2,
    });
    lab.undo();
    expect(lab.state.hand).toEqual([0]);
  });

  it('asks every way of masking about a passage in other words, and takes that back', async () => {
    const { lab, settle, queries } = await openLab();
    const { document, text: before } = lab.state.views.salient!.reading!.candidates[1]!;
    const edit = { document: document!, before, text: 'It stands in Bergen.' };
    const shown = () => lab.state.views.salient!.reading!.candidates.map(({ text }) => text);
    lab.setEdit(edit);
    await settle();
    expect(
      queries()
        .slice(-4)
        .map((query) => query.edit),
    ).toEqual([edit, edit, edit, edit]);
    expect(shown()).toContain(edit.text);
    lab.setEdit(null);
    await settle();
    expect(shown()).not.toContain(edit.text);
    expect(shown()).toContain(before);
  });

  it('says which answers are on their way, and which are only followed up', async () => {
    const { session, lab, worker, settle, pass } = await openLab();
    const held: TrainRequest[] = [];
    const post = worker.postMessage.bind(worker);
    worker.postMessage = (request) => (labQuery(request) ? void held.push(request) : post(request));
    lab.paint([0], true);
    expect(lab.state.unanswered).toEqual(['hand']);
    lab.setSwitch('nullDocument', false);
    expect(new Set(lab.state.unanswered)).toEqual(new Set(['hand', 'salient', 'uniform', 'random-span']));
    for (const request of held.splice(0)) post(request);
    await settle();
    expect(lab.state.unanswered).toEqual([]);
    await session.play();
    pass(5000);
    await worker.advance(2);
    expect(held.length).toBeGreaterThan(0);
    expect(lab.state.unanswered).toEqual([]);
    for (const request of held.splice(0)) post(request);
    await settle();
    lab.choose({ text: 'Trondheim is cold.' });
    expect(lab.state.isBehind).toBe(true);
    for (const request of held.splice(0)) post(request);
    await settle();
    expect(lab.state).toMatchObject({ isBehind: false, unanswered: [] });
  });

  it('keeps sentence, mask, undo and switches where the device is lost and the run is opened again', async () => {
    const { session, lab, worker, settle, queries } = await openLab();
    const step = session.step(1);
    await worker.advance(1);
    await step;
    lab.choose({ text: 'Trondheim is cold.' });
    lab.setSwitch('nullDocument', false);
    await settle();
    lab.paint([0], true);
    lab.paint([2], true);
    await settle();
    session.setResumable({
      ...session.state.now!,
      ...session.state.measured!,
      savedAt: 0,
      files: await session.client.checkpoint(),
    });
    worker.host.loseDevice();
    await worker.advance(0);
    await settle();
    expect(session.state).toMatchObject({ status: 'failed', info: null });
    await session.resume();
    await settle();
    expect(lab.state).toMatchObject({
      sentence: { text: 'Trondheim is cold.' },
      nullDocument: false,
      hand: [0, 2],
      active: 'hand',
      undoable: 2,
      views: { hand: { text: 'Trondheim is cold.', masked: [0, 2] } },
    });
    expect(queries().at(-1)).toMatchObject({ sentence: { text: 'Trondheim is cold.' }, nullDocument: false });
    lab.undo();
    expect(lab.state.hand).toEqual([0]);
  });

  it('shows the error of a refused question once, and training goes on', async () => {
    const { session, lab, worker, settle, pass, refuse } = await openLab();
    await session.play();
    refuse(true);
    lab.move(1);
    await settle();
    expect(session.state).toMatchObject({ status: 'running', error: { code: 'bad-option' }, errorWhile: 'acting' });
    session.dismissError();
    for (let i = 0; i < 3; i++) {
      pass(5000);
      await worker.advance(2);
      await settle();
    }
    expect(session.state).toMatchObject({ status: 'running', now: { phase: 'ict', step: 6 }, error: null });
    refuse(false);
    pass(5000);
    await worker.advance(1);
    await settle();
    expect(lab.state.views.salient).toMatchObject({ sentence: 1, step: 7 });
    // another failure is news again
    refuse(true);
    lab.move(1);
    await settle();
    expect(session.state.error).toMatchObject({ code: 'bad-option' });
  });

  it('measures nothing where the trainer refuses, and says so', async () => {
    const { session, lab, refuse } = await openLab();
    refuse(true);
    await lab.summarise();
    expect(lab.state).toMatchObject({ summarising: null, summary: null });
    expect(session.state.error).toMatchObject({ code: 'bad-option' });
  });

  it('waits for nothing from a trainer that has died, and asks the next one', async () => {
    const { session, lab, worker, settle } = await openLab();
    lab.move(1);
    worker.crash('out of memory');
    await settle();
    expect(lab.state).toMatchObject({ asking: 0, views: { salient: null } });
    expect(session.state.error).toMatchObject({ code: 'worker-died' });
    await session.openDraft(true);
    await settle();
    expect(lab.state).toMatchObject({ asking: 0, sentence: { index: 0 } });
    expect(lab.state.views.salient).toMatchObject({ sentence: 0 });
    expect(session.state.error).toBeNull();
  });

  it('asks nothing of a system that has no lab', async () => {
    const { session, lab, settle, queries } = await openLab();
    const before = queries().length;
    session.choosePreset('bigram');
    await session.openDraft();
    await settle();
    expect(session.state).toMatchObject({ status: 'ready', error: null });
    expect(queries()).toHaveLength(before);
    expect(lab.state.views.salient).toBeNull();
  });
});
