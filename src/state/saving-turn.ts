/**
 * Of several tabs one keeps its run in this browser, or they would overwrite each other's. The others go without until it is
 * closed; whoever has waited longest is next.
 */

/** Resolves when this tab may save; it then keeps the right until it is closed. */
export function savingTurn(name: string, locks: Pick<LockManager, 'request'> = navigator.locks): Promise<void> {
  return new Promise((resolve, reject) => {
    const untilClosed = () => {
      resolve();
      return new Promise<never>(() => {});
    };
    locks.request(name, untilClosed).catch(reject);
  });
}

/** Whether `turn` comes at once. A tab that is being reloaded gives its right back a moment after its successor has begun to ask. */
export function comesSoon(turn: Promise<void>, patienceMs = 1000): Promise<boolean> {
  const tooLate = new Promise<boolean>((resolve) => setTimeout(() => resolve(false), patienceMs));
  return Promise.race([turn.then(() => true), tooLate]);
}
