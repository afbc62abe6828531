import { describe, expect, it } from 'vitest';
import { noMeasurements } from './measurements.ts';
import { comesSoon, savingTurn, watchUnkept } from './saving-turn.ts';
import { newSession } from './testing/new-session.ts';

/** The Web Locks API as far as it is used: one holder a name, the others in order. */
function fakeLocks() {
  const waiting: (() => Promise<unknown>)[] = [];
  let held = false;
  const next = () => {
    const granted = waiting.shift();
    held = granted !== undefined;
    void granted?.();
  };
  return {
    request: ((_name: string, granted: () => Promise<unknown>) => {
      waiting.push(granted);
      if (!held) next();
      return new Promise(() => {});
    }) as LockManager['request'],
    /** Closes the tab that holds the lock. */
    close: next,
  };
}

describe('savingTurn', () => {
  it('comes at once to the first tab, and to the next when that is closed', async () => {
    const locks = fakeLocks();
    const [first, second, third] = [1, 2, 3].map(() => savingTurn('run', locks));
    expect(await comesSoon(first!, 20)).toBe(true);
    expect(await comesSoon(second!, 20)).toBe(false);
    locks.close();
    expect(await comesSoon(second!, 20)).toBe(true);
    expect(await comesSoon(third!, 20)).toBe(false);
  });

  it('is refused where the browser has no locks to give', async () => {
    const locks = { request: (() => Promise.reject(new Error('denied'))) as LockManager['request'] };
    await expect(comesSoon(savingTurn('run', locks), 20)).rejects.toThrow('denied');
  });
});

describe('a tab whose run is not kept', () => {
  it('is told so when it has a run, not while it shows a recording', async () => {
    const { session } = newSession({ pace: 'free' });
    const told: string[] = [];
    watchUnkept(
      session,
      () => told.push('tell'),
      () => told.push('untell'),
    );
    const { measured } = await recorded();
    session.showRecorded(measured!, noMeasurements, { phase: 'joint', step: 3 });
    await Promise.resolve();
    expect(told).toEqual([]);
    await session.step(2);
    expect(told).toEqual(['tell']);
    await session.putAside();
    await Promise.resolve();
    expect(told).toEqual(['tell', 'untell']);
  });
});

async function recorded() {
  const { session } = newSession({ pace: 'free' });
  await session.openDraft();
  return session.state;
}
