/** Errors of corpus files. */
import { RetrogradError } from '../../util/errors.ts';
import { type Sentence, sentence } from '../../util/sentence.ts';

/** A `bad-corpus` error at a place in a file; `said` says what is wrong and what to do. */
export function corpusError(file: string, line: number | undefined, said: Sentence, cause?: unknown): RetrogradError {
  const place = line === undefined ? file : sentence`${file}, line ${line}`;
  return new RetrogradError('bad-corpus', sentence`${place}: ${said}`, cause === undefined ? undefined : { cause });
}
