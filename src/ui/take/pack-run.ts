/** Packs the open run and hands the zip to the user. */
import type { TakeProgress } from '../../run/take.ts';
import { RetrogradError } from '../../util/errors.ts';
import { sentence } from '../../util/sentence.ts';
import { packTake } from '../../worker/take-client.ts';
import type { Workbench } from '../context.ts';
import { saveBlob } from '../files.ts';

/** A file that the user chose to write to (File System Access API); a full disk and a refusal are then told. */
interface ChosenFile {
  name: string;
  createWritable(): Promise<WritableStream>;
}

type SavePicker = (options: { suggestedName: string }) => Promise<ChosenFile>;

/**
 * Returns the name of the file; null if the user chose none. It must be called while a press is handled, because a browser that lets the user choose the
 * file asks at once.
 *
 * @throws RetrogradError as `packTake` does; `storage-full` if the file could not be written
 */
export async function packShown(
  { session, library }: Pick<Workbench, 'session' | 'library'>,
  onProgress: TakeProgress,
  signal: AbortSignal,
): Promise<string | null> {
  const { info, now } = session.state;
  if (!info) return null;
  const { config } = info;
  const suggested = `retrograd-${config.preset}-${now?.phase ?? 'start'}-${now?.step ?? 0}-take.zip`;
  const pick = (window as { showSaveFilePicker?: SavePicker }).showSaveFilePicker;
  let chosen: ChosenFile | undefined;
  try {
    chosen = await pick?.call(window, { suggestedName: suggested });
  } catch (error) {
    if ((error as Error).name === 'AbortError') return null;
    // the browser does not let this page ask, e.g. in a frame: a download then
  }
  const [checkpoint, corpus] = await Promise.all([session.client.checkpoint(), library.load(config.corpus)]);
  const query = { config, checkpoint, ...(corpus && { corpus }) };
  const zip = await packTake(query, (done, total, stage) => void onProgress(stage, done, total), signal);
  await onProgress('saving', 0, 0);
  if (!chosen) {
    saveBlob(suggested, zip);
    return suggested;
  }
  try {
    await zip.stream().pipeTo(await chosen.createWritable(), { signal });
  } catch (cause) {
    throw new RetrogradError(
      'storage-full',
      sentence`${chosen.name} could not be written (${(cause as Error).message}): make room, or choose another place.`,
      { cause },
    );
  }
  return chosen.name;
}
