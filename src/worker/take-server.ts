/** What the take worker does: a checkpoint and its corpus to one archive. */
import { loadSystems, systemOf } from '../systems/registry.ts';
import { RetrogradError, toErrorReport } from '../util/errors.ts';
import { sentence } from '../util/sentence.ts';
import { ZipWriter } from '../util/zip-writer.ts';
import { loadCorpus } from './load-corpus.ts';
import type { Reply } from './questions.ts';
import { checkCheckpoint } from './resume.ts';
import type { TakeAnswer, TakeQuery, TakeRequest } from './take-messages.ts';

/** Answers with the archive, or refuses: `bad-option` if runs of this system cannot be taken along, `storage-full` if it gets too large. */
export async function serveTake({ id, query }: TakeRequest, post: (reply: Reply) => void): Promise<void> {
  try {
    const onProgress = (stage: string, done: number, total: number) =>
      post({ type: 'progress', id, stage, done, total });
    post({ type: 'answer', id, answer: await takeAlong(query, onProgress) });
  } catch (error) {
    post({ type: 'refusal', id, error: toErrorReport(error instanceof RangeError ? tooLarge(error) : error) });
  }
}

/** A typed array or an archive that cannot be made any larger. */
function tooLarge(cause: RangeError): RetrogradError {
  return new RetrogradError(
    'storage-full',
    sentence`The archive got too large (${cause.message}). Take a smaller corpus along, or use the checkpoint alone.`,
    { cause },
  );
}

async function takeAlong(
  { config, checkpoint, corpus }: TakeQuery,
  onProgress: (stage: string, done: number, total: number) => void,
): Promise<TakeAnswer> {
  await loadSystems();
  const system = systemOf(config);
  if (!system.takeAlong) {
    throw new RetrogradError(
      'bad-option',
      sentence`Runs of ${system.id} cannot be taken along yet: save a checkpoint.`,
    );
  }
  checkCheckpoint(system, checkpoint, config);
  const zip = new ZipWriter();
  await system.takeAlong({ config, checkpoint, corpus: corpus ?? (await loadCorpus(config)), zip, onProgress });
  return { zip: zip.end() };
}
