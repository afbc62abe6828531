/** Keeps the screen awake while a run trains: a machine that falls asleep stops it. */
import type { Session } from './session.ts';

/** The parts of the page and the browser that are used. */
export interface WakeLockPlace {
  document: Pick<Document, 'visibilityState' | 'addEventListener' | 'removeEventListener'>;
  /** Absent in browsers that have none. */
  wakeLock: Pick<WakeLock, 'request'> | undefined;
}

/**
 * Holds a lock while the session trains and the page is visible. The browser takes it back when the page is hidden, so it is requested again when it
 * is shown. A refusal (a low battery) is silent: training goes on as without. Returns the function that ends it.
 */
export function keepAwake(session: Pick<Session, 'store'>, { document, wakeLock }: WakeLockPlace): () => void {
  if (!wakeLock) return () => {};
  let lock: Promise<WakeLockSentinel | null> | null = null;
  const follow = () => {
    const isNeeded = session.store.getState().status === 'running' && document.visibilityState === 'visible';
    if (isNeeded) {
      lock ??= wakeLock.request('screen').catch(() => null);
    } else if (lock) {
      void lock.then((held) => held?.release()).catch(() => {});
      lock = null;
    }
  };
  const unsubscribe = session.store.subscribe((state, before) => {
    if (state.status !== before.status) follow();
  });
  document.addEventListener('visibilitychange', follow);
  follow();
  return () => {
    unsubscribe();
    document.removeEventListener('visibilitychange', follow);
    void lock?.then((held) => held?.release()).catch(() => {});
    lock = null;
  };
}
