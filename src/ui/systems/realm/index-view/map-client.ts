/** The page's end of the worker that computes maps. The worker is started by the first question. */
import { RetrogradError } from '../../../../util/errors.ts';
import { sentence } from '../../../../util/sentence.ts';
import { PendingQuestions, type Reply } from '../../../../worker/questions.ts';
import type { MapEmbeddings } from './map-analysis.ts';
import type { MapQuestions, MapRequest } from './map-messages.ts';

export class MapClient {
  private worker: Worker | null = null;
  private readonly pending = new PendingQuestions();

  /** `onProgress`: epochs of UMAP. */
  ask<K extends keyof MapQuestions>(
    type: K,
    embeddings: MapEmbeddings,
    onProgress?: (done: number, total: number) => void,
  ): Promise<MapQuestions[K]> {
    return this.pending.ask((id) => this.started().postMessage({ id, type, embeddings } satisfies MapRequest), {
      onProgress,
    });
  }

  private started(): Worker {
    if (this.worker) return this.worker;
    const worker = new Worker(new URL('./map.worker.ts', import.meta.url), { type: 'module' });
    worker.onmessage = ({ data }: MessageEvent<Reply>) => this.pending.receive(data);
    worker.onerror = (event) => {
      event.preventDefault();
      worker.terminate();
      if (this.worker === worker) this.worker = null;
      this.pending.rejectAll(
        new RetrogradError('worker-died', sentence`The map could not be computed (${event.message}): measure again.`),
      );
    };
    this.worker = worker;
    return worker;
  }
}
