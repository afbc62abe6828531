/** The models with which a run of a preset begins: those of another run, which come with the playground. */
import { join } from 'node:path';
import type { CheckpointFiles, RunConfig } from '../src/run/records.ts';
import { configOfCheckpoint } from '../src/state/checkpoint-config.ts';
import { keysUnlikeInit, presets } from '../src/systems/presets.ts';
import { readCheckpoint } from './checkpoint-folder.ts';

/** Undefined for a preset whose runs begin with models of their own, and for settings that such models do not fit, e.g. `qa.init=ict`. */
export function initOfPreset(config: RunConfig): CheckpointFiles | undefined {
  const name = presets.find((preset) => preset.name === config.preset)?.init;
  if (name === undefined) return undefined;
  const files = readCheckpoint(join('public', 'recordings', `${name}.zip`))!;
  return keysUnlikeInit(config, configOfCheckpoint(files)).length === 0 ? files : undefined;
}
