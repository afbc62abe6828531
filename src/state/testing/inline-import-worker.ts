/** The real import server without a thread, and without a network, for tests. */
import type { ImportWorkerLike } from '../../worker/import-client.ts';
import type { ImportRequest } from '../../worker/import-messages.ts';
import { ImportServer, type ImportTools } from '../../worker/import-server.ts';

const tools: ImportTools = {
  wikipedia: async ([title], language) => ({
    corpus: {
      manifest: {
        id: 'wikipedia-oslo',
        title: title!,
        licence: 'CC BY-SA 4.0',
        source: 'u',
        documents: 1,
        questions: 0,
        language,
      },
      documents: [{ id: 'a', title: title!, text: 'A town.' }],
      questions: [],
    },
    skipped: {},
  }),
  loadFinder: async () => ({
    find: async (sentences) => sentences.map(() => [{ start: 2, end: 6, kind: 'place' }]),
    destroy: async () => {},
  }),
};

export class InlineWorker implements ImportWorkerLike {
  onmessage: ImportWorkerLike['onmessage'] = null;
  onerror: ImportWorkerLike['onerror'] = null;
  isTerminated = false;
  private readonly server = new ImportServer((data) => {
    if (!this.isTerminated) this.onmessage?.({ data } as MessageEvent);
  }, tools);

  postMessage(request: ImportRequest): void {
    void this.server.receive(request);
  }

  terminate(): void {
    this.isTerminated = true;
  }
}
