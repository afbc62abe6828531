/** What is checked before a run goes on from a checkpoint: that its settings are those the saved state depends on. */
import { checkResume } from '../run/checkpoint.ts';
import type { CheckpointFiles, RunConfig } from '../run/records.ts';
import type { System } from '../run/system.ts';
import { readConfig } from '../systems/presets.ts';
import { RetrogradError } from '../util/errors.ts';

/** Throws `bad-checkpoint` where `config.json` is damaged, `bad-option` where `config` differs in a setting that must stay. */
export function checkCheckpoint(system: System, { config: saved }: CheckpointFiles, config: RunConfig): void {
  checkResume(system.settings, readConfig(parse(saved)), config);
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch (cause) {
    throw new RetrogradError('bad-checkpoint', 'config.json is not JSON: choose another checkpoint.', { cause });
  }
}
