/** What a system needs to write a run as files for other software, and the files that all of them write. */
import type { Corpus } from '../text/corpus/corpus.ts';
import { corpusToFiles } from '../text/corpus/format.ts';
import { tokenizerConfig } from '../text/tokenizer/tokenizer-json.ts';
import { sentence } from '../util/sentence.ts';
import type { ZipWriter } from '../util/zip-writer.ts';
import { badCheckpoint, readState } from './checkpoint.ts';
import { type CheckpointFiles, checkpointFolder, type Moment, type RunConfig } from './records.ts';
import { type SafetensorsFile, writeSafetensors } from './safetensors.ts';

/** `stage` is a code: those of `PrepareProgress`, and `embedding-documents`, `building-index`, `writing-files`. */
export type TakeProgress = (stage: string, done: number, total: number) => void | Promise<void>;

export interface TakeContext<C extends RunConfig = RunConfig> {
  config: C;
  corpus: Corpus;
  checkpoint: CheckpointFiles;
  zip: ZipWriter;
  onProgress: TakeProgress;
}

/** The largest difference from the numbers of `expected.json` that is rounding. */
export const tolerance = 1e-4;

/** Throws `bad-checkpoint` if the checkpoint was made with another corpus than the one of this fingerprint. */
export function checkSameCorpus(
  { checkpoint, corpus }: Pick<TakeContext, 'checkpoint' | 'corpus'>,
  fingerprint: string,
): void {
  if (fingerprint !== readState(checkpoint).corpus) {
    throw badCheckpoint(sentence`The checkpoint was made with other documents than ${corpus.manifest.title} has.`);
  }
}

/** Checkpoint and corpus: the first files of an archive, so that what reads it from its beginning finds them at once. */
export async function addRun({ checkpoint, corpus, zip, onProgress }: Omit<TakeContext, 'config'>): Promise<void> {
  await onProgress('writing-files', 0, 1);
  zip.add(`${checkpointFolder}/model.safetensors`, new Uint8Array(checkpoint.weights));
  zip.add(`${checkpointFolder}/config.json`, checkpoint.config);
  zip.add(`${checkpointFolder}/tokenizer.json`, checkpoint.tokenizer);
  for (const [name, bytes] of corpusToFiles(corpus)) zip.add(name, bytes, { compressed: true });
}

/** A folder `model` with weights, tokenizer and what a program must know of both. */
export function addModel(
  { checkpoint, zip }: Pick<TakeContext, 'checkpoint' | 'zip'>,
  tensors: SafetensorsFile['tensors'],
  config: object,
): void {
  zip.add('model/model.safetensors', new Uint8Array(writeSafetensors({ tensors, metadata: { format: 'pt' } })));
  zip.add('model/config.json', json(config));
  zip.add('model/tokenizer.json', checkpoint.tokenizer);
  zip.add('model/tokenizer_config.json', json(tokenizerConfig));
}

/** Which run was taken along, and when. */
export interface TakenRun extends Moment {
  preset: string;
  seed: number;
}

/** `take.json`, by which the page knows such an archive: which run it is, and what else a system says. */
export function describeTake(
  { config, checkpoint }: Pick<TakeContext, 'config' | 'checkpoint'>,
  format: string,
): { format: string; run: TakenRun } {
  const { phase, step } = readState(checkpoint);
  return { format, run: { preset: config.preset, seed: config.seed, phase, step } };
}

export const json = (value: unknown): string => JSON.stringify(value, null, 1);
