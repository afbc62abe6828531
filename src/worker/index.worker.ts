/** An index worker: the server of src/index/server.ts behind a port. */

import { IndexServer } from '../index/server.ts';
import type { IndexRequest } from './protocol.ts';

const scope = self as unknown as DedicatedWorkerGlobalScope;
const server = new IndexServer((event, transfer = []) => scope.postMessage(event, transfer));

scope.onmessage = (message: MessageEvent<IndexRequest>) => server.receive(message.data);
