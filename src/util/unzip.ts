/** Reads zip archives that cannot be trusted, with a guard against archives that would fill the memory ("zip bombs"). */
import { Unzip, UnzipInflate, unzipSync } from 'fflate';

/** Why an archive was refused. The caller turns it into an error that names the file and the fix. */
export class UnzipError extends Error {
  override readonly name = 'UnzipError';

  constructor(
    readonly reason: 'too-large' | 'unreadable',
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** Whether the bytes begin like a zip archive. */
export function isZip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && (bytes[2] === 3 || bytes[2] === 5);
}

/**
 * The files of an archive by path; folders are left out. The sizes in the archive's directory are checked before anything is inflated, and
 * the bytes are counted while they are inflated, because a directory can lie.
 *
 * @param limit bytes that the accepted files may hold uncompressed, all together
 * @param accepts the paths to inflate; absent: all
 * @throws UnzipError `too-large`: more than `limit` bytes; `unreadable`: no zip, damaged or encrypted
 */
export function unzipFiles(
  bytes: Uint8Array,
  limit: number,
  accepts: (path: string) => boolean = () => true,
): Map<string, Uint8Array<ArrayBuffer>> {
  const promised = new Map<string, number>();
  try {
    let total = 0;
    unzipSync(bytes, {
      filter: ({ name, originalSize }) => {
        if (name.endsWith('/') || !accepts(name)) return false;
        total += originalSize;
        if (total > limit) throw tooLarge(limit);
        promised.set(name, originalSize);
        return false;
      },
    });
    return inflateCounted(bytes, promised, limit);
  } catch (error) {
    if (error instanceof UnzipError) throw error;
    throw new UnzipError('unreadable', (error as Error).message, { cause: error });
  }
}

function tooLarge(limit: number): UnzipError {
  return new UnzipError('too-large', `more than ${Math.round(limit / 1e6)} MB uncompressed`);
}

/** Each piece is inflated as a whole, so it must be small: 16 KiB become at most 16 MiB. */
const pieceLength = 16_384;

function inflateCounted(
  bytes: Uint8Array,
  promised: ReadonlyMap<string, number>,
  limit: number,
): Map<string, Uint8Array<ArrayBuffer>> {
  const files = new Map<string, Uint8Array<ArrayBuffer>>();
  let total = 0;
  let failure: Error | undefined;
  const unzip = new Unzip((file) => {
    if (!promised.has(file.name)) return;
    const chunks: Uint8Array[] = [];
    let length = 0;
    file.ondata = (error, chunk, final) => {
      failure ??= error ?? undefined;
      if (failure) return;
      length += chunk.length;
      total += chunk.length;
      if (total > limit) failure = tooLarge(limit);
      chunks.push(chunk);
      if (!final) return;
      const whole = new Uint8Array(length);
      let at = 0;
      for (const part of chunks) {
        whole.set(part, at);
        at += part.length;
      }
      files.set(file.name, whole);
    };
    file.start();
  });
  unzip.register(UnzipInflate);
  for (let start = 0; start < bytes.length; start += pieceLength) {
    unzip.push(bytes.subarray(start, start + pieceLength), start + pieceLength >= bytes.length);
    if (failure) throw failure;
  }
  for (const [name, length] of promised) {
    if (files.get(name)?.length !== length) throw new Error(`${name} is damaged or encrypted`);
  }
  return files;
}
