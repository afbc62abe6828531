/** The page of the command line: a client of the train worker, which Node uses through Playwright. */
import type { CheckpointFiles } from '../src/run/records.ts';
import { type ErrorReport, toErrorReport } from '../src/util/errors.ts';
import { type ClientEvent, TrainClient } from '../src/worker/client.ts';
import { KernelCache } from '../src/worker/kernel-cache.ts';
import type { OpenQuery, Questions, QuestionType } from '../src/worker/protocol.ts';
import type { ProgressReport } from '../src/worker/questions.ts';
import { packTake } from '../src/worker/take-client.ts';
import type { TakeQuery } from '../src/worker/take-messages.ts';

/** The weights of a checkpoint cross to Node and back as base64. */
export type FilesOnWire = Omit<CheckpointFiles, 'weights'> & { weights: string };
export type OpenOnWire = Omit<OpenQuery, 'checkpoint' | 'init'> & { checkpoint?: FilesOnWire; init?: FilesOnWire };

/** A question from Node: its type and its query. */
export type QuestionOnWire =
  | { type: 'open'; query: OpenOnWire }
  | { [K in Exclude<QuestionType, 'open'>]: { type: K; query: Questions[K]['query'] } }[Exclude<QuestionType, 'open'>];

/** A run to be packed. */
export type TakeOnWire = Omit<TakeQuery, 'checkpoint'> & { checkpoint: FilesOnWire };

export type ReplyOnWire = { answer: unknown } | { refusal: ErrorReport };

declare global {
  interface Window {
    /** Exposed by Node. Resolves when Node has dealt with the event. */
    reportEvent(event: ClientEvent): Promise<void>;
    /** Exposed by Node; `id` is that of the question. */
    reportProgress(id: number, report: ProgressReport): Promise<void>;
    /** Asks any question of the contract. When it resolves, all events before the answer have reached Node. */
    ask(id: number, question: QuestionOnWire): Promise<ReplyOnWire>;
    /** Asks the open run to put the retriever of a checkpoint beside it. */
    putBeside(id: number, files: FilesOnWire): Promise<ReplyOnWire>;
    /** Packs a run and hands the archive out as a download; `reportProgress` with id 0. Null, or why it was refused. */
    takeAlong(query: TakeOnWire): Promise<ErrorReport | null>;
    /** What is known about kernels comes from a file of Node and goes back to it: the profile of this browser is new and is thrown away. */
    kernels: KernelCache;
  }
}

const client = new TrainClient();
let delivered: Promise<unknown> = Promise.resolve();
client.subscribe((event) => {
  delivered = Promise.all([delivered, window.reportEvent(event)]);
});

window.kernels = new KernelCache();

window.ask = async (id, question) => {
  const reply = await answerTo(id, question);
  await delivered;
  return reply;
};

window.putBeside = (id, files) => {
  const query = { id: 'beside', files: filesOf(files) };
  return answerTo(id, { type: 'probe', query: { name: 'beside', query } });
};

window.takeAlong = async ({ checkpoint, ...query }) => {
  try {
    const onProgress = (done: number, total: number, stage: string) =>
      void window.reportProgress(0, { stage, done, total });
    const zip = await packTake({ ...query, checkpoint: filesOf(checkpoint) }, onProgress);
    const link = document.createElement('a');
    link.href = URL.createObjectURL(zip);
    link.download = 'take.zip';
    link.click();
    return null;
  } catch (error) {
    return toErrorReport(error);
  }
};

async function answerTo(id: number, question: QuestionOnWire): Promise<ReplyOnWire> {
  const onProgress = (done: number, total: number, stage: string) =>
    void window.reportProgress(id, { stage, done, total });
  try {
    if (question.type === 'open') return { answer: await client.ask('open', fromWire(question.query), { onProgress }) };
    const answer = await client.ask(question.type, question.query, { onProgress });
    return { answer: question.type === 'checkpoint' ? toWire(answer as CheckpointFiles) : answer };
  } catch (error) {
    return { refusal: toErrorReport(error) };
  }
}

function fromWire({ checkpoint, init, ...query }: OpenOnWire): OpenQuery {
  return { ...query, checkpoint: checkpoint && filesOf(checkpoint), init: init && filesOf(init) };
}

function filesOf(files: FilesOnWire): CheckpointFiles {
  return { ...files, weights: Uint8Array.from(atob(files.weights), (c) => c.charCodeAt(0)).buffer };
}

function toWire(files: CheckpointFiles): FilesOnWire {
  const bytes = new Uint8Array(files.weights);
  const chunk = 32_768;
  let text = '';
  for (let i = 0; i < bytes.length; i += chunk) text += String.fromCharCode(...bytes.subarray(i, i + chunk));
  return { ...files, weights: btoa(text) };
}
