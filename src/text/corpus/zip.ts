/** Reads and writes corpora as zip archives. */
import { zipSync } from 'fflate';
import { sentence } from '../../util/sentence.ts';
import { UnzipError, unzipFiles } from '../../util/unzip.ts';
import type { Corpus } from './corpus.ts';
import { corpusFromFiles, corpusToFiles } from './format.ts';
import { corpusError } from './lines.ts';

/** Bytes that an archive may hold uncompressed. */
export const zipLimit = 200_000_000;

/**
 * The files of an archive by path.
 *
 * @throws RetrogradError `bad-corpus`: no zip, damaged, or more than `limit` bytes uncompressed
 */
export function unzipCorpus(bytes: Uint8Array, source: string, limit = zipLimit): Map<string, Uint8Array> {
  try {
    return unzipFiles(bytes, limit);
  } catch (error) {
    if (!(error instanceof UnzipError)) throw error;
    const message =
      error.reason === 'too-large'
        ? sentence`the archive holds ${error.message}. Split the corpus, or unpack it and leave files out.`
        : sentence`the zip archive cannot be read (${error.message}). Make it again, without a password.`;
    throw corpusError(source, undefined, message, error);
  }
}

/**
 * Reads a corpus from a zip archive of its folder.
 *
 * @throws RetrogradError `bad-corpus`
 */
export function corpusFromZip(bytes: Uint8Array, source = 'The archive'): Corpus {
  return corpusFromFiles(unzipCorpus(bytes, source), source);
}

/** Writes a corpus as a zip archive of one folder; the same corpus gives the same bytes. */
export function corpusToZip(corpus: Corpus): Uint8Array<ArrayBuffer> {
  const files = [...corpusToFiles(corpus)].map(([name, bytes]) => [`${corpus.manifest.id}/${name}`, bytes]);
  return zipSync(Object.fromEntries(files), { level: 6, mtime: new Date(1980, 0, 1) });
}
