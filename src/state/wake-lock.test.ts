import { describe, expect, it, vi } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { initialSessionState, type SessionState, type Status } from './session-state.ts';
import { keepAwake } from './wake-lock.ts';

function place() {
  const store = createStore<SessionState>(() => initialSessionState);
  const target = new EventTarget();
  const document = Object.assign(target, { visibilityState: 'visible' as DocumentVisibilityState });
  let held = 0;
  const request = vi.fn(async () => {
    held++;
    return { release: async () => void held-- } as unknown as WakeLockSentinel;
  });
  return {
    store,
    document,
    wakeLock: { request },
    request,
    held: async () => {
      await new Promise((resolve) => setTimeout(resolve));
      return held;
    },
    status: (status: Status) => store.setState({ status }),
    show: (visibilityState: DocumentVisibilityState) => {
      document.visibilityState = visibilityState;
      target.dispatchEvent(new Event('visibilitychange'));
    },
  };
}

describe('the screen', () => {
  it('stays awake while a run trains, and no longer', async () => {
    const { store, held, status, ...at } = place();
    keepAwake({ store }, at);
    expect(await held()).toBe(0);
    status('running');
    expect(await held()).toBe(1);
    status('paused');
    expect(await held()).toBe(0);
    status('running');
    status('finished');
    expect(await held()).toBe(0);
  });

  it('is asked for again when the page is shown again', async () => {
    const { store, held, status, show, request, ...at } = place();
    keepAwake({ store }, at);
    status('running');
    show('hidden');
    expect(await held()).toBe(0);
    show('visible');
    expect([await held(), request.mock.calls.length]).toEqual([1, 2]);
    show('visible');
    expect(await held()).toBe(1);
    show('hidden');
    status('paused');
    show('visible');
    expect(await held()).toBe(0);
  });

  it('is released when it ends', async () => {
    const { store, held, status, ...at } = place();
    const end = keepAwake({ store }, at);
    status('running');
    end();
    expect(await held()).toBe(0);
    status('paused');
    status('running');
    expect(await held()).toBe(0);
  });

  it('is left alone, without an error, where there is no lock or it is refused', async () => {
    const { store, status, request, held, ...at } = place();
    request.mockRejectedValue(new DOMException('low battery', 'NotAllowedError'));
    keepAwake({ store }, at);
    status('running');
    status('paused');
    expect(await held()).toBe(0);
    keepAwake({ store }, { ...at, wakeLock: undefined });
    status('running');
    expect(await held()).toBe(0);
  });
});
