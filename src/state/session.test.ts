import { describe, expect, it } from 'vitest';
import { resolvePreset } from '../systems/presets.ts';
import type { RealmConfig } from '../systems/realm/settings.ts';
import type { Corpus } from '../text/corpus/corpus.ts';
import { RetrogradError } from '../util/errors.ts';
import { inTime } from '../util/testing/in-time.ts';
import { newSession } from './testing/new-session.ts';

const realm = (config: unknown) => config as RealmConfig;

describe('Session', () => {
  it('opens the settings on screen when it is played, and runs', async () => {
    const { session, worker } = newSession();
    await session.play();
    expect(worker().requests.map(({ type }) => type)).toEqual(['open', 'play']);
    await inTime(() => expect(session.state.status).toBe('running'));
    expect(session.state.measured?.config.preset).toBe('smoke');
  });

  it('shows many batches of steps in one frame, and loses none', async () => {
    const { session, worker, frames } = newSession({ draw: 'manual' });
    await session.play();
    await inTime(() => expect(session.state.status).toBe('running'));
    frames.length = 0;
    let shown = 0;
    session.store.subscribe(() => shown++);
    for (let i = 0; i < 5; i++) await worker().advance(3);
    // a step is heard of when it is read back, after the next one was submitted
    const heard = session.history.length;
    expect(heard).toBeGreaterThan(10);
    expect([frames.length, shown]).toEqual([1, 0]);
    frames[0]!();
    expect(shown).toBe(1);
    expect(session.store.getState().now).toEqual({ phase: 'ict', step: heard });
    expect([...session.history.column('position')]).toEqual(Array.from({ length: heard }, (_, i) => i + 1));
  });

  it('comes to the end with evaluations and swaps of the index', async () => {
    const { session } = newSession({ pace: 'free' });
    await session.play();
    await inTime(() => expect(session.state.status).toBe('finished'));
    const { evaluations, refreshes, now } = session.state;
    expect(now).toEqual({ phase: 'joint', step: 60 });
    expect(evaluations.map(({ phase, step }) => `${phase} ${step}`)).toEqual([
      'ict 20',
      'warmup 30',
      'joint 30',
      'joint 60',
    ]);
    expect(refreshes.filter(({ swappedAtStep }) => swappedAtStep !== null).length).toBeGreaterThanOrEqual(2);
  });

  it('resets, and undoes that with everything that was measured', async () => {
    const { session } = newSession({ pace: 'free' });
    await session.step(12);
    const first = session.state.measured!.runId;
    const before = performance.now();
    await session.reset();
    expect(session.state.undoable!.asideAt).toBeGreaterThan(before);
    expect(session.state.undoable!.asideAt).toBeLessThanOrEqual(performance.now());
    expect(session.state).toMatchObject({
      now: { phase: 'ict', step: 0 },
      undoable: { system: 'realm', phase: 'ict', step: 12 },
      status: 'ready',
    });
    expect(session.history.length).toBe(0);
    expect(session.state.measured!.runId).not.toBe(first);
    await session.undo();
    expect(session.state).toMatchObject({
      now: { phase: 'ict', step: 12 },
      undoable: null,
      status: 'paused',
      measured: { runId: first },
    });
    expect(session.history.length).toBe(12);
    await session.step(1);
    expect(session.history.last('position')).toBe(13);
  });

  it('puts a run aside, so that a recording can be shown, and undoes that', async () => {
    const { session } = newSession({ pace: 'free' });
    await session.step(45);
    const { measured, now } = session.state;
    const losses = [...session.history.column('loss')];
    expect(await session.putAside()).toBe(true);
    expect(session.state).toMatchObject({ status: 'idle', info: null, measured: null, undoable: now });
    const recorded = { ...measured!, runId: 'recorded' };
    session.showRecorded(recorded, { history: {}, evaluations: [], refreshes: [], views: {} }, now!);
    expect(session.state.isRecorded).toBe(true);
    expect(await session.undo()).toBe(true);
    expect(session.state).toMatchObject({ status: 'paused', isRecorded: false, now });
    expect(session.state.measured!.runId).toBe(measured!.runId);
    expect([...session.history.column('loss')]).toEqual(losses);
  });

  it('lets a run go on with its own settings until a new one is started', async () => {
    const { session } = newSession({ pace: 'free' });
    await session.step(3);
    session.setSetting('joint.refreshEvery', 7);
    await session.step(1);
    expect(session.state.now!.step).toBe(4);
    expect(realm(session.state.measured!.config).joint.refreshEvery).toBe(15);
    await session.openDraft();
    expect(realm(session.state.measured!.config).joint.refreshEvery).toBe(7);
    expect(session.state.undoable).toMatchObject({ step: 4 });
  });

  it('opens a corpus of the user’s own wherever the settings name it, with the settings for natural text', async () => {
    const corpus = { ...(await bios()), manifest: { ...(await bios()).manifest, id: 'towns' } };
    const { session, worker } = newSession({ corpora: { load: async (id) => (id === 'towns' ? corpus : null) } });
    await session.openDraft();
    session.takeCorpus('towns');
    expect(session.state.draft).toMatchObject({ preset: 'atlas', corpus: 'towns' });
    session.takeCorpus('towns', 'own-short');
    session.setSetting('joint.steps', 9);
    session.takeCorpus('ports', 'own-short');
    expect(session.state.draft).toMatchObject({ preset: 'own-short', corpus: 'ports', joint: { steps: 9 } });
    session.takeCorpus('towns');
    await session.openDraft();
    session.setSetting('corpus', 'bios');
    await session.openDraft();
    const opened = worker().requests.flatMap((request) => (request.type === 'open' ? [request.query] : []));
    expect(opened.map((query) => query.corpus?.manifest.id)).toEqual([undefined, 'towns', undefined]);
  });

  it('says it where the user’s own corpora cannot be read, and the run before stays', async () => {
    const { session } = newSession({
      corpora: {
        load: (id) =>
          id === 'towns' ? Promise.reject(new RetrogradError('internal', 'No data.')) : Promise.resolve(null),
      },
    });
    await session.openDraft();
    session.takeCorpus('towns');
    expect(await session.openDraft()).toBe(false);
    expect(session.state).toMatchObject({ status: 'ready', error: { message: 'No data.' }, errorWhile: 'opening' });
  });

  it('opens anew by itself where the open run has not begun', async () => {
    const { session } = newSession({ pace: 'free' });
    await session.openDraft();
    session.setSetting('seed', 5);
    await session.step(1);
    expect(session.state.measured?.config.seed).toBe(5);
  });

  it('keeps the run where another cannot be opened', async () => {
    const { session } = newSession({ pace: 'free' });
    await session.step(3);
    session.setSetting('corpus', 'missing');
    expect(await session.openDraft()).toBe(false);
    expect(session.state).toMatchObject({ status: 'paused', error: { code: 'bad-corpus' }, now: { step: 3 } });
    expect(session.history.length).toBe(3);
    session.dismissError();
    expect(session.state).toMatchObject({ error: null, status: 'paused' });
    await session.step(1);
    expect(session.history.length).toBe(4);
  });

  it('goes on with the run, its settings and its undo as they were where a checkpoint is refused', async () => {
    const { session } = newSession();
    await session.openDraft();
    await session.play();
    await inTime(() => expect(session.state.status).toBe('running'));
    const { draft, measured } = session.state;
    const files = await session.client.checkpoint();
    expect(await session.openCheckpoint(files, { ...draft, seed: 99 })).toBe(false);
    await inTime(() => expect(session.state.status).toBe('running'));
    expect(session.state).toMatchObject({ draft, measured, undoable: null });
    expect(session.state.error).toMatchObject({ code: 'bad-option', message: expect.stringContaining('seed') });
  });

  it('refuses settings that do not go together before it asks the worker', async () => {
    const { session, workers } = newSession();
    session.setSetting('reader.heads', 5);
    await session.play();
    expect(session.state.error?.message).toContain('reader.width (32) must be a multiple of 4 · reader.heads (20)');
    expect(workers).toHaveLength(0);
  });

  it('survives a reload: what is saved is what is restored', async () => {
    const { session } = newSession({ pace: 'free' });
    await session.step(70);
    session.setView('example', { index: 3 });
    const saved = structuredClone(session.saved());
    const later = newSession().session;
    later.restore(saved, null);
    expect(later.history.save()).toEqual(session.history.save());
    const { draft, measured, now, evaluations, refreshes, views } = session.state;
    expect(later.state).toMatchObject({ draft, measured, now, evaluations, refreshes, views, status: 'idle' });
    expect(views).toEqual({ example: { index: 3 } });
  });

  it('chooses a preset without losing the seed', () => {
    const { session } = newSession();
    session.setSetting('seed', 42);
    session.choosePreset('atlas');
    expect(session.state.draft).toEqual(resolvePreset('atlas', { seed: 42 }));
  });

  it('takes messages away when they are no longer so', async () => {
    const { session } = newSession({ pace: 'free' });
    const messages = () => session.state.notices.map(({ message }) => message);
    session.notify('info', 'done', 'Imported.');
    session.notify('info', 'done', 'Copied.');
    session.notify('warning', 'run', 'The builder has died.');
    session.notify('warning', 'run', 'It has died again.');
    session.notify('warning', 'address', 'A bad key.');
    session.notify('warning', 'saving', 'The disk is full.');
    expect(messages()).toEqual(['The builder has died.', 'It has died again.', 'A bad key.', 'The disk is full.']);
    session.notify('info', 'done', 'Saved.');
    await session.step(1);
    expect(messages()).toEqual(['The disk is full.']);
    session.withdraw('saving');
    session.notify('warning', 'run', 'The builder has died.');
    await session.step(1);
    expect(messages()).toEqual(['The builder has died.']);
    await session.openDraft();
    expect(messages()).toEqual([]);
  });

  it('shows no work of the GPU for a run that is not there', async () => {
    const { session, worker } = newSession();
    const spans = [1, 2].map((i) => ({ label: 'ict × 16', begin: i, end: i + 0.5 }));
    const work = () => session.store.setState({ gpu: spans });
    await session.openDraft();
    work();
    const whileOpening: number[] = [];
    session.store.subscribe(({ status, gpu }) => status === 'opening' && whileOpening.push(gpu.length));
    await session.openDraft();
    expect(new Set(whileOpening)).toEqual(new Set([0]));
    work();
    worker().host.loseDevice();
    await inTime(() => expect(session.state.status).toBe('failed'));
    expect(session.state.gpu).toEqual([]);
  });

  it('counts what training left out beside what preparation left out', async () => {
    const { session } = newSession({ pace: 'free' });
    await session.play();
    await inTime(() => expect(session.state.status).toBe('finished'));
    const { skipped } = session.state.evaluations.at(-1)!;
    expect(session.state.info!.skipped).toMatchObject(skipped);
  });
});

async function bios(): Promise<Corpus> {
  const { generateBios } = await import('../text/corpus/bios.ts');
  return generateBios({ people: 12, attributes: 4, seed: 1 });
}
