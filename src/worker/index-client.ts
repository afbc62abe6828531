/** Starts index workers; src/index/refresh.ts decides when one is needed. */

import type { IndexWorkerLike } from '../index/refresh.ts';

/** Starts an index worker, from the page or from another worker. */
export function spawnIndexWorker(): IndexWorkerLike {
  return new Worker(new URL('./index.worker.ts', import.meta.url), { type: 'module', name: 'index' });
}
