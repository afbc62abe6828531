/** The models' fixed sizes, from the configuration and from what occurs in the corpus. */
import type { ModelConfig } from '../../models/realm.ts';
import { scoreFactor } from '../../models/retriever.ts';
import type { PreparedCorpus } from '../../run/prepare.ts';
import type { RunConfig } from './config.ts';

/**
 * Lengths in tokens that the reader's plans are made for, shortest first: the longest row there can be, and a shorter length where that
 * saves work. A batch goes as far as its longest row, so of `rows` rows drawn from the corpus all are as short as T with probability F(T)^rows;
 * T is the multiple of four with the least expected length, taken where it saves a twentieth.
 */
export function readerLengths(prepared: PreparedCorpus, rows: number): number[] {
  const longest = prepared.lengths.joint;
  const share = (lengths: readonly number[]) => {
    const shares = new Float64Array(longest + 1);
    for (const length of lengths) shares[length]! += 1 / lengths.length;
    return shares;
  };
  const sentences = share(prepared.sentences.map(({ ids }) => ids.length));
  const bodies = share(prepared.blocks.map(({ body }) => body.length));
  const joined = new Float64Array(longest + 1);
  sentences.forEach((p, s) => {
    for (let b = 0; p > 0 && s + b + 3 <= longest; b++) joined[s + b + 3]! += p * bodies[b]!;
  });
  let best = { length: longest, expected: 0.95 * longest };
  let within = 0;
  for (let length = 0; length < longest; length++) {
    within += joined[length]!;
    if (length % 4 !== 0) continue;
    const all = within ** rows;
    const expected = all * length + (1 - all) * longest;
    if (expected <= best.expected) best = { length, expected };
  }
  return best.length < longest ? [best.length, longest] : [longest];
}

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
