/** The recordings that come with the playground, in `public/recordings`, and the checkpoints from which a person may go on. */
import { checkResume } from '../run/checkpoint.ts';
import type { CheckpointFiles, RunConfig } from '../run/records.ts';
import { presets } from '../systems/presets.ts';
import { systemOf } from '../systems/registry.ts';
import { RetrogradError } from '../util/errors.ts';
import { configOfCheckpoint, unpackCheckpoint } from './checkpoint-zip.ts';
import { fetchRecording, type Recording } from './recording.ts';

/** What a first visit sees. `npm run record -- --preset bios --out … --checkpoint …` made it. */
const firstSeen = 'bios';

const address = (file: string) => new URL(`recordings/${file}`, document.baseURI).href;

export function fetchFirstSeen(): Promise<Recording> {
  return fetchRecording(address(`${firstSeen}.recording`));
}

/** The checkpoint at the start of the last phase of a recorded run. Throws `network-failed` or `bad-checkpoint`. */
export function fetchCheckpointOf({ run }: Recording): Promise<CheckpointFiles> {
  return fetchCheckpoint(run.config.preset);
}

/**
 * The checkpoint from which a new run of a configuration begins. Null if its preset has none, or if a setting was changed on which the checkpoint
 * depends: then the run begins at its first phase.
 */
export async function startOfPreset(config: RunConfig): Promise<CheckpointFiles | null> {
  const warmStart = presets.find(({ name }) => name === config.preset)?.warmStart;
  if (warmStart === undefined) return null;
  try {
    const files = await fetchCheckpoint(warmStart);
    checkResume(systemOf(config).settings, configOfCheckpoint(files), config);
    return files;
  } catch {
    return null;
  }
}

async function fetchCheckpoint(run: string): Promise<CheckpointFiles> {
  const name = `${run}.zip`;
  const response = await fetch(address(name));
  if (!response.ok) {
    throw new RetrogradError(
      'network-failed',
      `The checkpoint of the recording could not be loaded (${response.status}): reload the page.`,
    );
  }
  return unpackCheckpoint(name, new Uint8Array(await response.arrayBuffer()));
}
