/** The recordings that come with the playground, in `public/recordings`, and the checkpoints from which a person may go on. */
import type { CheckpointFiles, RunConfig } from '../run/records.ts';
import { changedKeys, settingsOf } from '../run/settings.ts';
import { presets } from '../systems/presets.ts';
import { systemOf } from '../systems/registry.ts';
import { RetrogradError } from '../util/errors.ts';
import { loadPart } from '../util/load-part.ts';
import { sentence } from '../util/sentence.ts';
import { configOfCheckpoint } from './checkpoint-config.ts';
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
 * The checkpoint from which a new run of a configuration begins; null if its preset has none. Throws, with the reason, if the run begins at its first
 * phase all the same: `bad-option` if a setting was changed on which the checkpoint depends, `network-failed` if it did not come.
 */
export async function startOfPreset(config: RunConfig): Promise<CheckpointFiles | null> {
  const warmStart = presets.find(({ name }) => name === config.preset)?.warmStart;
  if (warmStart === undefined) return null;
  const files = await fetchCheckpoint(warmStart);
  const table = systemOf(config).settings;
  const settings = settingsOf(table);
  const changed = changedKeys(table, configOfCheckpoint(files), config).filter((key) => !settings.get(key)!.resumable);
  if (changed.length === 0) return files;
  throw new RetrogradError(
    'bad-option',
    sentence`This run trains from its first phase on, which takes longer: the checkpoint from which its preset begins was made with another ${changed.join(', ')}.`,
  );
}

async function fetchCheckpoint(run: string): Promise<CheckpointFiles> {
  const name = `${run}.zip`;
  const response = await fetch(address(name)).catch(() => null);
  if (!response?.ok) {
    throw new RetrogradError(
      'network-failed',
      sentence`The checkpoint ${name} that comes with the page could not be loaded (${response?.status ?? 'no answer'}): reload the page to try again.`,
    );
  }
  const { unpackCheckpoint } = await loadPart(() => import('./checkpoint-zip.ts'));
  return unpackCheckpoint(name, new Uint8Array(await response.arrayBuffer()));
}
