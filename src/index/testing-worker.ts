/** For tests only: an index worker whose messages the test sends. */

import type { IndexEvent, IndexRequest } from './messages.ts';
import type { IndexWorkerLike } from './refresh.ts';

/** Records requests, and answers when the test tells it to. */
export class ScriptedWorker implements IndexWorkerLike {
  onmessage: IndexWorkerLike['onmessage'] = null;
  onerror: IndexWorkerLike['onerror'] = null;
  readonly requests: IndexRequest[] = [];
  alive = true;

  postMessage(message: IndexRequest): void {
    this.requests.push(message);
  }

  terminate(): void {
    this.alive = false;
  }

  say(event: IndexEvent): void {
    this.onmessage?.({ data: event } as MessageEvent<IndexEvent>);
  }

  crash(message = 'out of memory'): void {
    this.onerror?.({ message, preventDefault: () => {} } as ErrorEvent);
  }

  all<T extends IndexRequest['type']>(type: T): Extract<IndexRequest, { type: T }>[] {
    return this.requests.filter((request) => request.type === type) as Extract<IndexRequest, { type: T }>[];
  }

  progress(): void {
    this.say({ type: 'progress', buildId: this.all('build').at(-1)!.buildId, stage: 'embed', done: 1, total: 9 });
  }

  built(recall = 1): void {
    this.say({ type: 'built', buildId: this.all('build').at(-1)!.buildId, embedMs: 5, buildMs: 3, recall });
  }

  /** Answers every search so far with this document. */
  found(document: number): void {
    for (const { requestId } of this.all('search')) {
      this.say({ type: 'found', requestId, documents: Int32Array.of(document), scores: Float32Array.of(1) });
    }
  }
}
