/** Reads back what “Take it along” wrote: a checkpoint, and the corpus that it was trained on. */
import type { CheckpointFiles, RunConfig } from '../run/records.ts';
import { loadSystems } from '../systems/registry.ts';
import { bundledCorpora } from '../text/corpus/corpus.ts';
import { corpusFingerprint } from '../text/corpus/fingerprint.ts';
import { importCorpus } from '../text/import/import.ts';
import { isZip } from '../util/unzip.ts';
import { zipEntries } from '../util/zip-directory.ts';
import { configOfCheckpoint } from './checkpoint-config.ts';
import { holdsCheckpoint, unpackCheckpoint } from './checkpoint-zip.ts';
import type { Library } from './library.ts';

/** A zip is read as a whole. */
const largestZip = 1_500_000_000;

/** The bytes of a file, if it is a zip with a checkpoint, of “Save checkpoint” or “Take it along”, whatever its name; null: it is something else. */
export async function zipWithCheckpoint(file: Blob): Promise<Uint8Array | null> {
  const bytesOf = async (part: Blob) => new Uint8Array(await part.arrayBuffer());
  if (file.size > largestZip || !isZip(await bytesOf(file.slice(0, 4)))) return null;
  const bytes = await bytesOf(file);
  return holdsCheckpoint(bytes) ? bytes : null;
}

/** Whether the archive was written by “Take it along”. */
function isTake(bytes: Uint8Array): boolean {
  try {
    return zipEntries(bytes).some(({ path }) => path === 'take.json');
  } catch {
    return false; // no zip, or a damaged one: told by what reads it
  }
}

/**
 * The checkpoint of a zip, of “Save checkpoint” or “Take it along”. The corpus of the latter is added to the library, unless it comes with the playground
 * or is there already; under another id the configuration names that one.
 *
 * @throws RetrogradError `bad-checkpoint`, `bad-corpus`, `storage-full`, `part-missing`
 */
export async function checkpointFromZip(
  name: string,
  bytes: Uint8Array,
  library: Pick<Library, 'load' | 'add'>,
): Promise<{ files: CheckpointFiles; config: RunConfig }> {
  const files = unpackCheckpoint(name, bytes);
  await loadSystems();
  const config = configOfCheckpoint(files);
  const isBundled = bundledCorpora.some((id) => id === config.corpus);
  if (isBundled || !isTake(bytes)) return { files, config };
  const { corpus } = importCorpus(name, bytes);
  const known = await library.load(config.corpus);
  if (known && corpusFingerprint(known) === corpusFingerprint(corpus)) return { files, config };
  const { manifest } = await library.add(corpus);
  const renamed = { ...config, corpus: manifest.id };
  return { files: { ...files, config: JSON.stringify(renamed, null, 2) }, config: renamed };
}
