/** The configuration in a checkpoint. */
import type { CheckpointFiles, RunConfig } from '../run/records.ts';
import { readConfig } from '../systems/presets.ts';
import { RetrogradError } from '../util/errors.ts';
import { sentence } from '../util/sentence.ts';

/** The run's configuration in a checkpoint's `config.json`. Throws `bad-checkpoint` where it is not JSON. */
export function configOfCheckpoint(files: CheckpointFiles): RunConfig {
  let parsed: unknown;
  try {
    parsed = JSON.parse(files.config);
  } catch {
    throw new RetrogradError(
      'bad-checkpoint',
      sentence`config.json in the checkpoint is not JSON: the file is damaged, choose another.`,
    );
  }
  return readConfig(parsed);
}
