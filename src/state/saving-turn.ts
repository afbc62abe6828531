/**
 * If several tabs are open, only one saves its run in this browser, because they would overwrite each other's. The others do not save until it
 * is closed; then the one that has waited longest is next.
 */

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

/** Whether `turn` comes soon. When a tab is reloaded, the old page releases the lock a moment after the new page has requested it. */
export function comesSoon(turn: Promise<void>, patienceMs = 1000): Promise<boolean> {
  const tooLate = new Promise<boolean>((resolve) => setTimeout(() => resolve(false), patienceMs));
  return Promise.race([turn.then(() => true), tooLate]);
}
