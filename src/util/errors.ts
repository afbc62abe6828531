/** Errors that a user can act on: a stable `code` for the program, and a sentence that names the fix. */

import { inEnglish, type Said, type Sentence } from './sentence.ts';

export type ErrorCode =
  | 'no-webgpu'
  | 'device-lost'
  | 'gpu-validation'
  | 'out-of-memory'
  | 'bad-option'
  | 'bad-corpus'
  | 'bad-checkpoint'
  | 'bad-tokenizer'
  | 'bad-model'
  | 'not-finite'
  | 'index-failed'
  | 'worker-died'
  | 'storage-full'
  | 'network-failed'
  | 'part-missing'
  | 'cancelled'
  | 'internal';

export class RetrogradError extends Error {
  override readonly name = 'RetrogradError';
  /** The message as a sentence that other languages can say; a text where only programmers read it. */
  readonly said: Said;

  constructor(
    readonly code: ErrorCode,
    said: Said,
    options?: ErrorOptions,
  ) {
    super(inEnglish(said), options);
    this.said = said;
  }
}

/** An error as it is sent between workers: structured clone keeps an Error's message but not its `code`. */
export interface ErrorReport {
  code: ErrorCode;
  /** In English. */
  message: string;
  /** The same as a sentence; absent where it is none. */
  said?: Sentence;
}

export function toErrorReport(error: unknown): ErrorReport {
  if (error instanceof RetrogradError) {
    const { code, message, said } = error;
    return typeof said === 'string' ? { code, message } : { code, message, said };
  }
  return { code: 'internal', message: error instanceof Error ? (error.stack ?? error.message) : String(error) };
}

/** What an error says, for a language to say. */
export function saidBy(error: unknown): Said {
  return error instanceof RetrogradError ? error.said : toErrorReport(error).message;
}

export function fromErrorReport({ code, message, said }: ErrorReport): RetrogradError {
  return new RetrogradError(code, said ?? message);
}
