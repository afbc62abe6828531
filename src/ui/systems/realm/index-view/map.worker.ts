/// <reference lib="webworker" />
/** Computes maps beside the page, so that it never stutters. */
import { toErrorReport } from '../../../../util/errors.ts';
import type { Reply } from '../../../../worker/questions.ts';
import { MapAnalyst } from './map-analysis.ts';
import type { MapRequest } from './map-messages.ts';

const analyst = new MapAnalyst();
const post = (reply: Reply) => self.postMessage(reply);
/** Epochs of UMAP between two reports. */
const reportEvery = 10;

self.onmessage = ({ data: { id, type, embeddings } }: MessageEvent<MapRequest>) => {
  const onProgress = (done: number, total: number) => {
    if (done % reportEvery === 0) post({ type: 'progress', id, stage: '', done, total });
  };
  try {
    const answer = type === 'umap' ? analyst.umapPoints(embeddings, onProgress) : analyst.analyse(embeddings);
    post({ type: 'answer', id, answer });
  } catch (error) {
    post({ type: 'refusal', id, error: toErrorReport(error) });
  }
};
