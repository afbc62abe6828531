import { describe, expect, it, vi } from 'vitest';
import { RetrogradError } from '../util/errors.ts';
import { inEnglish } from '../util/sentence.ts';
import { inTime } from '../util/testing/in-time.ts';
import { RunArchive } from './run-archive.ts';
import { startRunKeeper, thinned } from './run-keeper.ts';
import { memoryRuns } from './testing/memory-runs.ts';
import { newSession } from './testing/new-session.ts';

function keeping(pace: 'free' | 'manual' = 'free') {
  const storage = memoryRuns();
  const archive = new RunArchive(storage);
  const made = newSession({ pace });
  let now = 1000;
  const keeper = startRunKeeper({ session: made.session, archive, clock: () => now });
  const kept = (runId: string) => archive.state.entries.find((entry) => entry.runId === runId);
  const wait = (ms: number) => {
    now += ms;
  };
  return { ...made, archive, storage, keeper, kept, wait };
}

describe('the run on screen', () => {
  it('is kept when it pauses, with its curves', async () => {
    const { session, kept, archive, keeper } = keeping();
    await session.step(12);
    const { runId } = session.state.measured!;
    await inTime(() =>
      expect(kept(runId)).toMatchObject({ now: { phase: 'ict', step: 12 }, adapter: 'scripted adapter' }),
    );
    expect((await archive.curves(runId))!.history.loss).toEqual(session.history.save().loss);
    keeper.stop();
  });

  it('that another tab has deleted is not listed again, which is said once', async () => {
    const { session, archive, storage, keeper } = keeping();
    await session.step(12);
    const { runId } = session.state.measured!;
    await inTime(() => expect(archive.state.entries).toHaveLength(1));
    const other = new RunArchive(storage);
    await other.open();
    await other.remove(runId);
    for (let i = 0; i < 2; i++) {
      await session.step(1);
      await keeper.keepNow();
    }
    expect(archive.state.entries).toEqual([]);
    const said = session.state.notices.filter(({ topic }) => topic === 'saving');
    expect(said.map(({ message }) => inEnglish(message))).toEqual([
      'This run was deleted, so the list of runs does not show it.',
    ]);
    await other.undoRemove();
    expect(other.state.entries).toMatchObject([{ runId, now: { step: 14 } }]);
    await session.step(1);
    await keeper.keepNow();
    expect(session.state.notices.filter(({ topic }) => topic === 'saving')).toEqual([]);
    keeper.stop();
  });

  it('is kept with what its views show of the last step, which comes after it has stopped', async () => {
    const { session, archive, keeper } = keeping();
    await session.step(12);
    const { runId } = session.state.measured!;
    await inTime(() => expect(archive.state.entries).toHaveLength(1));
    session.setView('example', { step: 12 });
    await inTime(async () => expect((await archive.curves(runId))!.views).toEqual({ example: { step: 12 } }));
    keeper.stop();
  });

  it('is kept when it is reset or replaced, as it was at its last step', async () => {
    const { session, kept, archive, keeper } = keeping();
    await session.step(25);
    const first = session.state.measured!.runId;
    const losses = session.history.save().loss;
    await session.reset();
    await session.step(3);
    const second = session.state.measured!.runId;
    session.setSetting('seed', 9);
    await session.openDraft(true);
    await session.step(1);
    await inTime(() => expect(archive.state.entries).toHaveLength(3));
    expect(kept(first)).toMatchObject({ now: { phase: 'warmup', step: 5 } });
    expect(kept(first)!.evaluations.map(({ phase }) => phase)).toEqual(['ict']);
    expect((await archive.curves(first))!.history.loss).toEqual(losses);
    expect(kept(second)).toMatchObject({ now: { phase: 'ict', step: 3 } });
    keeper.stop();
  });

  it('is not kept before its first step, nor if it is a recording', async () => {
    const { session, archive, keeper } = keeping();
    await session.openDraft();
    const { measured } = session.state;
    await session.putAside();
    session.showRecorded(
      { ...measured!, runId: 'recorded' },
      {
        history: { position: Float64Array.of(1), loss: Float64Array.of(1) },
        evaluations: [],
        refreshes: [],
        views: {},
      },
      { phase: 'ict', step: 5 },
    );
    await session.openDraft();
    await keeper.keepNow();
    expect(archive.state.entries).toEqual([]);
    keeper.stop();
  });

  it('has the time that it trained, over two visits', async () => {
    const { session, storage, archive, kept, keeper, wait, worker } = keeping('manual');
    await session.play();
    await inTime(() => expect(session.state.status).toBe('running'));
    await worker().advance(5);
    wait(4000);
    await session.pause();
    await inTime(() => expect(session.state.status).toBe('paused'));
    wait(60_000);
    await keeper.keepNow();
    const { runId } = session.state.measured!;
    await inTime(() => expect(kept(runId)).toMatchObject({ trainedMs: 4000, startedAt: 1000 }));
    keeper.stop();
    const saved = session.saved();

    const later = newSession({ pace: 'free' });
    const again = new RunArchive(storage);
    await again.open();
    later.session.restore(saved, null);
    let now = 500_000;
    const second = startRunKeeper({ session: later.session, archive: again, clock: () => now });
    await second.keepNow();
    now += 10;
    expect(again.state.entries[0]).toMatchObject({
      runId,
      trainedMs: 4000,
      startedAt: 1000,
      adapter: 'scripted adapter',
    });
    expect(archive.state.entries).toHaveLength(1);
    // nothing has changed
    expect(again.state.entries[0]!.changedAt).toBe(kept(runId)!.changedAt);
    second.stop();
  });

  it('says once that it is not kept, and training goes on', async () => {
    const { session } = newSession({ pace: 'free' });
    const keep = vi.fn(async () => {
      throw new RetrogradError('storage-full', 'This browser’s storage is full.');
    });
    const keeper = startRunKeeper({ session, archive: { keep, state: { entries: [], removed: null, damaged: [] } } });
    await session.step(3);
    await inTime(() => expect(session.state.notices).toHaveLength(1));
    await session.step(3);
    await keeper.keepNow();
    expect(keep.mock.calls.length).toBeGreaterThan(1);
    expect(session.state.notices.map(({ message }) => inEnglish(message))).toEqual([
      'This run is not in the list of runs. This browser’s storage is full.',
    ]);
    expect(session.state.now).toEqual({ phase: 'ict', step: 6 });
    keeper.stop();
  });
});

describe('a long history', () => {
  const position = Float64Array.from({ length: 10_001 }, (_, i) => i + 1);

  it('is thinned evenly, with its last row', () => {
    const { position: rows, loss } = thinned({ position, loss: position.map((n) => 2 * n) }, 1000);
    expect(rows!.length).toBeLessThanOrEqual(1001);
    expect([rows![0], rows![1], rows!.at(-1)]).toEqual([1, 12, 10_001]);
    expect(loss).toEqual(rows!.map((n) => 2 * n));
  });

  it('stays as it is where it is short', () => {
    const history = { position: position.slice(0, 5) };
    expect(thinned(history, 5)).toBe(history);
  });
});
