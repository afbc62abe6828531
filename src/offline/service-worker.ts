/** The service worker: keeps the files of the page and answers from them. `scripts/offline-files.ts` puts the list of files into the built worker. */

import { type FileList, KeptFiles } from './kept-files.ts';
import type { PageMessage, WorkerMessage } from './messages.ts';

declare const self: ServiceWorkerGlobalScope;
declare const __keptFiles__: FileList;

const kept = new KeptFiles({
  list: __keptFiles__,
  scope: self.registration.scope,
  caches: self.caches,
  fetch: (request, init) => self.fetch(request, init),
});

self.addEventListener('install', (event) => {
  // no tab breaks when the worker changes under it: the files of its version stay, and everything else comes from the network first
  event.waitUntil(kept.install(Date.now()).then(() => self.skipWaiting()));
});

self.addEventListener('activate', (event) => {
  event.waitUntil(kept.forgetOld().then(() => self.clients.claim()));
});

self.addEventListener('fetch', (event) => {
  const response = kept.respond(event.request);
  if (response) event.respondWith(response);
});

self.addEventListener('message', (event) => {
  const { type, entry } = event.data as PageMessage;
  const tell = async () => {
    const standing: WorkerMessage = { type: 'standing', isCurrent: kept.isCurrent(entry), ...(await kept.count()) };
    event.source?.postMessage(standing);
  };
  const answer = async () => {
    await tell();
    if (type === 'keep-all') await kept.keepAll(() => void tell()).then(tell, tell);
  };
  event.waitUntil(answer());
});
