/** The contract between the page (or the command line) and the take worker, which packs one run and is then terminated. */
import type { CheckpointFiles, RunConfig } from '../run/records.ts';
import type { Corpus } from '../text/corpus/corpus.ts';

export interface TakeQuery {
  config: RunConfig;
  checkpoint: CheckpointFiles;
  /** Absent: the corpus is one of those that come with the playground. */
  corpus?: Corpus;
}

export interface TakeAnswer {
  zip: Blob;
}

export interface TakeRequest {
  id: number;
  query: TakeQuery;
}
