/**
 * What is known about the kernels on this machine, in a file below the user's cache folder: every command opens a browser with a new profile, which
 * knows nothing. Without the file, or where it cannot be read or written, kernels are proved and measured again.
 */
import { readFileSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { writeWhole } from './output.ts';

/** In bytes; eight adapters with a thousand proofs and measurements each stay below. */
const limit = 16_000_000;

export function kernelFile(env: NodeJS.ProcessEnv = process.env, platform = process.platform): string {
  const folder = env.XDG_CACHE_HOME || (platform === 'win32' && env.LOCALAPPDATA) || join(homedir(), '.cache');
  return join(folder, 'retrograd', 'kernels.json');
}

/** The text of the file; empty if there is none that can be read. */
export function readKernels(path = kernelFile()): string {
  try {
    return statSync(path).size <= limit ? readFileSync(path, 'utf8') : '';
  } catch {
    return '';
  }
}

export function writeKernels(json: string, path = kernelFile()): void {
  try {
    writeWhole(path, json);
  } catch {
    // a cache that cannot be written is no reason to stop
  }
}
