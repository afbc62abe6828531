/** Tiny sequence-to-sequence models and their inputs, for tests. */
import { Prng } from '../util/prng.ts';
import type { EncoderDecoderConfig } from './encoder-decoder.ts';
import type { PairShape } from './pairs.ts';
import type { Seq2SeqConfig } from './seq2seq.ts';

export const tinySeq2Seq: Seq2SeqConfig = { vocabularySize: 9, width: 8, attention: 'dot' };

/** Two layers, and sources and targets of up to 5 tokens; larger weights than in training, so that gradients are not all tiny. */
export const tinyEncoderDecoder: EncoderDecoderConfig = {
  ...{ vocabularySize: 9, maxLength: 5, width: 8, layers: 2, heads: 2, initialStd: 0.4, initialPositions: 'sinusoids' },
};

/** Pairs of random tokens; row r has r + 1 tokens in its source and as many in its target, as far as there is room. */
export function pairFeeds(
  { vocabularySize }: Pick<Seq2SeqConfig, 'vocabularySize'>,
  { rows, source, target }: PairShape,
  seed: number,
) {
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
