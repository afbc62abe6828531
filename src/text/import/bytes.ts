/** Reads a file that a user has chosen. */

import { sentence } from '../../util/sentence.ts';
import { corpusError } from '../corpus/corpus-error.ts';

/**
 * The bytes of a file. `onRead` is called with the length of every piece.
 *
 * @throws RetrogradError `bad-corpus` if the file was moved, changed or locked after it was chosen
 */
export async function bytesOf(
  path: string,
  file: Blob,
  onRead: (bytes: number) => void = () => {},
): Promise<Uint8Array> {
  const bytes = new Uint8Array(file.size);
  let at = 0;
  try {
    for (const reader = file.stream().getReader(); ; ) {
      const { done, value } = await reader.read();
      if (done) return bytes;
      bytes.set(value, at);
      at += value.length;
      onRead(value.length);
    }
  } catch (error) {
    throw corpusError(
      path,
      undefined,
      sentence`the file cannot be read (${(error as Error).message}). Choose it again.`,
      error,
    );
  }
}
