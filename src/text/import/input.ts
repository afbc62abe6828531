/** What a user gives: a file, an archive or a folder, unpacked. */

import { isGzip } from '../../util/gunzip.ts';
import { sentence } from '../../util/sentence.ts';
import { isZip, unzipFiles } from '../../util/unzip.ts';
import { corpusError } from '../corpus/corpus-error.ts';
import { flattened } from '../corpus/format.ts';
import { gunzipCorpus, unzipCorpus, zipLimit } from '../corpus/zip.ts';
import type { ImportInput } from './types.ts';

/**
 * The files that the user gave, by path; a zip that stands alone is unpacked, and so is every file that is compressed with gzip. Files that a system
 * hides are left out and counted.
 *
 * @param name file or folder name, for titles and messages
 * @throws RetrogradError `bad-corpus`: empty, or an archive that cannot be read
 */
export function importInput(name: string, content: Uint8Array | ReadonlyMap<string, Uint8Array>): ImportInput {
  let given = gunzipped(content instanceof Uint8Array ? new Map([[name, content]]) : content);
  const [only] = given.size === 1 ? given.values() : [];
  if (only && isZip(only)) given = gunzipped(corpusOfTake(only) ?? unzipCorpus(only, name));
  else if (only) refuseOtherArchives(name, only);
  const files = flattened(given);
  if (files.size > 0 && [...files].every(([path, bytes]) => /\.zip$/i.test(path) && isZip(bytes))) {
    throw corpusError(name, undefined, sentence`it holds nothing but archives. Unpack it and choose one of them.`);
  }
  if ([...files.values()].every(({ length }) => length === 0)) {
    throw corpusError(name, undefined, sentence`the file is empty. Choose a file with text in it.`);
  }
  return { name: name.replace(/\.gz$/i, ''), files, hidden: given.size - files.size };
}

const corpusFiles = ['manifest.json', 'documents.jsonl', 'questions.jsonl'];

/** The corpus alone of an archive that “Take it along” wrote, which holds models too; null for another archive. */
function corpusOfTake(bytes: Uint8Array): Map<string, Uint8Array> | null {
  let files: Map<string, Uint8Array>;
  try {
    files = unzipFiles(bytes, zipLimit, (path) => path === 'take.json' || corpusFiles.includes(path));
  } catch {
    return null; // told when the whole archive is read
  }
  return files.delete('take.json') && files.size > 0 ? files : null;
}

function gunzipped(files: ReadonlyMap<string, Uint8Array>): Map<string, Uint8Array> {
  let left = zipLimit;
  const unpack = (path: string, bytes: Uint8Array): [string, Uint8Array] => {
    if (!isGzip(bytes)) return [path, bytes];
    const content = gunzipCorpus(bytes, path, left);
    left -= content.length;
    return [path.replace(/\.gz$/i, ''), content];
  };
  return new Map([...files].map(([path, bytes]) => unpack(path, bytes)));
}

/** By the bytes with which they begin. */
const otherArchives: readonly [kind: string, begins: RegExp, at: number][] = [
  ['bzip2', /^BZh[1-9]/, 0],
  ['xz', /^\xfd7zXZ/, 0],
  ['7z', /^7z\xbc\xaf/, 0],
  ['rar', /^Rar!/, 0],
  ['zstd', /^\(\xb5\/\xfd/, 0],
  ['tar', /^ustar/, 257],
  ['Parquet', /^PAR1/, 0],
  ['PDF', /^%PDF-/, 0],
];

function refuseOtherArchives(name: string, bytes: Uint8Array): void {
  const found = otherArchives.find(([, begins, at]) => begins.test(String.fromCharCode(...bytes.subarray(at, at + 8))));
  if (!found) return;
  const [kind] = found;
  const fix = /Parquet|PDF/.test(kind)
    ? sentence`Save its text as JSON Lines, CSV or plain text.`
    : sentence`Unpack it and choose the folder, or make a zip of it.`;
  throw corpusError(name, undefined, sentence`a ${kind} file, which cannot be read here. ${fix}`);
}
