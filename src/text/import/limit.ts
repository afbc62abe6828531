/** The size of an import is limited; it is checked before anything is read. */

import { sentence } from '../../util/sentence.ts';
import { corpusError } from '../corpus/corpus-error.ts';

/** Bytes of the chosen files together; archives count compressed. */
export const importLimit = 100_000_000;

/** @throws RetrogradError `bad-corpus` if the files together are larger */
export function checkImportSize(name: string, bytes: number): void {
  if (bytes <= importLimit) return;
  throw corpusError(
    name,
    undefined,
    sentence`${Math.ceil(bytes / 1e6)} MB; at most ${importLimit / 1e6} MB can be imported at once. Split it, or leave files out.`,
  );
}
