/** The import worker: reads what a user chose, off the main thread. To cancel it is to end it. */
import type { ImportRequest } from './import-messages.ts';
import { ImportServer } from './import-server.ts';

const server = new ImportServer((event, transfer = []) => self.postMessage(event, { transfer }));
self.onmessage = (event: MessageEvent<ImportRequest>) => void server.receive(event.data);
