/** Runs that are taken up again: after a crash, a lost device, a refusal, a reload, and presses that come twice. */
import { describe, expect, it } from 'vitest';
import { readState } from '../run/checkpoint.ts';
import type { RunConfig } from '../run/records.ts';
import { defaultRealmConfig, type RealmConfig } from '../systems/realm/settings.ts';
import { inEnglish } from '../util/sentence.ts';
import { inTime } from '../util/testing/in-time.ts';
import { startAutosave } from './autosave.ts';
import { configOfCheckpoint } from './checkpoint-config.ts';
import { RunArchive } from './run-archive.ts';
import { startRunKeeper } from './run-keeper.ts';
import type { Session } from './session.ts';
import type { SavedCheckpoint, SavedSession, SessionStorage } from './storage.ts';
import { memoryRuns } from './testing/memory-runs.ts';
import { newSession } from './testing/new-session.ts';

async function kept(session: Session): Promise<SavedCheckpoint> {
  const files = await session.client.checkpoint();
  const { runId, phase, step } = readState(files);
  return { savedAt: 0, runId, phase, step, config: configOfCheckpoint(files), files };
}

/** Storage in memory that keeps what IndexedDB would. */
function memory() {
  const saved: { session: SavedSession | null; checkpoint: SavedCheckpoint | null } = {
    session: null,
    checkpoint: null,
  };
  const storage: SessionStorage = {
    loadSession: async () => saved.session,
    saveSession: async (session) => void (saved.session = structuredClone(session)),
    loadCheckpoint: async () => saved.checkpoint,
    saveCheckpoint: async (checkpoint) => void (saved.checkpoint = structuredClone(checkpoint)),
  };
  return { saved, storage };
}

describe('a run that is taken up again', () => {
  it('goes on from the checkpoint after the worker died, with what was measured up to it', async () => {
    const { session, worker } = newSession({ pace: 'free' });
    await session.step(10);
    session.setResumable(await kept(session));
    await session.step(5);
    worker().crash('out of memory');
    expect(session.state).toMatchObject({ status: 'failed', info: null, error: { code: 'worker-died' } });
    expect(session.history.length).toBe(15);
    expect(await session.resume()).toBe(true);
    expect(session.state).toMatchObject({ status: 'paused', now: { phase: 'ict', step: 10 }, error: null });
    expect(session.history.length).toBe(10);
    await session.step(1);
    expect(session.history.last('position')).toBe(11);
  });

  it.each([
    ['in the first phase', 10],
    ['at a border between phases', 20],
    ['in the second phase', 33],
    ['in the last phase', 90],
  ])('goes on to its end by one press after the device was lost %s', async (_, steps) => {
    const { session, worker } = newSession({ pace: 'free' });
    await session.step(steps);
    session.setResumable(await kept(session));
    const failures: string[] = [];
    session.client.subscribe((event) => event.type === 'failed' && failures.push(event.error.code));
    worker().host.loseDevice('driver update');
    await inTime(() => expect(session.state.status).toBe('failed'));
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(failures).toEqual(['device-lost']);
    expect(session.state).toMatchObject({ info: null, error: { code: 'device-lost' } });
    expect(session.state.error!.message).toContain('driver update');
    expect(await session.resume()).toBe(true);
    await session.play();
    await inTime(() => expect(session.state.status).toBe('finished'));
    expect(session.history.length).toBe(110);
    expect(session.state.evaluations.map(({ phase, step }) => `${phase} ${step}`)).toEqual([
      'ict 20',
      'warmup 30',
      'joint 30',
      'joint 60',
    ]);
  });

  it('throws no measured curve away where the checkpoint is refused', async () => {
    const { session, worker } = newSession({ pace: 'free' });
    await session.step(10);
    const checkpoint = await kept(session);
    const weights = checkpoint.files.weights.slice(0, 100);
    session.setResumable({ ...checkpoint, files: { ...checkpoint.files, weights } });
    await session.step(5);
    worker().crash('out of memory');
    expect(await session.resume()).toBe(false);
    expect(session.state.error).toMatchObject({ code: 'bad-checkpoint' });
    expect(session.history.length).toBe(15);
    expect(session.state.now).toEqual({ phase: 'ict', step: 15 });
  });

  it('never goes on with one run’s weights under another’s curves, though both stand at the same step', async () => {
    const { saved, storage } = memory();
    const { session } = newSession({ pace: 'free' });
    const { saveNow, stop } = startAutosave({ session, storage, sessionMs: 1e9, checkpointMs: 1e9 });
    await session.step(10);
    await inTime(() => expect(saved.checkpoint).not.toBeNull());
    const first = saved.checkpoint!.runId;
    session.setSetting('realm.temperature', 3);
    await session.openDraft();
    await session.step(10);
    await inTime(() => expect(saved.checkpoint!.runId).not.toBe(first));
    await saveNow();
    stop();
    expect(saved.checkpoint).toMatchObject({ phase: 'ict', step: 10, config: { realm: { temperature: 3 } } });

    const later = newSession({ pace: 'free' }).session;
    later.restore(saved.session, saved.checkpoint);
    expect(later.history.length).toBe(10);
    await later.resume();
    expect(later.state.measured!.runId).toBe(saved.session!.run!.runId);
    expect(later.state.measured!.config).toMatchObject({ realm: { temperature: 3 } });
    expect(later.history.length).toBe(10);
  });

  it.each([
    ['its own curves as they are archived, up to the checkpoint', true, 10],
    ['no curves of another run, where its own are gone', false, 0],
  ])('shows %s, when another run was on screen', async (_, isArchived, length) => {
    const archive = new RunArchive(memoryRuns());
    const { session } = newSession({ pace: 'free' });
    const keeper = startRunKeeper({ session, archive });
    await session.step(10);
    const losses = [...session.history.column('loss')];
    expect(losses).toHaveLength(10);
    const checkpoint = await kept(session);
    // measured after the checkpoint, and not to be shown
    await session.step(3);
    session.setSetting('realm.temperature', 3);
    await session.openDraft();
    await session.step(4);
    keeper.stop();
    await inTime(() => expect(archive.state.entries.map(({ now }) => now.step)).toContain(13));
    if (!isArchived) await archive.remove(checkpoint.runId);
    const later = newSession({ pace: 'free', archived: (runId) => archive.measurements(runId) }).session;
    later.restore(structuredClone(session.saved()), checkpoint);
    expect(later.history.length).toBe(4);
    await later.resume();
    expect(later.state.measured).toMatchObject({ runId: checkpoint.runId, config: { realm: { temperature: 1 } } });
    expect(later.state.now).toEqual({ phase: 'ict', step: 10 });
    expect([...later.history.column('loss')]).toEqual(losses.slice(0, length));
  });

  it('goes on from the checkpoint of an earlier version, with defaults for the settings it lacks', async () => {
    const { session } = newSession({ pace: 'free' });
    await session.step(10);
    const checkpoint = await kept(session);
    const { warmup: _, ...others } = checkpoint.config as RealmConfig;
    const { linearDecay: __, ...joint } = others.joint;
    const config = { ...others, joint } as unknown as RunConfig;
    const later = newSession({ pace: 'free' }).session;
    later.restore(structuredClone(session.saved()), {
      ...checkpoint,
      config,
      files: { ...checkpoint.files, config: JSON.stringify(config) },
    });
    expect(later.history.length).toBe(10);
    expect(later.state.resumable).toMatchObject({ phase: 'ict', step: 10 });
    expect(await later.resume()).toBe(true);
    expect(later.state.info!.config).toMatchObject({ warmup: defaultRealmConfig.warmup, joint: { linearDecay: true } });
  });

  it('shows what was measured although the checkpoint is of a system that is not here', async () => {
    const { session } = newSession({ pace: 'free' });
    await session.step(10);
    const checkpoint = await kept(session);
    const later = newSession({ pace: 'free' }).session;
    later.restore(structuredClone(session.saved()), {
      ...checkpoint,
      config: { ...checkpoint.config, system: 'gone' },
    });
    expect(later.history.length).toBe(10);
    expect(later.state.resumable).toBeNull();
    expect(later.state.notices).toHaveLength(1);
    expect(inEnglish(later.state.notices[0]!.message)).toContain('no system “gone”');
  });

  it('takes two presses of “Start new run” as one: nothing starts by itself, and undo stays', async () => {
    const { session, worker } = newSession();
    await session.openDraft();
    await session.play();
    await inTime(() => expect(session.state.status).toBe('running'));
    await worker().advance(5);
    const before = session.state.measured!.runId;
    session.setSetting('seed', 2);
    const outcomes = await Promise.all([session.openDraft(true), session.openDraft(true)]);
    expect(outcomes).toEqual([true, true]);
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(worker().requests.filter(({ type }) => type === 'open')).toHaveLength(2);
    expect(session.state).toMatchObject({ status: 'ready', measured: { config: { seed: 2 } } });
    expect(session.state.undoable).not.toBeNull();
    await session.undo();
    expect(session.state.measured!.runId).toBe(before);
  });

  it.each([
    ['reset', (session: Session) => session.reset()],
    ['replaced', (session: Session) => session.openDraft()],
    ['put aside', (session: Session) => session.putAside()],
  ])('is %s at once while it measures: the measurement is cancelled', async (_, change) => {
    const { session, worker } = newSession({ pace: 'free' });
    await session.openDraft();
    const { host } = worker();
    const open = host.open.bind(host);
    host.open = async (...query) => {
      const run = await open(...query);
      // nothing but a cancellation ends it
      run.ask = async (_name, _query, onProgress) => {
        for (let done = 0; ; done++) {
          onProgress?.(done, Number.POSITIVE_INFINITY);
          await new Promise((resolve) => setTimeout(resolve));
        }
      };
      return run;
    };
    await session.openDraft();
    await session.step(3);
    const probes = session.client.probes<{ long: { query: null; answer: null } }>();
    let heard = 0;
    const measuring = expect(probes('long', null, () => heard++)).rejects.toMatchObject({ code: 'cancelled' });
    await inTime(() => expect(heard).toBeGreaterThan(2));
    expect(await change(session)).toBe(true);
    await measuring;
    expect(session.state).toMatchObject({ undoable: { step: 3 }, error: null });
  });

  it('leaves training alone where a question is refused', async () => {
    const { session } = newSession();
    await session.play();
    await inTime(() => expect(session.state.status).toBe('running'));
    const saving = session.client.checkpoint();
    await expect(session.client.ask('probe', { name: 'no-such', query: null })).rejects.toMatchObject({
      code: 'bad-option',
    });
    expect((await saving).weights.byteLength).toBeGreaterThan(0);
    expect(session.state).toMatchObject({ status: 'running', error: null });
  });
});
