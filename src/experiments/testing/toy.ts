/** An experiment with the toy system of the tests: a table of logits that learns, one that hardly does, the first one borrowed, and one that begins as another run ended. */
import type { Experiment } from '../experiment.ts';

export const toy: Experiment = {
  id: 'toy',
  title: 'Learning rates of the toy',
  claim: 'A higher learning rate lowers the cross-entropy.',
  expectation: 'Lower cross-entropy with the higher rate.',
  preset: 'bigram',
  settings: { 'table.steps': 40, 'evaluation.every': 10 },
  measures: ['entropy'],
  starts: [{ id: 'before', title: 'before', preset: 'bigram', settings: { 'table.steps': 20 } }],
  arms: [
    { id: 'slow', title: 'rate .001', settings: { 'table.learningRate': 0.001 } },
    {
      id: 'fast',
      title: 'rate .1',
      control: 'slow',
      settings: { 'table.learningRate': 0.1 },
      expected: { entropy: 'lower' },
    },
    { id: 'lent', title: 'of rate .1, borrowed', control: 'fast', settings: {}, borrowed: { from: 'fast' } },
    {
      id: 'begun',
      title: 'rate .001, begun with another run',
      control: 'slow',
      init: 'before',
      settings: { 'table.learningRate': 0.001 },
    },
  ],
};
