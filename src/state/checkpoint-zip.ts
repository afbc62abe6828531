/** A checkpoint as one file: a zip of `model.safetensors`, `config.json` and `tokenizer.json`, stored without compression of the weights. */

import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import type { CheckpointFiles, RunConfig } from '../run/records.ts';
import { readConfig } from '../systems/presets.ts';
import { RetrogradError } from '../util/errors.ts';

const names = { weights: 'model.safetensors', config: 'config.json', tokenizer: 'tokenizer.json' } as const;

/** The zip's bytes. Weights are stored as they are: floating-point noise does not compress. */
export function packCheckpoint(files: CheckpointFiles): Uint8Array<ArrayBuffer> {
  return zipSync({
    [names.weights]: [new Uint8Array(files.weights), { level: 0 }],
    [names.config]: strToU8(files.config),
    [names.tokenizer]: strToU8(files.tokenizer),
  });
}

/** Reads what `packCheckpoint` wrote; the files may lie in a folder. Throws `bad-checkpoint` that names what is missing. */
export function unpackCheckpoint(name: string, bytes: Uint8Array): CheckpointFiles {
  let entries: Record<string, Uint8Array>;
  try {
    entries = unzipSync(bytes);
  } catch {
    throw new RetrogradError('bad-checkpoint', `${name} is not a zip file: choose one that “Save checkpoint” wrote.`);
  }
  const find = (wanted: string): Uint8Array => {
    const path = Object.keys(entries).find((key) => key === wanted || key.endsWith(`/${wanted}`));
    if (!path) {
      throw new RetrogradError(
        'bad-checkpoint',
        `${name} holds no ${wanted}: choose a zip that “Save checkpoint” wrote.`,
      );
    }
    return entries[path]!;
  };
  return {
    weights: find(names.weights).slice().buffer as ArrayBuffer,
    config: strFromU8(find(names.config)),
    tokenizer: strFromU8(find(names.tokenizer)),
  };
}

/** The run's configuration in a checkpoint's `config.json`. Throws `bad-checkpoint` where it is not JSON. */
export function configOfCheckpoint(files: CheckpointFiles): RunConfig {
  let parsed: unknown;
  try {
    parsed = JSON.parse(files.config);
  } catch {
    throw new RetrogradError(
      'bad-checkpoint',
      'config.json in the checkpoint is not JSON: the file is damaged, choose another.',
    );
  }
  return readConfig(parsed);
}
