/** Sequence to sequence: attention against a fixed vector between encoder and decoder. */
import type { Experiment } from './experiment.ts';

export const alignment: Experiment = {
  id: 'alignment',
  title: 'Attention against a fixed vector',
  claim:
    'A fixed vector between encoder and decoder loses long sequences, and attention does not (Bahdanau, Cho and Bengio 2015, figure 2, on translation).',
  expectation:
    'Little difference at 4 symbols, everything at 12: a prototype outside the browser measured .94 of all lengths with attention after 750 steps, and .91–.96, .33–.42 and .005 at lengths 4, 8 and 12 with a fixed vector after 1,500, at two widths.',
  preset: 'seq2seq',
  // at the end only, on 100 held-out sequences of each length
  settings: { 'gpu.timedKernels': false, 'evaluation.every': 750, 'evaluation.pairs': 100 },
  measures: ['exactOf12', 'exactOf8', 'exactOf4', 'exact', 'alignedArgmax'],
  arms: [
    { id: 'fixed', title: 'one fixed vector', settings: { 'seq2seq.attention': 'none' } },
    {
      id: 'dot',
      title: 'attention',
      control: 'fixed',
      settings: { 'seq2seq.attention': 'dot' },
      expected: { exactOf12: 'higher', exactOf8: 'higher', exact: 'higher' },
    },
    {
      id: 'transformer',
      title: 'transformer, learning rate .001',
      control: 'fixed',
      // the rate of the preset seq2seq-transformer
      settings: { 'seq2seq.model': 'transformer', 'seq2seq.learningRate': 1e-3 },
      expected: { exactOf12: 'higher', exactOf8: 'higher', exact: 'higher' },
    },
  ],
};
