import { describe, expect, it } from 'vitest';
import type { RecordedMoment } from './recording.ts';
import { Rewind, recordingOf } from './rewind.ts';
import { keepMoments, momentsOf, mostMoments, withMoment } from './run-moments.ts';
import { newSession } from './testing/new-session.ts';

const phases = [
  { id: 'a', steps: 100 },
  { id: 'b', steps: 1000 },
];
const moment = (phase: string, step: number, text = ''): RecordedMoment => ({ phase, step, views: { text } });
const settled = () => new Promise((resolve) => setTimeout(resolve, 5));

describe('the moments of a run', () => {
  it('stay within their number, spread evenly from the first to the newest', () => {
    let kept: RecordedMoment[] = [];
    for (let step = 1; step <= 1000; step++) kept = withMoment(kept, moment('b', step), phases);
    expect(kept).toHaveLength(mostMoments);
    expect([kept[0]!.step, kept.at(-1)!.step]).toEqual([1, 1000]);
    const gaps = kept.slice(1).map(({ step }, i) => step - kept[i]!.step);
    expect(Math.max(...gaps.slice(0, -1))).toBeLessThanOrEqual(64);
    expect(new Set(kept.map(({ step }) => step)).size).toBe(mostMoments);
  });

  it('stay within their size', () => {
    const limits = { moments: 100, characters: 1000 };
    let kept: RecordedMoment[] = [];
    for (let step = 1; step <= 50; step++) kept = withMoment(kept, moment('b', step, 'x'.repeat(90)), phases, limits);
    expect(JSON.stringify(kept.map(({ views }) => views)).length).toBeLessThan(1100);
    expect(kept.length).toBeGreaterThan(7);
    expect(kept.at(-1)!.step).toBe(50);
  });

  it('after one that was measured again are dropped', () => {
    const kept = [moment('a', 3), moment('b', 1), moment('b', 9)];
    expect(withMoment(kept, moment('b', 1, 'again'), phases)).toEqual([moment('a', 3), moment('b', 1, 'again')]);
  });
});

/** A session whose moments keep their step, which a test reads. */
async function trained(steps: number) {
  const { session } = newSession({ pace: 'free' });
  const asked: number[] = [];
  keepMoments({
    session,
    read: async ({ phase, step }) => {
      asked.push(step);
      return { phase, step, views: { example: { sentence: `at ${phase} ${step}` } } };
    },
    clock: () => 0,
  });
  for (let i = 0; i < steps; i++) {
    await session.step(1);
    await settled();
  }
  return { session, asked };
}

describe('the rewind', () => {
  it('shows an earlier moment while the run goes on, and the present again', async () => {
    const { session } = await trained(6);
    const rewind = new Rewind(session, (flush) => flush());
    const kept = momentsOf(session.state);
    expect(kept.map(({ step }) => step)).toEqual([0, 1, 2, 3, 4, 5, 6]);
    rewind.go(2);
    expect(rewind.past.state).toMatchObject({
      isRecorded: true,
      now: { phase: 'ict', step: 2 },
      views: { example: { sentence: 'at ict 2' } },
    });
    expect(rewind.past.history.length).toBe(2);
    // the run itself is as it was, and trains
    expect(session.state.now).toEqual({ phase: 'ict', step: 6 });
    await session.step(2);
    expect([session.history.length, rewind.past.history.length]).toEqual([8, 2]);
    rewind.go(4);
    expect(rewind.past.history.length).toBe(4);
    rewind.backToNow();
    expect(rewind.player.store.getState().recording).toBeNull();
    // what is kept meanwhile is there
    rewind.go(0);
    expect(rewind.player.store.getState().recording!.moments.length).toBeGreaterThan(kept.length);
  });

  it('is over when another run is opened', async () => {
    const { session } = await trained(3);
    const rewind = new Rewind(session, (flush) => flush());
    rewind.go(1);
    await session.reset();
    expect(rewind.player.store.getState().recording).toBeNull();
    expect(recordingOf(session)).toBeNull();
    await session.undo();
    expect(recordingOf(session)!.moments).toHaveLength(4);
  });

  it('survives a reload with what was measured', async () => {
    const { session } = await trained(4);
    const saved = structuredClone(session.saved());
    const { session: later } = newSession({ pace: 'free' });
    later.restore(saved, null);
    const rewind = new Rewind(later, (flush) => flush());
    rewind.go(3);
    expect(rewind.past.state).toMatchObject({ now: { step: 3 }, views: { example: { sentence: 'at ict 3' } } });
    expect(rewind.past.history.length).toBe(3);
  });
});
