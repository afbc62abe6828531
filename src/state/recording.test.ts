import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { CheckpointFiles } from '../run/records.ts';
import { resolvePreset } from '../systems/presets.ts';
import { RetrogradError } from '../util/errors.ts';
import { momentsToKeep, Recorder } from './recorder.ts';
import { measurementsAt, momentBefore, type Recording, readRecording } from './recording.ts';
import { RecordingPlayer } from './recording-player.ts';
import { hasProgress } from './session-state.ts';
import { newSession } from './testing/new-session.ts';

/** A run of the stand-in, recorded as the command line does it. */
async function recorded(): Promise<Recording> {
  const { session } = newSession({ pace: 'free' });
  await session.openDraft();
  const recorder = new Recorder(session.state.info!);
  session.client.subscribe((event) => recorder.receive(event));
  let taken = 0;
  for (const [steps, phase, step] of [
    [10, 'ict', 10],
    [40, 'warmup', 30],
    [20, 'joint', 20],
    [40, 'joint', 60],
  ] as const) {
    await session.step(steps);
    taken += steps;
    recorder.keep({ phase, step }, { example: { sentence: `after ${taken} steps` } });
  }
  // as it comes from a file
  return readRecording(JSON.parse(JSON.stringify(recorder.file('2026-11-26'))));
}

describe('a recording', () => {
  it('shows at each moment what had been measured by then', async () => {
    const recording = await recorded();
    expect(recording.made.date).toBe('2026-11-26');
    expect(recording.run.config).toEqual(resolvePreset('smoke'));
    const rows = recording.moments.map((_, i) => measurementsAt(recording, i).history.loss!.length);
    expect(rows).toEqual([10, 50, 70, 110]);
    const at = (i: number) => measurementsAt(recording, i);
    expect(at(0).evaluations).toEqual([]);
    expect(at(1).evaluations.map(({ phase }) => phase)).toEqual(['ict', 'warmup']);
    expect(at(2).views).toEqual({ example: { sentence: 'after 70 steps' } });
    expect(at(3).refreshes.length).toBeGreaterThan(at(2).refreshes.length);
    // what a phase does not measure is NaN, not 0
    expect(at(3).history.entropy![0]).toBeNaN();
    expect(at(3).history.entropy!.at(-1)).toBeGreaterThan(0);
  });

  it('finds the moment before any other', async () => {
    const recording = await recorded();
    const found = (phase: string, step: number) => momentBefore(recording, { phase, step });
    expect([found('ict', 0), found('ict', 19), found('warmup', 30), found('joint', 19), found('joint', 60)]).toEqual([
      0, 0, 1, 1, 3,
    ]);
  });

  it.each([[{}], [{ version: 2, moments: [{}] }], [{ version: 1, moments: [] }]])(
    'of another kind is refused: %j',
    (file) => {
      expect(() => readRecording(file)).toThrow('npm run record');
    },
  );

  it('keeps more moments where more is learned, each once, and the last step of each phase', () => {
    const phases = [
      { id: 'a', steps: 400 },
      { id: 'b', steps: 0 },
      { id: 'c', steps: 3 },
      { id: 'd', steps: 1000 },
    ];
    const kept = momentsToKeep(phases, 40);
    expect(kept.map(({ phase }) => phase)).not.toContain('b');
    expect(kept).toContainEqual({ phase: 'a', step: 400 });
    expect(kept).toContainEqual({ phase: 'd', step: 1000 });
    expect(kept.filter(({ phase }) => phase === 'c').map(({ step }) => step)).toEqual([1, 2, 3]);
    const last = kept.filter(({ phase }) => phase === 'd').map(({ step }) => step);
    expect(last.length).toBeGreaterThanOrEqual(28);
    expect(last.filter((step) => step <= 500).length).toBeGreaterThan(last.length / 2);
    expect(new Set(kept.map((moment) => JSON.stringify(moment))).size).toBe(kept.length);
  });
});

describe('the player', () => {
  let recording: Recording;
  beforeEach(async () => {
    recording = await recorded();
    vi.useFakeTimers();
  });
  afterEach(() => void vi.useRealTimers());

  const newPlayer = () => {
    const { session } = newSession({ pace: 'free' });
    const player = new RecordingPlayer({ session, momentMs: 100 });
    const sentence = () => (session.state.views.example as { sentence: string } | undefined)?.sentence;
    return { session, player, sentence };
  };

  it('plays one moment after the other to the end, and from the beginning again', () => {
    const { session, player, sentence } = newPlayer();
    player.open(recording);
    expect(session.state).toMatchObject({ isRecorded: true, status: 'idle', now: { phase: 'ict', step: 10 } });
    player.play();
    vi.advanceTimersByTime(250);
    expect([player.store.getState().at, sentence()]).toEqual([2, 'after 70 steps']);
    vi.advanceTimersByTime(1000);
    expect(player.store.getState()).toMatchObject({ at: 3, isPlaying: false });
    player.play();
    expect(player.store.getState()).toMatchObject({ at: 0, isPlaying: true });
    player.go(1);
    vi.advanceTimersByTime(1000);
    expect(player.store.getState()).toMatchObject({ at: 1, isPlaying: false });
  });

  it('is not saved, and leaves the settings on screen alone', () => {
    const { session, player } = newPlayer();
    session.setSetting('seed', 7);
    player.open(recording);
    player.go(2);
    expect(session.state.draft.seed).toBe(7);
    expect(session.saved()).toMatchObject({ run: null, history: {}, evaluations: [], refreshes: [], views: {} });
  });

  it('gives way to a run for good', async () => {
    vi.useRealTimers();
    const { session, player } = newPlayer();
    player.open(recording);
    player.play();
    await session.step(3);
    expect(session.state).toMatchObject({ isRecorded: false, now: { phase: 'ict', step: 3 } });
    expect(session.history.length).toBe(3);
    expect(player.store.getState().isPlaying).toBe(false);
    player.go(3);
    expect(session.state.now).toEqual({ phase: 'ict', step: 3 });
  });
});

describe('a run that begins from a checkpoint of its preset', () => {
  it('is a new run, there and after a reset', async () => {
    const first = newSession({ pace: 'free' });
    await first.session.step(50);
    const files: CheckpointFiles = await first.session.client.checkpoint();
    const { session, worker } = newSession({ pace: 'free', startOf: async () => ({ checkpoint: files, asNew: true }) });
    await session.step(4);
    const { runId } = session.state.measured!;
    expect(session.state.now).toEqual({ phase: 'joint', step: 4 });
    expect(runId).not.toBe(first.session.state.measured!.runId);
    await session.reset();
    expect(session.state.now).toEqual({ phase: 'joint', step: 0 });
    expect(session.state.measured!.runId).not.toBe(runId);
    // it has taken no step: it is ready, there is nothing to reset, and a reload shows it so
    expect([session.state.status, hasProgress(session.state)]).toEqual(['ready', false]);
    const later = newSession().session;
    later.restore(structuredClone(session.saved()), null);
    expect(hasProgress(later.state)).toBe(false);
    expect(worker().requests.map(({ type }) => type)).not.toContain('reset');
    await session.undo();
    expect(session.state.now).toEqual({ phase: 'joint', step: 4 });
    expect(session.state.measured!.runId).toBe(runId);
    // what the checkpoint had learned is kept for undo, too
    await session.reset();
    await session.putAside();
    expect(await session.undo()).toBe(true);
    expect(session.state).toMatchObject({ status: 'ready', now: { phase: 'joint', step: 0 } });
  });

  it('begins with the models of another run where its preset has these, after a reset, too', async () => {
    const first = newSession({ pace: 'free' });
    await first.session.step(2);
    const files: CheckpointFiles = await first.session.client.checkpoint();
    const { session, worker } = newSession({ pace: 'free', startOf: async () => ({ init: files }) });
    await session.step(3);
    await session.reset();
    expect(session.state.now).toEqual({ phase: 'ict', step: 0 });
    const queries = worker().requests.flatMap((request) => (request.type === 'open' ? [request.query] : []));
    // the trainer returns to the models that it was given
    expect(queries.map(({ init, checkpoint }) => [init, checkpoint])).toEqual([[files, undefined]]);
    expect(worker().requests.map(({ type }) => type)).toContain('reset');
  });

  it('begins with them after the reset of a run that an earlier version saved without them, too', async () => {
    const first = newSession({ pace: 'free' });
    await first.session.step(2);
    const files: CheckpointFiles = await first.session.client.checkpoint();
    const { session, worker } = newSession({ pace: 'free', startOf: async () => ({ init: files }) });
    await session.openCheckpoint(files, first.session.state.measured!.config);
    await session.reset();
    const queries = worker().requests.flatMap((request) => (request.type === 'open' ? [request.query] : []));
    expect(queries.map(({ init, checkpoint }) => [init, checkpoint])).toEqual([
      [undefined, files],
      [files, undefined],
    ]);
  });

  it('tells why a reset does not begin with them', async () => {
    const { session } = newSession({
      pace: 'free',
      startOf: () => Promise.reject(new RetrogradError('bad-option', 'They did not come.')),
    });
    await session.step(2);
    session.dismissNotice(session.state.notices[0]!.id);
    await session.reset();
    expect(session.state).toMatchObject({
      now: { phase: 'ict', step: 0 },
      notices: [{ message: 'They did not come.' }],
    });
  });

  it('tells why it has not the models of its preset, where it cannot be opened without them, too', async () => {
    const { session } = newSession({
      startOf: () => Promise.reject(new RetrogradError('bad-option', 'They were made with another seed.')),
      corpora: { load: () => Promise.reject(new RetrogradError('bad-option', 'It needs models.')) },
    });
    expect(await session.openDraft()).toBe(false);
    expect(session.state).toMatchObject({
      ...{ status: 'failed', error: { code: 'bad-option' } },
      notices: [{ message: 'They were made with another seed.' }],
    });
  });

  it('is trained from its first phase where the checkpoint does not fit, and the reason is told', async () => {
    const { session } = newSession({
      pace: 'free',
      startOf: () => Promise.reject(new RetrogradError('bad-option', 'It was made with another seed.')),
    });
    await session.step(2);
    expect(session.state.now).toEqual({ phase: 'ict', step: 2 });
    expect(session.state.notices).toMatchObject([{ kind: 'info', message: 'It was made with another seed.' }]);
  });
});
