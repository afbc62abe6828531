/** Reads zip archives that cannot be trusted, with a guard against archives that would fill the memory ("zip bombs"). */
import { Inflate } from 'fflate';
import { crc32, type ZipEntry, zipData, zipEntries } from './zip-directory.ts';

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
  return bytes[0] === 0x50 && bytes[1] === 0x4b && (bytes[2] === 3 || bytes[2] === 5 || bytes[2] === 7);
}

/**
 * The files of an archive by path; folders are left out. The sizes in the archive's directory are checked before anything is inflated, and a file
 * that turns out longer is refused while it is inflated, because a directory can lie.
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
  try {
    const wanted = zipEntries(bytes).filter(({ path }) => !path.endsWith('/') && accepts(path));
    if (wanted.reduce((sum, { size }) => sum + size, 0) > limit) throw tooLarge(limit);
    const files = new Map<string, Uint8Array<ArrayBuffer>>();
    for (const entry of wanted) {
      if (files.has(entry.path)) throw new Error(`${entry.path} is in it twice`);
      files.set(entry.path, contentOf(bytes, entry));
    }
    return files;
  } catch (error) {
    if (error instanceof UnzipError) throw error;
    throw new UnzipError('unreadable', (error as Error).message, { cause: error });
  }
}

export function tooLarge(limit: number): UnzipError {
  return new UnzipError('too-large', `more than ${Math.round(limit / 1e6)} MB uncompressed`);
}

function contentOf(bytes: Uint8Array, entry: ZipEntry): Uint8Array<ArrayBuffer> {
  const { path, method, isEncrypted } = entry;
  if (isEncrypted) throw new Error(`${path} is encrypted`);
  if (method !== 0 && method !== 8) throw new Error(`${path} is compressed in another way than “deflate”`);
  let content: Uint8Array<ArrayBuffer> | null;
  try {
    const data = zipData(bytes, entry);
    content = method === 0 ? data.slice() : inflated(data, entry.size);
  } catch {
    content = null;
  }
  if (content?.length !== entry.size || crc32(content) !== entry.crc32) throw new Error(`${path} is damaged`);
  return content;
}

/** Each piece is inflated as a whole, so it must be small: 16 KiB become at most 16 MiB. */
const pieceLength = 16_384;

/** Pushes data into a stream piece by piece, as long as `goesOn` says so. */
export function pushPieces(
  stream: { push(piece: Uint8Array, isLast: boolean): void },
  data: Uint8Array,
  goesOn: () => boolean = () => true,
): void {
  for (let start = 0; start < data.length && goesOn(); start += pieceLength) {
    stream.push(data.subarray(start, start + pieceLength), start + pieceLength >= data.length);
  }
}

/** Null if it is not of this size. */
function inflated(data: Uint8Array, size: number): Uint8Array<ArrayBuffer> | null {
  const content = new Uint8Array(size);
  let length = 0;
  const stream = new Inflate((chunk) => {
    if (length + chunk.length <= size) content.set(chunk, length);
    length += chunk.length;
  });
  pushPieces(stream, data, () => length <= size);
  return length === size ? content : null;
}
