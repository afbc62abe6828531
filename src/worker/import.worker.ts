/** The import worker: reads the chosen files outside the main thread. An import is cancelled by terminating the worker. */
import type { ImportRequest } from './import-messages.ts';
import { ImportServer } from './import-server.ts';

const server = new ImportServer((event, transfer = []) => self.postMessage(event, { transfer }));
self.onmessage = (event: MessageEvent<ImportRequest>) => void server.receive(event.data);
