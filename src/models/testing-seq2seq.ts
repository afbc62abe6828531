/** Tiny sequence-to-sequence models and their inputs, for tests. */
import { Prng } from '../util/prng.ts';
import type { Seq2SeqConfig, Seq2SeqShape } from './seq2seq.ts';

export const tinySeq2Seq: Seq2SeqConfig = { vocabularySize: 9, width: 8, attention: 'dot' };

/** Pairs of random tokens; row r has r + 1 tokens in its source and as many in its target, as far as there is room. */
export function seq2seqFeeds({ vocabularySize }: Seq2SeqConfig, { rows, source, target }: Seq2SeqShape, seed: number) {
  const prng = new Prng(seed);
  const token = () => 1 + prng.int(vocabularySize - 1);
  const feeds = {
    source: new Uint32Array(rows * source),
    sourceLengths: new Uint32Array(rows),
    prefix: new Uint32Array(rows * target),
    prefixLengths: new Uint32Array(rows),
    targets: new Uint32Array(rows * target).fill(vocabularySize),
    weights: new Float32Array(rows * target),
  };
  for (let r = 0; r < rows; r++) {
    feeds.sourceLengths[r] = Math.min(source, r + 1);
    feeds.prefixLengths[r] = Math.min(target, r + 1);
    for (let j = 0; j < feeds.sourceLengths[r]!; j++) feeds.source[r * source + j] = token();
    for (let i = 0; i < feeds.prefixLengths[r]!; i++) {
      feeds.prefix[r * target + i] = token();
      feeds.targets[r * target + i] = token();
      feeds.weights[r * target + i] = 0.1;
    }
  }
  return feeds;
}
