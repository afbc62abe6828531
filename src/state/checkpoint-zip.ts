/** A checkpoint as one file: a zip of `model.safetensors`, `config.json` and `tokenizer.json`. The weights are not compressed. */

import { strFromU8, strToU8, zipSync } from 'fflate';
import { type CheckpointFiles, checkpointFolder } from '../run/records.ts';
import { RetrogradError } from '../util/errors.ts';
import { sentence } from '../util/sentence.ts';
import { isZip, UnzipError, unzipFiles } from '../util/unzip.ts';
import { zipEntries } from '../util/zip-directory.ts';

const names = { weights: 'model.safetensors', config: 'config.json', tokenizer: 'tokenizer.json' } as const;

/** The bytes of the zip. By default weights are stored as they are, because compression hardly makes them smaller. */
export function packCheckpoint(files: CheckpointFiles, { compressed = false } = {}): Uint8Array<ArrayBuffer> {
  return zipSync({
    [names.weights]: [new Uint8Array(files.weights), { level: compressed ? 9 : 0 }],
    [names.config]: strToU8(files.config),
    [names.tokenizer]: strToU8(files.tokenizer),
  });
}

/** Bytes that a checkpoint may hold uncompressed. */
const largestCheckpoint = 1_000_000_000;

/** Weights hardly compress. So an archive whose content is much larger than itself, by this factor and 16 MB, is no checkpoint. */
const largestRatio = 16;

/**
 * Reads what `packCheckpoint` wrote, or “Take it along”; the files may be in a folder. Throws `bad-checkpoint` with the reason: no zip, damaged, too
 * large, or with a file missing.
 */
export function unpackCheckpoint(name: string, bytes: Uint8Array): CheckpointFiles {
  const entries = unzip(name, bytes);
  const folder = folderOf([...entries.keys()]);
  const find = (wanted: string): Uint8Array<ArrayBuffer> => {
    const content = entries.get(folder + wanted);
    if (content) return content;
    throw new RetrogradError(
      'bad-checkpoint',
      sentence`${name} holds no ${wanted}: choose a zip that “Save checkpoint” wrote.`,
    );
  };
  return {
    weights: find(names.weights).buffer,
    config: strFromU8(find(names.config)),
    tokenizer: strFromU8(find(names.tokenizer)),
  };
}

/** Whether the archive holds all files of a checkpoint, by its directory. */
export function holdsCheckpoint(bytes: Uint8Array): boolean {
  try {
    return foldersOf(zipEntries(bytes).map(({ path }) => path)).whole.length > 0;
  } catch {
    return false; // no zip, or a damaged one: told by what reads it
  }
}

/** The folder of a checkpoint among paths, with its last slash: the one that has all three files, or else any of them. */
function folderOf(paths: readonly string[]): string {
  const { whole, any } = foldersOf(paths);
  // the models of an archive that was taken along have files of the same names
  const isOwn = (folder: string) => new RegExp(`(^|/)${checkpointFolder}/$`).test(folder);
  return whole.find(isOwn) ?? whole[0] ?? any[0] ?? '';
}

/** Folders that have a file of a checkpoint, and those that have all three. */
function foldersOf(paths: readonly string[]): { any: string[]; whole: string[] } {
  const wanted = Object.values(names);
  const any = paths.flatMap((path) =>
    wanted.filter((file) => isNamed(path, file)).map((file) => path.slice(0, -file.length)),
  );
  return { any, whole: any.filter((folder) => wanted.every((file) => paths.includes(folder + file))) };
}

const isNamed = (path: string, name: string): boolean => path === name || path.endsWith(`/${name}`);

function unzip(name: string, bytes: Uint8Array): Map<string, Uint8Array<ArrayBuffer>> {
  const limit = Math.min(largestCheckpoint, 16_000_000 + largestRatio * bytes.length);
  const wanted = Object.values(names);
  try {
    return unzipFiles(bytes, limit, (path) => wanted.some((file) => isNamed(path, file)));
  } catch (cause) {
    if (!(cause instanceof UnzipError)) throw cause;
    const fault = {
      'too-large': sentence`holds ${cause.message}, which no checkpoint of this size does`,
      unreadable: isZip(bytes) ? sentence`is a damaged zip file (${cause.message})` : sentence`is not a zip file`,
    }[cause.reason];
    throw new RetrogradError('bad-checkpoint', sentence`${name} ${fault}: choose one that “Save checkpoint” wrote.`, {
      cause,
    });
  }
}
