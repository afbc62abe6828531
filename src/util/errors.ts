/** Errors that a user can act on: a stable `code` for the program, and a message that names the fix. */

export type ErrorCode =
  | 'no-webgpu'
  | 'device-lost'
  | 'gpu-validation'
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

  constructor(
    readonly code: ErrorCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** An error as it is sent between workers: structured clone keeps an Error's message but not its `code`. */
export interface ErrorReport {
  code: ErrorCode;
  message: string;
}

export function toErrorReport(error: unknown): ErrorReport {
  if (error instanceof RetrogradError) return { code: error.code, message: error.message };
  return { code: 'internal', message: error instanceof Error ? (error.stack ?? error.message) : String(error) };
}

export function fromErrorReport(report: ErrorReport): RetrogradError {
  return new RetrogradError(report.code, report.message);
}
