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

  constructor(private readonly options: OfflineOptions) {}

  /** Begins to keep the page; call it after the first picture, which it would delay. Without service workers nothing happens. */
  async start(worker = './service-worker.js'): Promise<void> {
    const { container, savesData } = this.options;
    if (!container) return;
    container.addEventListener('message', ({ data }: MessageEvent<WorkerMessage>) => {
      if (data?.type !== 'standing') return;
      const { isCurrent, kept, of } = data;
      this.store.setState({ isNewer: !isCurrent, files: { kept, of } });
    });
    const begin = () => this.say(savesData ? 'hello' : 'keep-all');
    container.addEventListener('controllerchange', begin);
    try {
      const registration = await container.register(worker);
      if (container.controller) begin();
      setInterval(() => void registration.update().catch(() => {}), lookEveryMs);
    } catch {
      // the page works all the same, with a network
    }
  }

  /** Keeps everything, the largest files too. */
  keepAll(): void {
    this.say('keep-all');
  }

  private say(type: PageMessage['type']): void {
    this.options.container?.controller?.postMessage({ type, entry: this.options.entry } satisfies PageMessage);
  }
}
