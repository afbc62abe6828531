/** The models' fixed sizes, from the configuration and from what occurs in the corpus. */
import type { ModelConfig } from '../../models/realm.ts';
import { scoreFactor } from '../../models/retriever.ts';
import type { PreparedCorpus } from '../../run/prepare.ts';
import { joinedExtra, queryExtra } from '../../run/sequences.ts';
import type { RealmConfig } from './settings.ts';

/**
 * Lengths in tokens that the reader's plans are made for, shortest first: the longest row there can be, and a shorter length where that
 * saves work. All rows of a batch are padded to its longest row. Of `rows` rows drawn from the corpus all are at most T long with probability
 * F(T)^rows. T is the multiple of four with the smallest expected length; it is used where it saves a twentieth.
 */
export function readerLengths(prepared: PreparedCorpus, rows: number): number[] {
  const longest = prepared.lengths.joined;
  const share = (lengths: readonly number[]) => {
    const shares = new Float64Array(longest + 1);
    for (const length of lengths) shares[length]! += 1 / lengths.length;
    return shares;
  };
  const sentences = share(prepared.sentences.map(({ ids }) => ids.length));
  const bodies = share(prepared.blocks.map(({ body }) => body.length));
  const joined = new Float64Array(longest + 1);
  sentences.forEach((p, s) => {
    for (let b = 0; p > 0 && s + b + joinedExtra <= longest; b++) joined[s + b + joinedExtra]! += p * bodies[b]!;
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

/** The first of rising lengths that is at least as long as every row; the last where none is. */
export function fittingLength(lengths: readonly number[], rows: readonly number[]): number {
  return lengths.find((length) => rows.every((row) => row <= length)) ?? lengths.at(-1)!;
}

/** Sizes of retriever and reader for a corpus. */
export function modelConfig(config: RealmConfig, { vocabularySize, lengths, tokenizer }: PreparedCorpus): ModelConfig {
  const { retriever, reader, realm, masking, evaluation, transformer } = config;
  const { width, layers, heads, projection, pooling, positions, directPath, segments, pooler } = retriever;
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
      pooler,
      ...(segments && { segments: { separator: tokenizer.special.sep } }),
      ...transformer,
    },
    initial: { initialStd: retriever.initialStd, orthogonalProjection: retriever.orthogonalProjection },
    separate: retriever.separate,
    reader: { vocabularySize, maxLength: lengths.joined, ...reader, ...transformer },
    lengths: { query: lengths.query, document: lengths.document },
    // evaluation masks the same spans whatever training masks
    masks: Math.max(
      masking.maxTokens,
      evaluation.maxTokens,
      masking.strategy === 'uniform' ? Math.round(masking.uniformRate * (lengths.query - queryExtra)) : 0,
    ),
    scoreFactor: scoreFactor(realm.scoreScale, projection, realm.temperature),
    dropout: { retriever: retriever.dropout, reader: reader.dropout },
  };
}
