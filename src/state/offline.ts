/** Whether this browser keeps the page for use without a network, and whether the page that is open is the newest. */

import { createStore, type StoreApi } from 'zustand/vanilla';
import type { PageMessage, WorkerMessage } from '../offline/messages.ts';

export interface OfflineState {
  /** A newer version is kept than the one that is open: it is there after a reload. */
  isNewer: boolean;
  /** Files that are kept, of how many; null where nothing is known yet, as in a browser without service workers. */
  files: { kept: number; of: number } | null;
}

export interface OfflineOptions {
  /** Absent in private windows of some browsers, and on pages without a secure origin. */
  container?: ServiceWorkerContainer | undefined;
  /** The address of the page's first script, which names its version. */
  entry: string;
  /** Whether the person has asked for little traffic: then the largest files are kept when they are wanted. */
  savesData?: boolean;
}

/** Milliseconds between two looks for a new version. */
const lookEveryMs = 60 * 60 * 1000;

export class Offline {
  readonly store: StoreApi<OfflineState> = createStore<OfflineState>(() => ({ isNewer: false, files: null }));
  private registration: ServiceWorkerRegistration | null = null;
  /** The worker that was asked last: the newest. */
  private asked: ServiceWorker | null = null;

  constructor(private readonly options: OfflineOptions) {}

  /** Begins to keep the page; call it after the first picture, which it would delay. Without service workers nothing happens. */
  async start(address = './service-worker.js'): Promise<void> {
    const { container } = this.options;
    if (!container) return;
    try {
      this.registration = (await container.register(address)) ?? null;
    } catch {
      return; // the page works all the same, with a network
    }
    const { registration } = this;
    // what blocks service workers may give nothing instead of an error
    if (!registration) return;
    // a page that comes from the network may be newer than the worker that it finds in charge
    const before = registration.active;
    container.addEventListener('message', ({ data, source }: MessageEvent<WorkerMessage>) => {
      if (data?.type !== 'standing' || source !== this.asked) return;
      const { isCurrent, kept, of } = data;
      this.store.setState({ isNewer: !isCurrent && source !== before, files: { kept, of } });
    });
    // an open page is kept to the worker before until that has nothing to do for half a minute, which does not happen while a run fetches its parts
    const follow = (worker: ServiceWorker | null) =>
      worker?.addEventListener('statechange', () => worker.state === 'installed' && this.begin());
    registration.addEventListener('updatefound', () => follow(registration.installing));
    follow(registration.installing);
    this.begin();
    setInterval(() => void registration.update().catch(() => {}), lookEveryMs);
  }

  /** Keeps everything, the largest files too. */
  keepAll(): void {
    this.say('keep-all');
  }

  private begin(): void {
    this.say(this.options.savesData ? 'hello' : 'keep-all');
  }

  /** To the newest worker, whether it is in charge or waits for that. */
  private say(type: PageMessage['type']): void {
    const { waiting, active } = this.registration ?? {};
    this.asked = waiting ?? active ?? null;
    this.asked?.postMessage({ type, entry: this.options.entry } satisfies PageMessage);
  }
}
