/**
 * The client's end of the train worker's contract, for the page, the command line and tests: a typed promise for each question, and subscriptions
 * to events. It does not depend on a framework.
 */

import type { CheckpointFiles } from '../run/records.ts';
import type { StopCondition } from '../run/stop-condition.ts';
import { type ErrorReport, RetrogradError } from '../util/errors.ts';
import { sentence } from '../util/sentence.ts';
import type { Opened, OpenQuery, Questions, QuestionType, TrainEvent, TrainMessage, TrainRequest } from './protocol.ts';
import { type AskOptions, PendingQuestions, type ProgressReport } from './questions.ts';

/** The part of a Worker that the client uses; tests replace it. */
export interface WorkerLike {
  postMessage(message: TrainRequest, transfer?: Transferable[]): void;
  terminate(): void;
  onmessage: ((event: MessageEvent<TrainMessage>) => unknown) | null;
  onerror: ((event: ErrorEvent) => unknown) | null;
  onmessageerror: ((event: MessageEvent) => unknown) | null;
}

/** An event of a run, or the death of the worker and of its run. */
export type ClientEvent = TrainEvent | { type: 'died'; error: ErrorReport };

export type ClientListener = (event: ClientEvent) => void;

/** Queries and answers of a system's probes, by name. */
export type ProbeTypes<P> = { [K in keyof P]: { query: unknown; answer: unknown } };

/** The shipped train worker. */
export function spawnTrainWorker(): WorkerLike {
  return new Worker(new URL('./train.worker.ts', import.meta.url), { type: 'module', name: 'train' }) as WorkerLike;
}

export interface ProbeOptions extends AskOptions {
  /** When it is aborted, the worker ends a probe, and it is rejected with `cancelled`. */
  signal?: AbortSignal | undefined;
}

export class TrainClient {
  private worker: WorkerLike | null = null;
  private readonly listeners = new Set<ClientListener>();
  private readonly questions = new PendingQuestions();

  constructor(private readonly spawn: () => WorkerLike = spawnTrainWorker) {}

  /** Calls the listener with every event; returns the function that unsubscribes it. */
  subscribe(listener: ClientListener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Asks any question. Rejects with the worker's refusal, or with `worker-died` if there is no worker or it dies. */
  ask<K extends QuestionType>(
    type: K,
    query: Questions[K]['query'],
    { signal, ...options }: ProbeOptions = {},
  ): Promise<Questions[K]['answer']> {
    if (!this.worker && type !== 'open') {
      return Promise.reject(new RetrogradError('worker-died', sentence`No trainer is running: open a run first.`));
    }
    const worker = (this.worker ??= this.start());
    const post = (id: number) => {
      worker.postMessage({ id, type, query } as TrainRequest);
      signal?.addEventListener('abort', () => this.cancel(id));
    };
    return this.questions.ask(post, options);
  }

  /** Starts the worker ahead of `open`, while what is opened is still being fetched. */
  warm(): void {
    this.worker ??= this.start();
  }

  /** Opens a run. Rejects with `cancelled` if another `open` comes before the answer. The weights of a checkpoint are copied, not transferred. */
  open(query: OpenQuery, onProgress?: (report: ProgressReport) => void): Promise<Opened> {
    return this.ask('open', query, { onProgress: (done, total, stage) => onProgress?.({ stage, done, total }) });
  }

  /** Trains until a pause, or until one of the conditions is met. */
  play(until: readonly StopCondition[] = []): Promise<Questions['play']['answer']> {
    return this.ask('play', { until });
  }

  /** Takes `count` optimiser steps, then pauses; resolves when they are done. */
  step(count = 1): Promise<Questions['step']['answer']> {
    return this.ask('step', { count });
  }

  pause(): Promise<Questions['pause']['answer']> {
    return this.ask('pause', null);
  }

  reset(runId: string): Promise<Opened> {
    return this.ask('reset', { runId });
  }

  checkpoint(timeoutMs = 60_000): Promise<CheckpointFiles> {
    return this.ask('checkpoint', null, { timeoutMs });
  }

  /** A question to the system, with its types: `client.probes<RealmProbes>()('lab', query)`. */
  probes<P extends ProbeTypes<P>>() {
    return <K extends keyof P & string>(
      name: K,
      query: P[K]['query'],
      onProgress?: (done: number, total: number) => void,
      signal?: ProbeOptions['signal'],
    ): Promise<P[K]['answer']> => this.ask('probe', { name, query }, { onProgress, signal });
  }

  /** Ends the probes whose progress is listened to, which may take long: they are rejected with `cancelled`. */
  cancelLongProbes(): void {
    for (const id of this.questions.withProgress) this.cancel(id);
  }

  /** Ends the worker; pending questions are rejected with `cancelled`. */
  close(): void {
    this.release(new RetrogradError('cancelled', 'The run was closed.'));
  }

  private cancel(probe: number): void {
    // if the worker dies meanwhile, the probe is rejected, too
    if (this.questions.isPending(probe)) this.ask('cancel', { probe }).catch(() => {});
  }

  private start(): WorkerLike {
    const worker = this.spawn();
    worker.onmessage = ({ data }) => {
      if (worker !== this.worker) return;
      this.questions.heard();
      this.receive(data);
    };
    worker.onerror = (event) => {
      event.preventDefault?.();
      if (worker === this.worker) this.died(event.message || 'it could not be loaded');
    };
    worker.onmessageerror = () => {
      if (worker === this.worker) this.died('a message could not be read');
    };
    return worker;
  }

  private receive(message: TrainMessage): void {
    if (message.type === 'answer' || message.type === 'refusal' || message.type === 'progress') {
      this.questions.receive(message);
    } else {
      this.emit(message);
    }
  }

  private died(reason: string): void {
    const error = new RetrogradError('worker-died', sentence`The trainer stopped (${reason}).`);
    this.release(error);
    this.emit({ type: 'died', error: { code: error.code, message: error.message } });
  }

  private release(error: RetrogradError): void {
    this.worker?.terminate();
    this.worker = null;
    this.questions.rejectAll(error);
  }

  private emit(event: ClientEvent): void {
    for (const listener of this.listeners) listener(event);
  }
}
