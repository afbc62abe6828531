/** What a system needs to write a run as files for other software. */
import type { Corpus } from '../text/corpus/corpus.ts';
import type { ZipWriter } from '../util/zip-writer.ts';
import type { CheckpointFiles, RunConfig } from './records.ts';

/** `stage` is a code: those of `PrepareProgress`, and `embedding-documents`, `building-index`, `writing-files`. */
export type TakeProgress = (stage: string, done: number, total: number) => void | Promise<void>;

export interface TakeContext<C extends RunConfig = RunConfig> {
  config: C;
  corpus: Corpus;
  checkpoint: CheckpointFiles;
  zip: ZipWriter;
  onProgress: TakeProgress;
}

/** The folder of the checkpoint in the archive: the whole state of the run, with which it goes on bit for bit. */
export const checkpointFolder = 'checkpoint';
