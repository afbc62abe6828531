/** Stop conditions from the page to the worker and back. */
import { describe, expect, it, vi } from 'vitest';
import type { StopCondition } from '../run/stop-condition.ts';
import { inTime } from '../util/testing/in-time.ts';
import { startAutosave } from './autosave.ts';
import type { SavedSession, SessionStorage } from './storage.ts';
import { newSession } from './testing/new-session.ts';

const steps = (value: number): StopCondition => ({ metric: 'steps', is: '>=', value });
const accuracy = (value: number): StopCondition => ({ metric: 'heldOutAccuracy', is: '>=', value });

describe('a session with stop conditions', () => {
  it('pauses at exactly the number of steps, and says why', async () => {
    const { session } = newSession({ pace: 'free' });
    await session.setUntil([steps(25)]);
    await session.play();
    await inTime(() => expect(session.state.status).toBe('paused'));
    expect(session.state.now).toEqual({ phase: 'warmup', step: 5 });
    expect(session.state.met).toEqual({
      condition: steps(25),
      value: 25,
      at: { phase: 'warmup', step: 5 },
      isAlready: false,
    });
  });

  it('pauses soon after the evaluation that meets one, and goes on when the condition is changed', async () => {
    const { session } = newSession({ pace: 'free' });
    await session.setUntil([accuracy(0.7)]);
    await session.play();
    await inTime(() => expect(session.state.met).not.toBeNull());
    await inTime(() => expect(session.state.status).toBe('paused'));
    const { met, evaluations, now } = session.state;
    const meeting = evaluations.find(({ metrics }) => (metrics.heldOutAccuracy ?? 0) >= 0.7)!;
    expect(met).toMatchObject({ value: meeting.metrics.heldOutAccuracy, at: { phase: 'joint', step: meeting.step } });
    expect(now!.phase).toBe('joint');
    expect(now!.step).toBeLessThan(60);
    await session.setUntil([]);
    expect(session.state.met).toBeNull();
    await session.play();
    await inTime(() => expect(session.state.status).toBe('finished'));
    expect(session.state.met).toBeNull();
  });

  it('does not start where one is met already, and says so', async () => {
    const { session, worker } = newSession({ pace: 'free' });
    await session.step(12);
    await session.setUntil([steps(10)]);
    const before = worker().requests.length;
    await session.play();
    expect(worker().requests.length).toBe(before);
    expect(session.state).toMatchObject({
      status: 'paused',
      now: { phase: 'ict', step: 12 },
      met: { isAlready: true, value: 12, condition: steps(10) },
    });
    await session.setUntil([steps(14)]);
    await session.play();
    await inTime(() => expect(session.state).toMatchObject({ met: { value: 14 }, now: { step: 14 } }));
  });

  it('knows that an evaluation or the last steps met one before', async () => {
    const { session } = newSession({ pace: 'free' });
    await session.step(85);
    await inTime(() => expect(session.state.evaluations.at(-1)).toMatchObject({ phase: 'joint' }));
    const value = session.state.evaluations.at(-1)!.metrics.heldOutAccuracy!;
    await session.setUntil([accuracy(value)]);
    await session.play();
    expect(session.state.met).toMatchObject({ isAlready: true, value });
    const losses = session.history.column('loss').slice(-12);
    const mean = losses.reduce((sum, loss) => sum + loss, 0) / losses.length;
    await session.setUntil([{ metric: 'loss', is: '<=', value: mean + 1e-9 }]);
    await session.play();
    expect(session.state.met).toMatchObject({ isAlready: true, value: expect.closeTo(mean) });
    await session.setUntil([{ metric: 'loss', is: '<=', value: mean - 1 }]);
    await session.play();
    await inTime(() => expect(session.state.status).not.toBe('paused'));
  });

  it('takes a condition while it runs', async () => {
    const { session, worker } = newSession();
    await session.play();
    await inTime(() => expect(session.state.status).toBe('running'));
    await worker().advance(6);
    await session.setUntil([steps(10)]);
    await worker().advance(20);
    await inTime(() => expect(session.state.status).toBe('paused'));
    expect(session.state.now).toEqual({ phase: 'ict', step: 10 });
  });

  it('does not stop for a condition when steps are requested one by one', async () => {
    const { session } = newSession({ pace: 'free' });
    await session.setUntil([steps(5)]);
    await session.step(9);
    expect(session.state).toMatchObject({ now: { step: 9 }, met: null });
  });

  it('keeps its conditions over a reload', async () => {
    const { session } = newSession({ pace: 'free' });
    await session.setUntil([steps(5), accuracy(0.5)]);
    const later = newSession().session;
    later.restore(structuredClone(session.saved()), null);
    expect(later.state.until).toEqual([steps(5), accuracy(0.5)]);
  });

  describe('over a reload that comes at once', () => {
    /** Storage whose writing takes its time; `written` is what a page finds that is opened now. */
    function slowStorage() {
      const writing: (() => void)[] = [];
      const state = { written: null as SavedSession | null, writing };
      const storage: SessionStorage = {
        loadSession: async () => state.written,
        saveSession: (session) => {
          const copy = structuredClone(session);
          return new Promise((resolve) => {
            writing.push(() => {
              state.written = copy;
              resolve();
            });
          });
        },
        loadCheckpoint: async () => null,
        saveCheckpoint: async () => {},
      };
      return { state, storage };
    }
    const never = { sessionMs: 1e9, checkpointMs: 1e9 };

    it('are written as soon as they are set, also while something else is being written', async () => {
      const { session } = newSession({ pace: 'free' });
      const { state, storage } = slowStorage();
      const { saveNow, stop } = startAutosave({ session, storage, ...never });
      void saveNow();
      expect(state.writing).toHaveLength(1);
      await session.setUntil([steps(25)]);
      state.writing.shift()!();
      await inTime(() => expect(state.writing).toHaveLength(1));
      state.writing.shift()!();
      expect(state.written!.until).toEqual([steps(25)]);
      stop();
    });

    it('are written with the run when it pauses for one, before its checkpoint is there', async () => {
      const { session } = newSession({ pace: 'free' });
      const { state, storage } = slowStorage();
      vi.spyOn(session.client, 'checkpoint').mockReturnValue(new Promise(() => {}));
      const { stop } = startAutosave({ session, storage, ...never });
      await session.setUntil([steps(25)]);
      await session.play();
      await inTime(() => expect(session.state.status).toBe('paused'));
      await inTime(() => {
        for (const write of state.writing.splice(0)) write();
        expect(state.written).toMatchObject({ until: [steps(25)], run: { now: { phase: 'warmup', step: 5 } } });
      });
      stop();
    });
  });
});
