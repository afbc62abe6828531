/** The folder of `--checkpoint`: three files, read and written together. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CheckpointFiles } from '../src/run/records.ts';
import { RetrogradError } from '../src/util/errors.ts';
import { writeWhole } from './output.ts';

export const checkpointNames = {
  weights: 'model.safetensors',
  config: 'config.json',
  tokenizer: 'tokenizer.json',
} as const;

/** Undefined if the folder has none of the files. Throws `bad-checkpoint` if it has only some of them. */
export function readCheckpoint(folder: string): CheckpointFiles | undefined {
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
