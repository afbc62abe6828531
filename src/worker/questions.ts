/** Pending questions to a worker: each has an id, and is settled by the one answer or refusal with that id. */
import { Watchdog } from '../index/watchdog.ts';
import { type ErrorReport, fromErrorReport, RetrogradError } from '../util/errors.ts';
import { sentence } from '../util/sentence.ts';

/** Steps, pieces or bytes that are done; `stage` is a code such as `loading-corpus`, or empty. */
export interface ProgressReport {
  stage: string;
  done: number;
  total: number;
}

/** A reply to a question. Other messages of a worker are events. */
export type Reply =
  | { type: 'answer'; id: number; answer: unknown }
  | { type: 'refusal'; id: number; error: ErrorReport }
  | ({ type: 'progress'; id: number } & ProgressReport);

export interface AskOptions {
  onProgress?(done: number, total: number, stage: string): void;
  /** Rejects with `worker-died` if nothing is heard of the worker for this time. */
  timeoutMs?: number;
}

interface Pending extends AskOptions {
  resolve: (answer: never) => void;
  reject: (error: RetrogradError) => void;
  watchdog?: Watchdog | undefined;
}

export class PendingQuestions {
  private readonly pending = new Map<number, Pending>();
  private nextId = 1;

  /** Gives a question an id, posts it, and waits for the reply. */
  ask<Answer>(post: (id: number) => void, options: AskOptions = {}): Promise<Answer> {
    const id = this.nextId++;
    return new Promise<Answer>((resolve, reject) => {
      const { timeoutMs } = options;
      const giveUp = () =>
        this.take(id)?.reject(
          new RetrogradError(
            'worker-died',
            sentence`Nothing was heard of the worker for ${timeoutMs! / 1000} s: pause and try again.`,
          ),
        );
      const watchdog = timeoutMs === undefined ? undefined : new Watchdog(timeoutMs, giveUp);
      watchdog?.start();
      this.pending.set(id, { ...options, resolve, reject, watchdog });
      try {
        post(id);
      } catch (error) {
        this.take(id);
        reject(error);
      }
    });
  }

  /** Handles a reply. A reply to a question that is no longer pending is dropped. */
  receive(reply: Reply): void {
    if (reply.type === 'progress') this.pending.get(reply.id)?.onProgress?.(reply.done, reply.total, reply.stage);
    else if (reply.type === 'answer') this.take(reply.id)?.resolve(reply.answer as never);
    else this.take(reply.id)?.reject(fromErrorReport(reply.error));
  }

  /** The worker has sent something: it is at work, so who waits for an answer waits on. */
  heard(): void {
    for (const { watchdog } of this.pending.values()) watchdog?.restart();
  }

  /** The ids of those whose progress is listened to. */
  get withProgress(): number[] {
    return [...this.pending].filter(([, { onProgress }]) => onProgress).map(([id]) => id);
  }

  isPending(id: number): boolean {
    return this.pending.has(id);
  }

  rejectAll(error: RetrogradError): void {
    for (const id of [...this.pending.keys()]) this.take(id)?.reject(error);
  }

  private take(id: number): Pending | undefined {
    const pending = this.pending.get(id);
    this.pending.delete(id);
    pending?.watchdog?.stop();
    return pending;
  }
}
