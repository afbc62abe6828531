import { describe, expect, it } from 'vitest';
import type { PageMessage } from '../offline/messages.ts';
import { Offline } from './offline.ts';

type State = 'installing' | 'installed' | 'activated';

/** A service worker of some version of the page, that answers when the test says so. */
class StandInWorker extends EventTarget {
  readonly heard: PageMessage[] = [];
  constructor(
    readonly entry: string,
    public state: State,
  ) {
    super();
  }
  postMessage(message: PageMessage): void {
    this.heard.push(message);
  }
}

/** A browser in which a version is in charge, or none. */
function browser(inCharge: string | null) {
  const registration = Object.assign(new EventTarget(), {
    installing: null as StandInWorker | null,
    waiting: null as StandInWorker | null,
    active: inCharge === null ? null : new StandInWorker(inCharge, 'activated'),
    update: async () => {},
  });
  const container = Object.assign(new EventTarget(), { register: async () => registration });
  const answer = (worker: StandInWorker, files = 3) => {
    const { entry } = worker.heard.at(-1)!;
    const data = { type: 'standing', isCurrent: entry === worker.entry, kept: files, of: 3 };
    container.dispatchEvent(Object.assign(new Event('message'), { data, source: worker }));
  };
  /** Another version is fetched, is complete, and waits for its turn. */
  const install = (entry: string): StandInWorker => {
    const worker = new StandInWorker(entry, 'installing');
    registration.installing = worker;
    registration.dispatchEvent(new Event('updatefound'));
    Object.assign(registration, { installing: null, waiting: worker });
    worker.state = 'installed';
    worker.dispatchEvent(new Event('statechange'));
    return worker;
  };
  return { registration, answer, install, container: container as unknown as ServiceWorkerContainer };
}

describe('a new version of the page', () => {
  it('is told when it is complete, before it is in charge', async () => {
    const { registration, answer, install, container } = browser('1');
    const offline = new Offline({ container, entry: '1' });
    await offline.start();
    const { active } = registration;
    answer(active!);
    expect(offline.store.getState()).toEqual({ isNewer: false, files: { kept: 3, of: 3 } });
    const next = install('2');
    answer(next, 2);
    expect(offline.store.getState()).toEqual({ isNewer: true, files: { kept: 2, of: 3 } });
    // a late word of the one before
    answer(active!);
    expect(offline.store.getState()).toEqual({ isNewer: true, files: { kept: 2, of: 3 } });
  });

  it('is not told to a page that is newer than the worker in charge', async () => {
    const { registration, answer, install, container } = browser('1');
    const offline = new Offline({ container, entry: '2' });
    await offline.start();
    answer(registration.active!);
    expect(offline.store.getState().isNewer).toBe(false);
    answer(install('2'));
    expect(offline.store.getState().isNewer).toBe(false);
  });

  it('that already waits is told to a page that came from the cache', async () => {
    const { registration, answer, container } = browser('1');
    registration.waiting = new StandInWorker('2', 'installed');
    const offline = new Offline({ container, entry: '1' });
    await offline.start();
    answer(registration.waiting);
    expect(offline.store.getState().isNewer).toBe(true);
  });
});

it('a first visit is kept as soon as the worker is there', async () => {
  const { answer, install, container } = browser(null);
  const offline = new Offline({ container, entry: '1', savesData: true });
  await offline.start();
  expect(offline.store.getState().files).toBeNull();
  const worker = install('1');
  expect(worker.heard).toEqual([{ type: 'hello', entry: '1' }]);
  answer(worker);
  offline.keepAll();
  expect(worker.heard.at(-1)).toEqual({ type: 'keep-all', entry: '1' });
  expect(offline.store.getState()).toEqual({ isNewer: false, files: { kept: 3, of: 3 } });
});

it('a browser without service workers keeps nothing', async () => {
  const offline = new Offline({ container: undefined, entry: '1' });
  await offline.start();
  offline.keepAll();
  expect(offline.store.getState()).toEqual({ isNewer: false, files: null });
});

it('a browser whose service workers are blocked, which registers nothing, keeps nothing', async () => {
  const container = { register: async () => undefined } as unknown as ServiceWorkerContainer;
  const offline = new Offline({ container, entry: '1' });
  await offline.start();
  offline.keepAll();
  expect(offline.store.getState()).toEqual({ isNewer: false, files: null });
});
