/** Position codes: sinusoids that are trained, that are not, a table that begins at random, and none. */
import type { Experiment } from './experiment.ts';

export const positionCodes: Experiment = {
  id: 'position-codes',
  title: 'Positions: sinusoids, learned, none',
  claim:
    'Learned positions and sinusoids give nearly the same results (Vaswani et al. 2017, table 3, row E, on translation); without either, attention does not know the order of the source.',
  expectation:
    'Without positions nothing but short sequences comes out right; sinusoids that are not trained are slower; random positions that are trained are neither faster nor slower outside the seeds. A prototype outside the browser (PyTorch, three seeds, 500 steps) wrote .96 .96 .87 of all lengths with sinusoids that are trained, .83 .73 .67 with those that are not, .99 .90 .89 with random ones that are trained, and .14 .14 .15 with none.',
  preset: 'seq2seq-transformer',
  // at the end only, on 100 held-out sequences of each length
  settings: { 'gpu.timedKernels': false, 'evaluation.every': 500, 'evaluation.pairs': 100 },
  measures: ['exact', 'exactOf12', 'exactOf8', 'exactOf4'],
  arms: [
    { id: 'from-sinusoids', title: 'sinusoids, trained', settings: { 'seq2seq.positions': 'from-sinusoids' } },
    {
      id: 'sinusoids',
      title: 'sinusoids, not trained',
      control: 'from-sinusoids',
      settings: { 'seq2seq.positions': 'sinusoids' },
      expected: { exact: 'lower', exactOf12: 'lower', exactOf8: 'lower' },
    },
    {
      id: 'learned',
      title: 'random, trained',
      control: 'from-sinusoids',
      settings: { 'seq2seq.positions': 'learned' },
      expected: { exact: 'same' },
    },
    {
      id: 'none',
      title: 'no positions',
      control: 'from-sinusoids',
      settings: { 'seq2seq.positions': 'none' },
      expected: { exact: 'lower', exactOf12: 'lower', exactOf8: 'lower', exactOf4: 'lower' },
    },
  ],
};
