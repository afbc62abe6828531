/** The take worker: packs a run outside the main thread and outside the trainer. It is cancelled by terminating it. */
import type { TakeRequest } from './take-messages.ts';
import { serveTake } from './take-server.ts';

self.onmessage = (event: MessageEvent<TakeRequest>) => void serveTake(event.data, (reply) => self.postMessage(reply));
