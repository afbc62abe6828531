/** Output of the command line: paths are checked before a run begins, and a file is written completely or not at all. */
import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { dirname, join, resolve, sep } from 'node:path';
import { RetrogradError } from '../src/util/errors.ts';

/** Throws `bad-option` if no file can be written at `path`; its folder must exist. */
export function checkOutputFile(option: string, path: string): void {
  if (path === '') throw refused(option, 'is empty: give the name of a file');
  if (path.endsWith(sep) || (existsSync(path) && !statSync(path).isFile())) {
    throw refused(option, `${path} is not a file: give the name of a file`);
  }
  checkFolder(option, dirname(resolve(path)), 'make it, or choose another');
}

/** Throws `bad-option` if `path` is not a writable folder and no folder can be made there. */
export function checkOutputFolder(option: string, path: string): void {
  if (path === '') throw refused(option, 'is empty: give the name of a folder');
  let folder = resolve(path);
  while (!existsSync(folder)) folder = dirname(folder);
  checkFolder(option, folder, 'choose another');
}

function checkFolder(option: string, folder: string, fix: string): void {
  if (!existsSync(folder)) throw refused(option, `there is no folder ${folder}: ${fix}`);
  if (!statSync(folder).isDirectory()) throw refused(option, `${folder} is not a folder: choose another`);
  try {
    accessSync(folder, constants.W_OK | constants.X_OK);
  } catch {
    throw refused(option, `${folder} may not be written to: choose another`);
  }
}

const refused = (option: string, what: string) => new RetrogradError('bad-option', `${option}: ${what}.`);

/** Where this process makes what will stand at `path`: another one that writes there, too, has a name of its own. */
export const partOf = (path: string): string => `${path}.${hostname()}-${process.pid}.part`;

/** What a killed process has left unfinished. */
export interface LeftPart {
  path: string;
  /** What would stand there if it were finished. */
  whole: string;
}

/** What processes of this machine have left unfinished in a folder when they were killed. */
export function leftParts(folder: string): LeftPart[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder).flatMap((name) => {
    const end = name.endsWith('.part') ? name.slice(0, -'.part'.length) : '';
    const pid = Number(end.split('-').at(-1));
    const writer = `.${hostname()}-${pid}`;
    if (!end.endsWith(writer) || isAlive(pid)) return [];
    return [{ path: join(folder, name), whole: join(folder, end.slice(0, -writer.length)) }];
  });
}

/** Whether a process of this machine has this id. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // of another user
    return (error as { code?: unknown }).code === 'EPERM';
  }
}

/**
 * If the process ends while it writes, the file stays as it was; of two processes that write it at once one wins. Throws `storage-full` if it cannot be
 * written.
 */
export function writeWhole(path: string, data: string | Uint8Array): void {
  const part = partOf(path);
  try {
    mkdirSync(dirname(part), { recursive: true });
    writeFileSync(part, data);
    renameSync(part, path);
  } catch (cause) {
    rmSync(part, { force: true, recursive: true });
    throw new RetrogradError(
      'storage-full',
      `${path} could not be written (${(cause as Error).message}): make room, or choose another path.`,
      { cause },
    );
  }
}
