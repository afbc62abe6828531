/** Checkpoints made of others: parameters of several runs, at the beginning of the last phase. */
import { isMoment } from '../run/checkpoint.ts';
import type { CheckpointFiles, RunConfig } from '../run/records.ts';
import { readSafetensors, writeSafetensors } from '../run/safetensors.ts';
import { systemOf } from '../systems/registry.ts';
import { RetrogradError } from '../util/errors.ts';
import { sentence } from '../util/sentence.ts';

export interface Composition {
  /** Whose state, tokenizer and parameters are taken. */
  base: CheckpointFiles;
  /** Checkpoints by the prefix of the parameters that are theirs instead. */
  groups: Readonly<Record<string, CheckpointFiles>>;
  /** Fingerprint of the corpus that the checkpoint is opened with, if it is not that of the base. */
  corpus?: string;
  config: RunConfig;
}

/**
 * The checkpoint of a run that has not begun its last phase: the moments of all parameters are zero, as at the first step of every phase. What the system has
 * kept beside parameters, such as a snapshot of its index, is left out, so that it is made again.
 *
 * @throws RetrogradError `bad-checkpoint` if a checkpoint lacks a parameter, or has it in another shape
 */
export function composeCheckpoint({ base, groups, corpus, config }: Composition): CheckpointFiles {
  const { tensors, metadata } = readSafetensors(base.weights);
  const state: { arrays: string[]; system?: object } = JSON.parse(metadata.state!);
  const kept = new Map([...tensors].filter(([name]) => !state.arrays.some((array) => name.startsWith(`${array}/`))));
  for (const [name, { shape, data }] of kept) {
    if (isMoment(name)) kept.set(name, { shape, data: new Float32Array(data.length) });
  }
  for (const [prefix, { weights }] of Object.entries(groups)) {
    const lent = readSafetensors(weights).tensors;
    for (const name of kept.keys()) {
      if (!name.startsWith(prefix)) continue;
      const tensor = lent.get(name);
      if (tensor?.shape.join() !== kept.get(name)!.shape.join()) {
        throw new RetrogradError(
          'bad-checkpoint',
          sentence`The checkpoints do not go together: ${name} is missing in one of them, or has another shape.`,
        );
      }
      kept.set(name, tensor!);
    }
  }
  const begun = {
    ...state,
    phase: systemOf(config).phases(config).at(-1)!.id,
    step: 0,
    arrays: [],
    ...(corpus !== undefined && { corpus }),
    ...(state.system && { system: Object.fromEntries(Object.keys(state.system).map((key) => [key, null])) }),
  };
  return {
    weights: writeSafetensors({ tensors: kept, metadata: { ...metadata, state: JSON.stringify(begun) } }),
    config: JSON.stringify(config, null, 2),
    tokenizer: base.tokenizer,
  };
}
