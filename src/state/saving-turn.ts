/**
 * If several tabs are open, only one saves its run in this browser, because they would overwrite each other's. The others do not save until it
 * is closed; then the one that has waited longest is next.
 */

import type { Session } from './session.ts';

/** Resolves when this tab may save; it may then save until it is closed. */
export function savingTurn(name: string, locks: Pick<LockManager, 'request'> = navigator.locks): Promise<void> {
  return new Promise((resolve, reject) => {
    const untilClosed = () => {
      resolve();
      return new Promise<never>(() => {});
    };
    locks.request(name, untilClosed).catch(reject);
  });
}

/**
 * Calls `tell` when this tab has a run that is not kept, because another tab keeps its own, and `untell` when it has none any more. What is
 * not open, such as a recording, cannot be lost. Returns a function that ends this.
 */
export function watchUnkept(session: Pick<Session, 'store'>, tell: () => void, untell: () => void): () => void {
  if (session.store.getState().info) tell();
  return session.store.subscribe(({ info }, before) => {
    if (info && !before.info) tell();
    if (!info && before.info) untell();
  });
}

/** Whether `turn` comes soon. When a tab is reloaded, the old page releases the lock a moment after the new page has requested it. */
export function comesSoon(turn: Promise<void>, patienceMs = 1000): Promise<boolean> {
  const tooLate = new Promise<boolean>((resolve) => setTimeout(() => resolve(false), patienceMs));
  return Promise.race([turn.then(() => true), tooLate]);
}
