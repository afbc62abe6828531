/** The train worker of a page in a headless Chromium, for Node: the contract of src/worker/protocol.ts, through cli/page.ts. */
import type { CheckpointFiles } from '../src/run/records.ts';
import type { MetCondition, StopCondition } from '../src/run/stop-condition.ts';
import { fromErrorReport, RetrogradError } from '../src/util/errors.ts';
import type { ClientEvent, ClientListener } from '../src/worker/client.ts';
import type { OpenQuery, Questions, QuestionType } from '../src/worker/protocol.ts';
import type { ProgressReport } from '../src/worker/questions.ts';
import { openPage } from './browser.ts';
import { readKernels, writeKernels } from './kernel-file.ts';
import type { FilesOnWire, OpenOnWire, QuestionOnWire, ReplyOnWire } from './page.ts';

export interface Trainer {
  /** Asks any question. Rejects with the worker's refusal, or with `worker-died` if the page has crashed. */
  ask<K extends QuestionType>(
    type: K,
    query: Questions[K]['query'],
    onProgress?: (report: ProgressReport) => void,
  ): Promise<Questions[K]['answer']>;
  /** Puts the retriever of a checkpoint beside the open run. Throws `bad-option` if runs of its system have no place for one. */
  beside(files: CheckpointFiles): Promise<void>;
  /** Calls the listener with every event, including those since the run was opened. */
  listen(listener: ClientListener): void;
  /**
   * Plays the open run to its end, or until one of the conditions is met, which is the answer then. `onEvent` is called with every event in order, including those since the run was opened; work that
   * it returns is waited for. Rejects when the run or that work fails.
   */
  playToEnd(
    onEvent: (event: ClientEvent) => void | Promise<void>,
    until?: readonly StopCondition[],
  ): Promise<MetCondition | null>;
  close(): Promise<void>;
}

export async function openTrainer(): Promise<Trainer> {
  const { page, close } = await openPage('cli.html');
  await page.evaluate((json) => window.kernels.import(json), readKernels());
  const keepKernels = async () => writeKernels(await page.evaluate(() => window.kernels.export()));
  const early: ClientEvent[] = [];
  let receive: ClientListener = (event) => void early.push(event);
  page.on('crash', () =>
    receive({ type: 'died', error: { code: 'worker-died', message: 'The browser page crashed.' } }),
  );
  page.on('pageerror', ({ message }) => receive({ type: 'died', error: { code: 'internal', message } }));
  await page.exposeFunction('reportEvent', (event: ClientEvent) => {
    // now and not only at the end, because a run may be interrupted
    if (event.type === 'kernels') keepKernels().catch(() => {});
    receive(event);
  });
  const progress = new Map<number, (report: ProgressReport) => void>();
  await page.exposeFunction('reportProgress', (id: number, report: ProgressReport) => progress.get(id)?.(report));
  let questions = 0;

  const trainer: Trainer = {
    async ask(type, query, onProgress) {
      const id = ++questions;
      if (onProgress) progress.set(id, onProgress);
      const question = (
        type === 'open' ? { type, query: toWire(query as OpenQuery) } : { type, query }
      ) as QuestionOnWire;
      try {
        const answer = await answerOf(page.evaluate(([n, q]) => window.ask(n, q), [id, question] as const));
        return (type === 'checkpoint' ? fromWire(answer as FilesOnWire) : answer) as never;
      } finally {
        progress.delete(id);
      }
    },
    async beside(files) {
      await answerOf(page.evaluate(([n, f]) => window.putBeside(n, f), [++questions, filesToWire(files)] as const));
    },
    listen(listener) {
      receive = listener;
      for (const event of early.splice(0)) listener(event);
    },
    async playToEnd(onEvent, until = []) {
      const work: Promise<void>[] = [];
      const met = await new Promise<MetCondition | null>((resolve, reject) => {
        receive = (event) => {
          const one = (async () => onEvent(event))();
          one.catch(reject);
          work.push(one);
          if (event.type === 'state' && (event.state === 'finished' || event.met)) resolve(event.met ?? null);
          if (event.type === 'failed' || event.type === 'died') reject(fromErrorReport(event.error));
        };
        for (const event of early.splice(0)) receive(event);
        trainer.ask('play', { until }).catch(reject);
      });
      await Promise.all(work);
      return met;
    },
    async close() {
      // the page may have crashed
      await keepKernels().catch(() => {});
      await close();
    },
  };
  return trainer;
}

/** The answer of the page. Throws its refusal, and `worker-died` if there is none. */
async function answerOf(replying: Promise<ReplyOnWire>): Promise<unknown> {
  const reply = await replying.catch((cause: Error) => {
    const [reason] = cause.message.split('\n');
    throw new RetrogradError('worker-died', `The browser page did not answer: ${reason}`, { cause });
  });
  if ('refusal' in reply) throw fromErrorReport(reply.refusal);
  return reply.answer;
}

function toWire({ checkpoint, init, ...query }: OpenQuery): OpenOnWire {
  return { ...query, checkpoint: checkpoint && filesToWire(checkpoint), init: init && filesToWire(init) };
}

const filesToWire = (files: CheckpointFiles): FilesOnWire => ({
  ...files,
  weights: Buffer.from(files.weights).toString('base64'),
});

function fromWire(files: FilesOnWire): CheckpointFiles {
  return { ...files, weights: new Uint8Array(Buffer.from(files.weights, 'base64')).buffer };
}
