/** What the autosave has written, read in the page. */

declare global {
  /** Steps of the session and of the checkpoint. */
  function savedSteps(): Promise<{ session?: number; checkpoint?: number }>;
  /** Whose they are. */
  function savedRuns(): Promise<{ session?: string; checkpoint?: string }>;
  function savedLosses(): Promise<Record<'ict' | 'warmup' | 'joint', number[]>>;
}

interface Saved {
  run?: { runId: string; now: { step: number } } | null;
  history: { phase: Float64Array; loss: Float64Array };
  /** Of a checkpoint. */
  step: number;
  runId: string;
}

/** An init script: gives the page the functions above. */
export function readersOfStorage(): void {
  const read = (key: string): Promise<Saved | undefined> =>
    new Promise((resolve, reject) => {
      const opening = indexedDB.open('retrograd');
      opening.onerror = () => reject(opening.error);
      opening.onsuccess = () => {
        const request = opening.result.transaction('session').objectStore('session').get(key);
        request.onsuccess = () => {
          opening.result.close();
          resolve(request.result);
        };
      };
    });
  const both = () => Promise.all([read('current'), read('checkpoint')]);
  Object.assign(globalThis, {
    async savedSteps() {
      const [session, checkpoint] = await both();
      return { session: session?.run?.now.step, checkpoint: checkpoint?.step };
    },
    async savedRuns() {
      const [session, checkpoint] = await both();
      return { session: session?.run?.runId, checkpoint: checkpoint?.runId };
    },
    async savedLosses() {
      const { phase, loss } = (await read('current'))!.history;
      const of = (number: number) => [...loss].filter((_, i) => phase[i] === number);
      return { ict: of(0), warmup: of(1), joint: of(2) };
    },
  });
}
