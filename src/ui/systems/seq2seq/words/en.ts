/** Words of sequence to sequence, in English. */
import { seq2seqMetrics } from '../../../../systems/seq2seq/metrics.ts';
import type { Definition } from '../../../i18n/definition.ts';

/** Metrics that need no more words than their description has. */
const described = Object.fromEntries(
  seq2seqMetrics.map(({ id, name, about }): [string, Definition] => [id, { name, text: about }]),
);

export const seq2seq = {
  phases: {
    seq2seq: {
      name: 'Sequence to sequence',
      plain: 'write the target',
      hint: 'An encoder reads the source; a decoder learns to write the target token by token.',
    },
  },
  metrics: {
    ...described,
    alignedArgmax: {
      name: 'Looks at the right symbol',
      text: 'Reversal with attention: share of output symbols whose largest weight is on the symbol that they copy, the anti-diagonal of the alignment. The targets are given.',
    },
    alignedMass: {
      name: 'Weight of the right symbol',
      text: 'Mean weight on the anti-diagonal. It stays below 1: the states of neighbours know the symbol, too.',
    },
    exactByLength: { name: 'Exactly right by length', text: 'Held-out sequences of 4, 8 and 12 symbols.' },
    aligned: {
      name: 'Alignment',
      text: 'Largest weight on the right symbol; its weight; dashed: with both neighbours.',
    },
  } as Readonly<Record<string, Definition>>,
};

export type Seq2SeqStrings = typeof seq2seq;
