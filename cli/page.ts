/** The page behind the command line: the very same train worker, driven and watched from Node through Playwright. */

import { spawnTrainWorker } from '../src/worker/client.ts';
import type { CheckpointFiles, TrainEvent, TrainRequest } from '../src/worker/protocol.ts';

/** Files cross to Node as base64. */
export type WireEvent =
  | Exclude<TrainEvent, { type: 'checkpoint' }>
  | { type: 'checkpoint'; requestId: number; files: Omit<CheckpointFiles, 'weights'> & { weights: string } };

declare global {
  interface Window {
    /** Exposed by Node. */
    report(event: WireEvent): Promise<void>;
    retrograd: { send(request: TrainRequest, checkpointWeights?: string): void };
  }
}

const worker = spawnTrainWorker();
worker.onmessage = ({ data }) => {
  void window.report(
    data.type === 'checkpoint' ? { ...data, files: { ...data.files, weights: toBase64(data.files.weights) } } : data,
  );
};
worker.onerror = (event) => {
  void window.report({
    type: 'failed',
    error: { code: 'worker-died', message: `The train worker stopped: ${event.message}` },
  });
};

window.retrograd = {
  send(request, checkpointWeights) {
    if (request.type === 'open' && request.checkpoint && checkpointWeights !== undefined) {
      request = { ...request, checkpoint: { ...request.checkpoint, weights: fromBase64(checkpointWeights) } };
    }
    worker.postMessage(request);
  },
};

function toBase64(buffer: ArrayBuffer): string {
  const bytes = new Uint8Array(buffer);
  let text = '';
  for (let i = 0; i < bytes.length; i += 32768) text += String.fromCharCode(...bytes.subarray(i, i + 32768));
  return btoa(text);
}

function fromBase64(text: string): ArrayBuffer {
  return Uint8Array.from(atob(text), (c) => c.charCodeAt(0)).buffer;
}
