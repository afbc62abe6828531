/** Imports a file or a folder of this machine. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, join, relative, resolve } from 'node:path';
import type { Corpus } from '../src/text/corpus/corpus.ts';
import { importCorpus } from '../src/text/import/import.ts';
import { checkImportSize } from '../src/text/import/limit.ts';
import type { ImportOptions } from '../src/text/import/types.ts';
import { RetrogradError } from '../src/util/errors.ts';
import { zipEntries } from '../src/util/zip-directory.ts';

/** Throws `bad-corpus` if it is missing, may not be read, is too large or cannot be imported, and `bad-option` for an unknown format. */
export function importPath(path: string, options: ImportOptions = {}): ReturnType<typeof importCorpus> {
  if (!existsSync(path)) {
    throw new RetrogradError('bad-corpus', `${path}: there is no such file or folder. Check the path.`);
  }
  // of `.` the name as well
  const name = basename(resolve(path));
  if (!statSync(path).isDirectory()) {
    // such as /dev/zero, which has no end
    if (statSync(path).isCharacterDevice()) {
      throw new RetrogradError('bad-corpus', `${path} is a device: name a file or a folder.`);
    }
    checkImportSize(path, statSync(path).size);
    return importCorpus(name, bytesAt(path), options);
  }
  const paths = filesBelow(path);
  if (paths.length === 0) throw new RetrogradError('bad-corpus', `${path} is a folder without files. Check the path.`);
  checkImportSize(
    path,
    paths.reduce((sum, file) => sum + statSync(file).size, 0),
  );
  const files = paths.map((file) => [relative(path, file).replaceAll('\\', '/'), bytesAt(file)] as const);
  return importCorpus(name, new Map(files), options);
}

/** The corpus in a zip that “Take it along” wrote; undefined for a checkpoint alone. */
export function corpusIn(zip: string): Corpus | undefined {
  const bytes = bytesAt(zip);
  if (!zipEntries(bytes).some(({ path }) => path === 'take.json')) return undefined;
  return importCorpus(basename(zip), bytes).corpus;
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesBelow(path) : entry.isFile() ? [path] : [];
  });
}

function bytesAt(path: string): Uint8Array {
  try {
    return new Uint8Array(readFileSync(path));
  } catch (cause) {
    throw new RetrogradError('bad-corpus', `${path} cannot be read (${(cause as Error).message}). Check its rights.`, {
      cause,
    });
  }
}
