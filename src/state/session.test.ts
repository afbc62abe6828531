import { describe, expect, it } from 'vitest';
import type { Corpus } from '../text/corpus/corpus.ts';
import { RetrogradError } from '../util/errors.ts';
import { TrainClient } from '../worker/client.ts';
import { resolvePreset } from './presets.ts';
import { type CorpusSource, Session } from './session.ts';
import type { SavedCheckpoint } from './storage.ts';
import { FakeTrainWorker } from './testing/fake-train-worker.ts';

function newSession(corpora?: CorpusSource) {
  const workers: FakeTrainWorker[] = [];
  const frames: (() => void)[] = [];
  const client = new TrainClient(() => {
    workers.push(new FakeTrainWorker({ tickMs: null }));
    return workers.at(-1)!;
  });
  const session = new Session({ client, corpora, schedule: (flush) => frames.push(flush), clock: () => 0 });
  session.choosePreset('smoke');
  return { session, workers, frames, worker: () => workers.at(-1)! };
}

const settle = () => new Promise((resolve) => setTimeout(resolve, 5));

describe('Session', () => {
  it('opens the settings on screen when it is played, and runs', async () => {
    const { session, worker } = newSession();
    await session.play();
    await settle();
    expect(worker().requests.map(({ type }) => type)).toEqual(['open', 'inspect', 'play']);
    expect(session.state).toMatchObject({ status: 'running', measured: { preset: 'smoke' } });
  });

  it('shows many batches of steps in one frame, and loses none', async () => {
    const { session, worker, frames } = newSession();
    await session.play();
    await settle();
    expect(session.state.status).toBe('running');
    frames.length = 0;
    let shown = 0;
    session.store.subscribe(() => shown++);
    for (let i = 0; i < 5; i++) worker().advance(4);
    expect([frames.length, shown]).toEqual([1, 0]);
    frames[0]!();
    expect(shown).toBe(1);
    expect(session.state.now).toEqual({ phase: 'ict', step: 20 });
    expect([...session.history.column('position')]).toEqual(Array.from({ length: 20 }, (_, i) => i + 1));
  });

  it('comes to the end with evaluations and swaps of the index', async () => {
    const { session, worker } = newSession();
    await session.play();
    await settle();
    worker().advance(1000);
    await settle();
    const { status, evaluations, refreshes, now } = session.state;
    expect([status, now]).toEqual(['finished', { phase: 'joint', step: 60 }]);
    expect(evaluations.filter(({ phase }) => phase === 'joint').map(({ step }) => step)).toEqual([30, 60, 60]);
    expect(refreshes.filter(({ swappedAtStep }) => swappedAtStep !== null).length).toBeGreaterThanOrEqual(2);
  });

  it('resets, and undoes that with everything that was measured', async () => {
    const { session, worker } = newSession();
    await session.step(12);
    await settle();
    await session.reset();
    await settle();
    expect(session.state).toMatchObject({ now: { phase: 'ict', step: 0 }, undoable: { phase: 'ict', step: 12 } });
    expect(session.history.length).toBe(0);
    await session.undo();
    await settle();
    expect(session.state).toMatchObject({ now: { phase: 'ict', step: 12 }, undoable: null, status: 'paused' });
    expect(session.history.length).toBe(12);
    worker().advance(1);
    expect(session.history.last('position')).toBe(13);
  });

  it('lets a run go on with its own settings until a new one is started', async () => {
    const { session } = newSession();
    await session.step(3);
    await settle();
    session.setSetting('joint.refreshEvery', 7);
    await session.step(1);
    await settle();
    expect(session.state).toMatchObject({ now: { step: 4 }, measured: { joint: { refreshEvery: 15 } } });
    await session.openDraft();
    expect(session.state).toMatchObject({ measured: { joint: { refreshEvery: 7 } }, undoable: { step: 4 } });
  });

  it('opens a corpus of the user’s own wherever the settings name it, with the settings for natural text', async () => {
    const corpus = { manifest: { id: 'towns' } } as Corpus;
    const { session, worker } = newSession({ load: async (id) => (id === 'towns' ? corpus : null) });
    await session.openDraft();
    session.takeCorpus('towns');
    expect(session.state.draft).toMatchObject({ preset: 'atlas', corpus: 'towns' });
    await session.openDraft();
    session.setSetting('corpus', 'bios');
    await session.openDraft();
    const opened = worker().requests.filter(({ type }) => type === 'open');
    expect(opened.map((request) => 'corpus' in request && request.corpus)).toEqual([false, corpus, false]);
  });

  it('says it where the user’s own corpora cannot be read, and the run before stays', async () => {
    const { session } = newSession({
      load: (id) =>
        id === 'towns' ? Promise.reject(new RetrogradError('internal', 'No data.')) : Promise.resolve(null),
    });
    await session.openDraft();
    session.takeCorpus('towns');
    expect(await session.openDraft()).toBe(false);
    expect(session.state).toMatchObject({ status: 'ready', error: { message: 'No data.' }, errorWhile: 'opening' });
  });

  it('opens anew by itself where the open run has not begun', async () => {
    const { session } = newSession();
    await session.openDraft();
    session.setSetting('seed', 5);
    await session.step(1);
    await settle();
    expect(session.state.measured?.seed).toBe(5);
  });

  it('keeps the run where another cannot be opened', async () => {
    const { session } = newSession();
    await session.step(3);
    await settle();
    session.setSetting('corpus', 'missing');
    expect(await session.openDraft()).toBe(false);
    expect(session.state).toMatchObject({ status: 'paused', error: { code: 'bad-corpus' }, now: { step: 3 } });
    expect(session.history.length).toBe(3);
    session.dismissError();
    expect(session.state).toMatchObject({ error: null, status: 'paused' });
  });

  it('goes on with the run, its settings and its undo as they were where a checkpoint is refused', async () => {
    const { session, worker } = newSession();
    await session.step(3);
    await settle();
    await session.reset();
    await settle();
    await session.play();
    await settle();
    worker().advance(2);
    const { draft, undoable } = session.state;
    expect(undoable).toEqual({ phase: 'ict', step: 3 });
    const files = { weights: new ArrayBuffer(0), config: '{}', tokenizer: '{}' };
    expect(await session.openCheckpoint(files, { ...draft, seed: 99, corpus: 'missing' })).toBe(false);
    await settle();
    expect(session.state).toMatchObject({ status: 'running', error: { code: 'bad-corpus' }, draft, undoable });
  });

  it('refuses settings that do not go together before it asks the worker', async () => {
    const { session, workers } = newSession();
    session.setSetting('reader.heads', 5);
    await session.play();
    expect(session.state.error?.message).toContain('reader.width (32) must be a multiple of 4 · reader.heads (20)');
    expect(workers).toHaveLength(0);
  });

  it('keeps what was measured when the worker dies, and resumes from the checkpoint', async () => {
    const { session, worker } = newSession();
    await session.step(10);
    await settle();
    const files = await session.client.checkpoint();
    const checkpoint: SavedCheckpoint = { savedAt: 0, phase: 'ict', step: 10, config: session.state.measured!, files };
    session.setResumable(checkpoint);
    await session.step(5);
    await settle();
    worker().crash('device lost');
    expect(session.state).toMatchObject({ status: 'failed', info: null, error: { code: 'worker-died' } });
    expect(session.history.length).toBe(15);
    await session.resume();
    await settle();
    expect(session.state).toMatchObject({ status: 'paused', now: { phase: 'ict', step: 10 }, error: null });
    expect(session.history.length).toBe(10);
  });

  it('survives a reload: what is saved is what is restored', async () => {
    const { session } = newSession();
    await session.step(150);
    await settle();
    const saved = structuredClone(session.saved());
    const later = newSession().session;
    later.restore(saved, null);
    expect(later.history.save()).toEqual(session.history.save());
    const { draft, measured, now, evaluations, refreshes, example } = session.state;
    expect(later.state).toMatchObject({ draft, measured, now, evaluations, refreshes, example, status: 'idle' });
  });

  it('shows the example that was asked for last, counted round', async () => {
    const { session } = newSession();
    await session.openDraft();
    await settle();
    session.inspect(-1);
    await settle();
    expect(session.state.example).toMatchObject({ index: 11, count: 12 });
    session.inspect(12);
    await settle();
    expect(session.state.example?.index).toBe(0);
  });

  it('chooses a preset without losing the seed', () => {
    const { session } = newSession();
    session.setSetting('seed', 42);
    session.choosePreset('atlas');
    expect(session.state.draft).toEqual(resolvePreset('atlas', { seed: 42 }));
  });
});
