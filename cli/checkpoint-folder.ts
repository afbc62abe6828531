/** The folder of `--checkpoint`: three files, read and written together. A zip of the page is read, and not written. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { CheckpointFiles } from '../src/run/records.ts';
import { unpackCheckpoint } from '../src/state/checkpoint-zip.ts';
import { RetrogradError } from '../src/util/errors.ts';
import { writeWhole } from './output.ts';

export const checkpointNames = {
  weights: 'model.safetensors',
  config: 'config.json',
  tokenizer: 'tokenizer.json',
} as const;

/** Whether `--checkpoint` names a zip: of “Save checkpoint”, or of “Take it along”. */
export function isCheckpointZip(path: string): boolean {
  // a path below a file is nothing at all: `statSync` throws there
  return existsSync(path) && statSync(path).isFile();
}

/** Undefined if the folder has none of the files. Throws `bad-checkpoint` if it has only some of them. */
export function readCheckpoint(folder: string): CheckpointFiles | undefined {
  if (isCheckpointZip(folder)) return unpackCheckpoint(basename(folder), new Uint8Array(readFileSync(folder)));
  const names = Object.values(checkpointNames);
  const missing = names.find((name) => !existsSync(join(folder, name)));
  if (missing !== undefined) {
    if (!names.some((name) => existsSync(join(folder, name)))) return undefined;
    throw new RetrogradError(
      'bad-checkpoint',
      `${join(folder, missing)} is missing: a checkpoint has ${names.join(', ')}.`,
    );
  }
  const weights = readFileSync(join(folder, checkpointNames.weights));
  return {
    weights: weights.buffer.slice(weights.byteOffset, weights.byteOffset + weights.byteLength) as ArrayBuffer,
    config: readFileSync(join(folder, checkpointNames.config), 'utf8'),
    tokenizer: readFileSync(join(folder, checkpointNames.tokenizer), 'utf8'),
  };
}

export function writeCheckpoint(folder: string, files: CheckpointFiles): void {
  writeWhole(join(folder, checkpointNames.config), files.config);
  writeWhole(join(folder, checkpointNames.tokenizer), files.tokenizer);
  writeWhole(join(folder, checkpointNames.weights), new Uint8Array(files.weights));
}
