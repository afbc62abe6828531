/** The recordings that come with the playground, in `public/recordings`, and the checkpoints from which a person may go on. */
import type { CheckpointFiles, RunConfig } from '../run/records.ts';
import { changedKeys, settingsOf } from '../run/settings.ts';
import { keysUnlikeInit, presets } from '../systems/presets.ts';
import { systemOf } from '../systems/registry.ts';
import { RetrogradError } from '../util/errors.ts';
import { loadPart } from '../util/load-part.ts';
import { sentence } from '../util/sentence.ts';
import { readShipped } from '../util/shipped-file.ts';
import { configOfCheckpoint } from './checkpoint-config.ts';
import { checkpointReader } from './checkpoint-reader.ts';
import type { StartOfRun } from './kept-runs.ts';
import { measurementsUpTo } from './measurements.ts';
import { fetchRecording, type Recording } from './recording.ts';
import type { Session } from './session.ts';

/** What a first visit sees. `npm run record -- --preset bios-2l --out … --checkpoint …` made it. */
const firstSeen = 'bios-2l';

const address = (file: string) => new URL(`recordings/${file}`, document.baseURI).href;

/** What lessons show: the simplest run, in one language. */
const ofLessons = 'bios';

export const fetchFirstSeen = (): Promise<Recording> => fetchShipped(firstSeen);
export const isFirstSeen = ({ run }: Recording): boolean => run.config.preset === firstSeen;
export const fetchOfLessons = (): Promise<Recording> => fetchShipped(ofLessons);

/** A recording by its name. Throws `network-failed`, and `part-missing` if the file is damaged. */
export function fetchShipped(name: string): Promise<Recording> {
  return fetchRecording(address(`${name}.recording`));
}

/** What was requested last in a session. */
const requests = new WeakMap<Session, Promise<Recording>>();

/**
 * Opens another run where the checkpoint of a recorded one was written, with what was measured up to it. Throws `network-failed` or `part-missing`;
 * then what is open stays. So it does, and the result is false, if another recording was requested or another run opened while the files came.
 *
 * @param name of both files; that of the run's preset by default
 */
export async function openRecorded(
  session: Session,
  recording: Recording | Promise<Recording>,
  name?: string,
): Promise<boolean> {
  const coming = name === undefined ? null : fetchCheckpoint(name);
  // what fails is told once, by the line below
  coming?.catch(() => {});
  const request = Promise.resolve(recording);
  requests.set(session, request);
  session.client.warm();
  const before = session.state.info?.runId;
  const { all, run } = await request;
  const files = await (coming ?? fetchCheckpoint(run.config.preset));
  const { readState } = await checkpointReader();
  const { config, state } = readShipped(fileOf(name ?? run.config.preset), () => ({
    config: configOfCheckpoint(files),
    state: readState(files),
  }));
  const now = session.state.info?.runId;
  if (requests.get(session) !== request || (now !== undefined && now !== before)) return false;
  return session.openFrom(files, config, measurementsUpTo(all, run, state));
}

/**
 * Where a new run of a configuration begins by its preset: a checkpoint, or the models of another run; null if its preset has neither. Throws, with the reason, if
 * that is not possible: `bad-option` if a setting was changed on which the file depends, `network-failed` if it did not come, `part-missing` if it is damaged.
 */
export async function startOfPreset(config: RunConfig): Promise<StartOfRun | null> {
  const { warmStart, init } = presets.find(({ name }) => name === config.preset) ?? {};
  const file = warmStart ?? init;
  if (file === undefined) return null;
  const files = await fetchCheckpoint(file);
  const { settings } = systemOf(config);
  const saved = readShipped(fileOf(file), () => configOfCheckpoint(files));
  if (warmStart !== undefined) {
    const of = settingsOf(settings);
    const changed = changedKeys(settings, saved, config).filter((key) => !of.get(key)!.resumable);
    if (changed.length === 0) return { checkpoint: files, asNew: true };
    throw new RetrogradError(
      'bad-option',
      sentence`This run trains from its first phase on, which takes longer: the checkpoint from which its preset begins was made with another ${changed.join(', ')}.`,
    );
  }
  const changed = keysUnlikeInit(config, saved);
  if (changed.length === 0) return { init: files };
  throw new RetrogradError(
    'bad-option',
    sentence`This run does not begin with the models of its preset: they were made with another ${changed.join(', ')}.`,
  );
}

const fileOf = (run: string) => `${run}.zip`;

async function fetchCheckpoint(run: string): Promise<CheckpointFiles> {
  const name = fileOf(run);
  const response = await fetch(address(name)).catch(() => null);
  // the connection may end before the file does
  const bytes = response?.ok ? await response.arrayBuffer().catch(() => null) : null;
  if (!bytes) {
    throw new RetrogradError(
      'network-failed',
      sentence`The checkpoint ${name} that comes with the page could not be loaded (${response && !response.ok ? response.status : sentence`no answer`}): reload the page to try again.`,
    );
  }
  const { unpackCheckpoint } = await loadPart(() => import('./checkpoint-zip.ts'));
  return readShipped(name, () => unpackCheckpoint(name, new Uint8Array(bytes)));
}
