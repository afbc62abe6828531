/** How much can be imported at once, checked before anything is read. */
import { corpusError } from '../corpus/lines.ts';

/** Bytes of the files that are chosen, archives as they are. */
export const importLimit = 100_000_000;

/** @throws RetrogradError `bad-corpus` where the files are larger than that together */
export function checkImportSize(name: string, bytes: number): void {
  if (bytes <= importLimit) return;
  throw corpusError(
    name,
    undefined,
    `${Math.ceil(bytes / 1e6)} MB; at most ${importLimit / 1e6} MB can be imported at once. Split it, or leave files out.`,
  );
}
