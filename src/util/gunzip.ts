/** Reads files compressed with gzip (RFC 1952) that cannot be trusted. */
import { Gunzip } from 'fflate';
import { pushPieces, tooLarge, UnzipError } from './unzip.ts';
import { crc32 } from './zip-directory.ts';

export function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b && bytes[2] === 8;
}

/**
 * The content of a file of one member or several. The bytes are counted while they are inflated.
 *
 * @throws UnzipError `too-large`: more than `limit` bytes; `unreadable`: damaged, or cut short
 */
export function gunzipFile(bytes: Uint8Array, limit: number): Uint8Array<ArrayBuffer> {
  // a header of ten bytes, and checksum and length at the end
  if (bytes.length < 18) throw new UnzipError('unreadable', 'it is cut short');
  const chunks: Uint8Array[] = [];
  let length = 0;
  let further = 0;
  let checksum = 0;
  const stream = new Gunzip((chunk) => {
    length += chunk.length;
    if (length > limit) throw tooLarge(limit);
    checksum = crc32(chunk, checksum);
    chunks.push(chunk);
  });
  stream.onmember = () => further++;
  try {
    pushPieces(stream, bytes);
  } catch (error) {
    if (error instanceof UnzipError) throw error;
    throw new UnzipError('unreadable', (error as Error).message, { cause: error });
  }
  // the checksum at the end is that of the last member alone
  const end = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (further === 0 && end.getUint32(bytes.length - 8, true) !== checksum)
    throw new UnzipError('unreadable', 'it is damaged');
  const content = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    content.set(chunk, at);
    at += chunk.length;
  }
  return content;
}
