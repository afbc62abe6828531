/** The retriever of a checkpoint alone, as snapshots for the ONNX embedder: nothing is opened or trained. */
import type { EmbedderSnapshot } from '../../models/config.ts';
import { retrieverPrefixes } from '../../models/retriever.ts';
import { badCheckpoint } from '../../run/checkpoint.ts';
import type { Side } from '../../run/embedding.ts';
import type { PreparedCorpus } from '../../run/prepare.ts';
import type { CheckpointFiles } from '../../run/records.ts';
import { readSafetensors } from '../../run/safetensors.ts';
import { sentence } from '../../util/sentence.ts';
import { modelConfig } from './model-shapes.ts';
import type { RealmConfig } from './settings.ts';

export interface SavedRetriever {
  /** The longest sequence that it can embed, if its positions are learned: texts of another corpus are cut to it. */
  longest?: number;
  /** For a corpus that was prepared with the checkpoint's tokenizer. With pooling `idf` the weights of tokens are those of this corpus. */
  embedders(prepared: PreparedCorpus): Record<Side, EmbedderSnapshot>;
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
