/**
 * The page's end of the train worker: typed requests, subscriptions, and promises for what is answered. It knows no framework.
 * A worker that dies is reported as a `failed` event with code `worker-died`; the next `open` starts a new one.
 */

import type { RunConfig } from '../systems/realm/config.ts';
import type { Corpus } from '../text/corpus/corpus.ts';
import { fromErrorReport, RetrogradError } from '../util/errors.ts';
import type {
  CheckpointFiles,
  GrownVocabulary,
  LabQuery,
  LabSummary,
  LabView,
  SessionInfo,
  TrainEvent,
  TrainRequest,
  VocabularyOptions,
} from './protocol.ts';

/** What of a Worker the client uses, so that a scripted one can stand in for it. */
export interface WorkerLike {
  postMessage(message: TrainRequest, transfer?: Transferable[]): void;
  terminate(): void;
  onmessage: ((event: MessageEvent<TrainEvent>) => unknown) | null;
  onerror: ((event: ErrorEvent) => unknown) | null;
  onmessageerror: ((event: MessageEvent) => unknown) | null;
}

export type TrainListener = (event: TrainEvent) => void;

type Told = (done: number, total: number) => void;

interface Pending<T> {
  resolve: (value: T) => void;
  reject: (error: RetrogradError) => void;
}

/** The shipped train worker. */
export function spawnTrainWorker(): WorkerLike {
  return new Worker(new URL('./train.worker.ts', import.meta.url), { type: 'module', name: 'train' }) as WorkerLike;
}

export class TrainClient {
  private worker: WorkerLike | null = null;
  private readonly listeners = new Set<TrainListener>();
  private opening: Pending<SessionInfo> | null = null;
  private readonly checkpoints = new Map<number, Pending<CheckpointFiles>>();
  private readonly labs = new Map<number, Pending<LabView>>();
  private readonly summaries = new Map<number, Pending<LabSummary> & { told: Told }>();
  private readonly vocabularies = new Map<number, Pending<GrownVocabulary> & { told: Told }>();
  private nextRequest = 1;

  constructor(private readonly spawn: () => WorkerLike = spawnTrainWorker) {}

  /** Calls the listener with every event; returns what ends that. */
  subscribe(listener: TrainListener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /**
   * Opens a configuration; resolves at `ready`, rejects with the worker's error at `failed`, and with `cancelled` where another `open`
   * overtakes it. The weights of a checkpoint are copied, so the caller keeps its own.
   */
  open(config: RunConfig, extra: { corpus?: Corpus; checkpoint?: CheckpointFiles } = {}): Promise<SessionInfo> {
    this.opening?.reject(new RetrogradError('cancelled', 'Another run was opened.'));
    return new Promise((resolve, reject) => {
      this.opening = { resolve, reject };
      this.post({ type: 'open', config, ...extra });
    });
  }

  play(): void {
    this.post({ type: 'play' });
  }

  pause(): void {
    this.post({ type: 'pause' });
  }

  /** So many optimiser steps, then pause. */
  step(count = 1): void {
    this.post({ type: 'step', count });
  }

  reset(): void {
    this.post({ type: 'reset' });
  }

  /** Asks for an `example` event. */
  inspect(example: number): void {
    this.post({ type: 'inspect', example });
  }

  killBuilder(): void {
    this.post({ type: 'kill-builder' });
  }

  /** The files of a checkpoint; rejects where the worker dies, or after `timeoutMs` without an answer. */
  checkpoint(timeoutMs = 60_000): Promise<CheckpointFiles> {
    const requestId = this.nextRequest++;
    return new Promise<CheckpointFiles>((resolve, reject) => {
      const timer = setTimeout(() => {
        this.checkpoints.delete(requestId);
        reject(
          new RetrogradError('worker-died', 'The trainer did not hand over a checkpoint in time: pause and try again.'),
        );
      }, timeoutMs);
      this.checkpoints.set(requestId, {
        resolve: (files) => {
          clearTimeout(timer);
          resolve(files);
        },
        reject: (error) => {
          clearTimeout(timer);
          reject(error);
        },
      });
      this.post({ type: 'checkpoint', requestId });
    });
  }

  /** What model and BM25 make of a sentence and a mask; rejects where the worker dies or fails. */
  lab(query: LabQuery): Promise<LabView> {
    const requestId = this.nextRequest++;
    return new Promise((resolve, reject) => {
      this.labs.set(requestId, { resolve, reject });
      this.post({ type: 'lab', requestId, query });
    });
  }

  /** How each way of masking does over so many sentences. */
  labSummary(sentences: number, told: Told): Promise<LabSummary> {
    const requestId = this.nextRequest++;
    return new Promise((resolve, reject) => {
      this.summaries.set(requestId, { resolve, reject, told });
      this.post({ type: 'lab-summary', requestId, sentences });
    });
  }

  /** A vocabulary over the corpus of the open run. */
  vocabulary(options: VocabularyOptions, told: Told): Promise<GrownVocabulary> {
    const requestId = this.nextRequest++;
    return new Promise((resolve, reject) => {
      this.vocabularies.set(requestId, { resolve, reject, told });
      this.post({ type: 'vocabulary', requestId, options });
    });
  }

  /** Ends the worker and everything that waits for it. */
  close(): void {
    if (!this.worker) return;
    this.worker.postMessage({ type: 'close' });
    this.release(new RetrogradError('cancelled', 'The run was closed.'));
  }

  private post(request: TrainRequest): void {
    if (!this.worker) {
      if (request.type !== 'open') {
        this.emit({
          type: 'failed',
          error: { code: 'worker-died', message: 'No trainer is running: open a run first.' },
        });
        return;
      }
      this.worker = this.start();
    }
    this.worker.postMessage(request);
  }

  private start(): WorkerLike {
    const worker = this.spawn();
    worker.onmessage = (event) => {
      if (worker === this.worker) this.receive(event.data);
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

  private receive(event: TrainEvent): void {
    if (event.type === 'ready') {
      this.opening?.resolve(event.session);
      this.opening = null;
    } else if (event.type === 'failed') {
      // The report does not say what it answers: whoever waits is told, and may ask again.
      this.rejectAll(fromErrorReport(event.error));
    } else if (event.type === 'checkpoint') {
      this.checkpoints.get(event.requestId)?.resolve(event.files);
      this.checkpoints.delete(event.requestId);
    } else if (event.type === 'lab') {
      this.labs.get(event.requestId)?.resolve(event.view);
      this.labs.delete(event.requestId);
    } else if (event.type === 'lab-summary') {
      const { requestId, done, total, summary } = event;
      const pending = this.summaries.get(requestId);
      if (summary) this.summaries.delete(requestId);
      if (summary) pending?.resolve(summary);
      else pending?.told(done, total);
    } else if (event.type === 'vocabulary') {
      const { requestId, done, total, vocabulary } = event;
      const pending = this.vocabularies.get(requestId);
      if (vocabulary) this.vocabularies.delete(requestId);
      if (vocabulary) pending?.resolve(vocabulary);
      else pending?.told(done, total);
    }
    this.emit(event);
  }

  private died(reason: string): void {
    const error = new RetrogradError(
      'worker-died',
      `The trainer stopped (${reason}). What it measured is kept; resume from the last checkpoint, or start again.`,
    );
    this.release(error);
    this.emit({ type: 'failed', error: { code: error.code, message: error.message } });
  }

  private release(error: RetrogradError): void {
    this.worker?.terminate();
    this.worker = null;
    this.rejectAll(error);
  }

  private rejectAll(error: RetrogradError): void {
    this.opening?.reject(error);
    this.opening = null;
    for (const waiting of [this.checkpoints, this.labs, this.summaries, this.vocabularies]) {
      for (const pending of waiting.values()) pending.reject(error);
      waiting.clear();
    }
  }

  private emit(event: TrainEvent): void {
    for (const listener of this.listeners) listener(event);
  }
}
