/** The client of the take worker. */
import { RetrogradError } from '../util/errors.ts';
import { sentence } from '../util/sentence.ts';
import { type AskOptions, PendingQuestions, type Reply } from './questions.ts';
import type { TakeAnswer, TakeQuery, TakeRequest } from './take-messages.ts';

/** The part of a Worker that the client uses; tests replace it. */
export interface TakeWorkerLike {
  postMessage(message: TakeRequest): void;
  terminate(): void;
  onmessage: ((event: MessageEvent<Reply>) => unknown) | null;
  onerror: ((event: ErrorEvent) => unknown) | null;
}

const spawnTakeWorker = (): TakeWorkerLike =>
  new Worker(new URL('./take.worker.ts', import.meta.url), { type: 'module', name: 'take' }) as TakeWorkerLike;

/**
 * Packs a run. `signal` cancels it.
 *
 * @throws RetrogradError `bad-checkpoint`: the corpus is another one; `bad-option`; `storage-full`; `cancelled`; `worker-died`
 */
export async function packTake(
  query: TakeQuery,
  onProgress: AskOptions['onProgress'] = () => {},
  signal?: AbortSignal,
  spawn = spawnTakeWorker,
): Promise<Blob> {
  signal?.throwIfAborted();
  const worker = spawn();
  const questions = new PendingQuestions();
  worker.onmessage = ({ data }) => questions.receive(data);
  worker.onerror = (event) => {
    event.preventDefault?.();
    const reason = event.message || 'it could not be loaded';
    questions.rejectAll(
      new RetrogradError(
        'worker-died',
        sentence`Packing stopped (${reason}). Try again, or save the checkpoint alone.`,
      ),
    );
  };
  signal?.addEventListener('abort', () =>
    questions.rejectAll(new RetrogradError('cancelled', 'Packing was cancelled.')),
  );
  try {
    const { zip } = await questions.ask<TakeAnswer>((id) => worker.postMessage({ id, query }), { onProgress });
    return zip;
  } finally {
    worker.terminate();
  }
}
