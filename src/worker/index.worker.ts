/** An index worker: the server of src/index/server.ts in a worker. */

import type { IndexRequest } from '../index/messages.ts';
import { IndexServer } from '../index/server.ts';

const scope = self as unknown as DedicatedWorkerGlobalScope;
const server = new IndexServer((event, transfer = []) => scope.postMessage(event, transfer));

scope.onmessage = (message: MessageEvent<IndexRequest>) => server.receive(message.data);
