/** The check before a run is resumed from a checkpoint: the settings on which the saved state depends must not have changed. */
import { checkResume } from '../run/checkpoint.ts';
import type { CheckpointFiles, RunConfig } from '../run/records.ts';
import type { System } from '../run/system.ts';
import { readConfig } from '../systems/presets.ts';
import { RetrogradError } from '../util/errors.ts';
import { sentence } from '../util/sentence.ts';

/** Throws `bad-checkpoint` if `config.json` is damaged, and `bad-option` if `config` differs in a setting that must not change. */
export function checkCheckpoint(system: System, { config: saved }: CheckpointFiles, config: RunConfig): void {
  checkResume(system.settings, readConfig(parse(saved)), config);
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch (cause) {
    throw new RetrogradError('bad-checkpoint', sentence`config.json is not JSON: choose another checkpoint.`, {
      cause,
    });
  }
}
