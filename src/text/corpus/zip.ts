/** Reads and writes corpora as zip archives. */
import { zipSync } from 'fflate';
import { gunzipFile } from '../../util/gunzip.ts';
import { type Sentence, sentence } from '../../util/sentence.ts';
import { UnzipError, unzipFiles } from '../../util/unzip.ts';
import type { Corpus } from './corpus.ts';
import { corpusError } from './corpus-error.ts';
import { corpusFromFiles, corpusToFiles } from './format.ts';

/** Bytes that an archive may hold uncompressed. */
export const zipLimit = 200_000_000;

/**
 * The files of an archive by path.
 *
 * @throws RetrogradError `bad-corpus`: no zip, damaged, or more than `limit` bytes uncompressed
 */
export function unzipCorpus(bytes: Uint8Array, source: string, limit = zipLimit): Map<string, Uint8Array> {
  return unpacked(source, sentence`the zip archive cannot be read`, sentence`Make it again, without a password`, () =>
    unzipFiles(bytes, limit),
  );
}

/**
 * The content of a file compressed with gzip.
 *
 * @throws RetrogradError `bad-corpus`: damaged, or more than `limit` bytes uncompressed
 */
export function gunzipCorpus(bytes: Uint8Array, source: string, limit = zipLimit): Uint8Array<ArrayBuffer> {
  return unpacked(source, sentence`the gzip file cannot be read`, sentence`Compress it again`, () =>
    gunzipFile(bytes, limit),
  );
}

function unpacked<T>(source: string, fault: Sentence, fix: Sentence, unpack: () => T): T {
  try {
    return unpack();
  } catch (error) {
    if (!(error instanceof UnzipError)) throw error;
    const message =
      error.reason === 'too-large'
        ? sentence`it holds ${error.message}. Split the corpus, or unpack it and leave files out.`
        : sentence`${fault} (${error.message}). ${fix}.`;
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
