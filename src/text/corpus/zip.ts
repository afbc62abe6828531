/** Corpora in and out of zip archives, with a guard against archives that would fill the memory. */
import { Unzip, UnzipInflate, unzipSync, zipSync } from 'fflate';
import { RetrogradError } from '../../util/errors.ts';
import type { Corpus } from './corpus.ts';
import { corpusFromFiles, corpusToFiles } from './format.ts';
import { corpusError } from './lines.ts';

/** Bytes that an archive may hold uncompressed. */
export const zipLimit = 200_000_000;

/** Whether the bytes begin like a zip archive. */
export function isZip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && (bytes[2] === 3 || bytes[2] === 5);
}

/**
 * The files of an archive by path. What the directory promises is checked before anything is inflated, and what comes out is
 * counted while it is inflated, because a directory can lie.
 *
 * @throws RetrogradError `bad-corpus`: no zip, damaged, or more than `limit` bytes uncompressed
 */
export function unzipFiles(bytes: Uint8Array, source: string, limit = zipLimit): Map<string, Uint8Array> {
  const tooLarge = () =>
    corpusError(
      source,
      undefined,
      `the archive holds more than ${Math.round(limit / 1e6)} MB uncompressed. Split the corpus, or unpack it and leave files out.`,
    );
  const promised = new Map<string, number>();
  try {
    let total = 0;
    unzipSync(bytes, {
      filter: ({ name, originalSize }) => {
        total += originalSize;
        if (total > limit) throw tooLarge();
        if (!name.endsWith('/')) promised.set(name, originalSize);
        return false;
      },
    });
    return inflateCounted(bytes, promised, limit, tooLarge);
  } catch (error) {
    if (error instanceof RetrogradError) throw error;
    throw corpusError(
      source,
      undefined,
      `the zip archive cannot be read (${(error as Error).message}). Make it again, without a password.`,
      error,
    );
  }
}

/** Small, because one pushed piece is inflated as a whole: 16 KiB make 16 MiB at most. */
const pieceLength = 16_384;

function inflateCounted(
  bytes: Uint8Array,
  promised: ReadonlyMap<string, number>,
  limit: number,
  tooLarge: () => Error,
): Map<string, Uint8Array> {
  const files = new Map<string, Uint8Array>();
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
      if (total > limit) failure = tooLarge();
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

/**
 * A corpus out of a zip archive of its folder.
 *
 * @throws RetrogradError `bad-corpus`
 */
export function corpusFromZip(bytes: Uint8Array, source = 'The archive'): Corpus {
  return corpusFromFiles(unzipFiles(bytes, source), source);
}

/** A corpus as a zip archive of one folder; the same corpus gives the same bytes. */
export function corpusToZip(corpus: Corpus): Uint8Array<ArrayBuffer> {
  const files = [...corpusToFiles(corpus)].map(([name, bytes]) => [`${corpus.manifest.id}/${name}`, bytes]);
  return zipSync(Object.fromEntries(files), { level: 6, mtime: new Date(1980, 0, 1) });
}
