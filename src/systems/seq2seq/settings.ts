/** All settings of a sequence-to-sequence run: one table with defaults, valid values and meanings. */
import { maxBatch, maxSteps, optimiserSettings, pairsSettings, runSettings } from '../../run/common-settings.ts';
import { type ConfigOf, choice, integer, number, resumable } from '../../run/settings.ts';
import { type Sentence, sentence } from '../../util/sentence.ts';

/** How a transformer is told where tokens stand. */
export const positionKinds = ['from-sinusoids', 'sinusoids', 'learned', 'none'] as const;
export type PositionKind = (typeof positionKinds)[number];

export const seq2seqSettings = {
  ...runSettings('seq2seq', 'seq2seq', 'pairs'),
  pairs: pairsSettings,
  optimiser: optimiserSettings,
  seq2seq: {
    model: choice('gru', ['gru', 'transformer'], 'encoder and decoder: recurrent networks (GRU), or a transformer'),
    attention: choice(
      'dot',
      ['dot', 'none'],
      'how the decoder of a GRU sees the source: by attention at every step (dot), or by one fixed vector (none)',
    ),
    steps: resumable(integer(750, 1, maxSteps, 'steps')),
    batch: integer(64, 1, maxBatch, 'pairs per step'),
    learningRate: resumable(number(3e-3, 0, 1, 'peak learning rate')),
    warmupSteps: resumable(
      integer(50, 0, maxSteps, 'steps over which the learning rate rises; then it falls to a tenth'),
    ),
    width: integer(64, 4, 1024, 'units of each GRU, or width of the transformer; a multiple of 4'),
    layers: integer(1, 1, 24, 'layers of a transformer: of its encoder and of its decoder'),
    heads: integer(4, 1, 64, 'attention heads of a transformer'),
    positions: choice(
      'from-sinusoids',
      positionKinds,
      'positions of a transformer: a table that begins as sinusoids and is trained, sinusoids that are not trained, a table that begins at random and is trained (learned), or none',
    ),
    // as measured (docs/BASICS.md); GLM's transformer does not learn from .02 at this size
    initialStd: number(0.08, 1e-4, 1, 'standard deviation of weights and embeddings of a transformer at the start'),
  },
  evaluation: {
    every: resumable(integer(75, 1, maxSteps, 'steps between evaluations')),
    pairs: resumable(integer(32, 1, 10_000, 'held-out pairs that are evaluated: of each length, where it is drawn')),
  },
};

export type Seq2SeqRunConfig = ConfigOf<typeof seq2seqSettings>;

/** Conflicts between settings, one sentence each; empty if the configuration is valid. */
export function seq2seqConflicts({ seq2seq, corpus }: Seq2SeqRunConfig): Sentence[] {
  const found: Sentence[] = [];
  if (seq2seq.width % 4 !== 0) {
    found.push(sentence`seq2seq.width (${seq2seq.width}) must be a multiple of 4.`);
  }
  if (seq2seq.model === 'transformer') {
    const { width, heads } = seq2seq;
    if (width % (4 * heads) !== 0) {
      found.push(sentence`seq2seq.width (${width}) must be a multiple of 4 · seq2seq.heads (${heads}).`);
    }
    if (seq2seq.attention === 'none') {
      found.push(sentence`A transformer has no fixed vector: seq2seq.attention must be dot.`);
    }
  } else if (seq2seq.positions !== 'from-sinusoids') {
    found.push(sentence`A GRU has no table of positions: with seq2seq.positions choose seq2seq.model=transformer.`);
  }
  if (corpus !== 'pairs') {
    found.push(sentence`Sequence to sequence learns the generated tasks of the corpus pairs, not ${corpus}.`);
  }
  return found;
}
