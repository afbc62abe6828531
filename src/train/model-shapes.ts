/** The models' fixed sizes, from the configuration and from what occurs in the corpus. */
import type { ModelConfig } from '../models/realm.ts';
import { scoreFactor } from '../models/retriever.ts';
import type { RunConfig } from './config.ts';
import type { PreparedCorpus } from './prepare.ts';

export function modelConfig(config: RunConfig, { vocabularySize, lengths }: PreparedCorpus): ModelConfig {
  const { retriever, reader, realm, masking } = config;
  const { width, layers, heads, projection, pooling, positions, directPath } = retriever;
  return {
    embedder: {
      vocabularySize,
      maxLength: Math.max(lengths.query, lengths.document),
      width,
      layers,
      heads,
      projection,
      pooling,
      positions,
      directPath,
    },
    initial: { initialStd: retriever.initialStd, orthogonalProjection: retriever.orthogonalProjection },
    separate: retriever.separate,
    reader: { vocabularySize, maxLength: lengths.joint, ...reader },
    lengths: { query: lengths.query, document: lengths.document },
    // evaluation masks spans whatever training masks
    masks: Math.max(
      masking.maxTokens,
      masking.strategy === 'uniform' ? Math.round(masking.uniformRate * (lengths.query - 2)) : 0,
    ),
    scoreFactor: scoreFactor(realm.scoreScale, projection, realm.temperature),
  };
}
