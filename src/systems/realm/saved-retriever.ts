/** The retriever of a checkpoint alone, as snapshots for the ONNX embedder: nothing is opened or trained. */
import type { EmbedderSnapshot } from '../../models/config.ts';
import { retrieverPrefixes } from '../../models/retriever.ts';
import { badCheckpoint } from '../../run/checkpoint.ts';
import type { Side } from '../../run/embedding.ts';
import type { PreparedCorpus } from '../../run/prepare.ts';
import type { CheckpointFiles, RunConfig } from '../../run/records.ts';
import { readSafetensors, writeSafetensors } from '../../run/safetensors.ts';
import { RetrogradError } from '../../util/errors.ts';
import { sentence } from '../../util/sentence.ts';
import { modelConfig } from './model-shapes.ts';
import type { RealmConfig } from './settings.ts';

export interface SavedRetriever {
  /** The longest sequence that it can embed, if its positions are learned: texts of another corpus are cut to it. */
  longest?: number;
  /** For a corpus that was prepared with the checkpoint's tokenizer. With pooling `idf` the weights of tokens are those of this corpus. */
  embedders(prepared: PreparedCorpus): Record<Side, EmbedderSnapshot>;
}

/** Only a REALM run has a retriever that another run can open. Throws `bad-option` for one of another system. */
export function checkRealm(system: unknown): void {
  if (system === 'realm') return;
  throw new RetrogradError(
    'bad-option',
    sentence`A run of ${String(system)} cannot stand beside this one: choose a saved run of REALM.`,
  );
}

/**
 * A checkpoint of REALM without reader and moments: what `savedRetriever` needs of it. Throws `bad-option` for one of another system, and
 * `bad-checkpoint` if its weights are damaged.
 */
export function retrieverAlone(files: CheckpointFiles, { system }: Pick<RunConfig, 'system'>): CheckpointFiles {
  checkRealm(system);
  const { tensors, metadata } = readSafetensors(files.weights);
  const own = new Map([...tensors].filter(([name]) => name.startsWith('retriever.')));
  return { ...files, weights: writeSafetensors({ tensors: own, metadata }) };
}

/** Throws `bad-checkpoint` if the weights are damaged or hold no retriever. */
export function savedRetriever({ weights }: Pick<CheckpointFiles, 'weights'>, config: RealmConfig): SavedRetriever {
  const { tensors } = readSafetensors(weights);
  const prefixes = retrieverPrefixes(config.retriever.separate);
  const parametersOf = (side: Side): EmbedderSnapshot['parameters'] => {
    const prefix = prefixes[side];
    const own = [...tensors].filter(([name]) => name.startsWith(prefix));
    if (own.length === 0) throw badCheckpoint(sentence`model.safetensors: there is no tensor ${prefix}${'tokens'}.`);
    return Object.fromEntries(own.map(([name, tensor]) => [name.slice(prefix.length), tensor]));
  };
  const parameters = { query: parametersOf('query'), document: parametersOf('document') };
  const longest = parameters.document.positions?.shape[0];
  return {
    longest,
    embedders(prepared) {
      const { embedder } = modelConfig(config, prepared);
      const snapshot = (side: Side): EmbedderSnapshot => ({
        config: { ...embedder, maxLength: longest ?? embedder.maxLength },
        parameters: parameters[side],
        ...(embedder.pooling === 'idf' && { idf: prepared.idf }),
      });
      return { query: snapshot('query'), document: snapshot('document') };
    },
  };
}
