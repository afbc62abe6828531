/** In-context learning: what a model does with examples of tasks that it was trained on, and of tasks that it was not. */
import type { Experiment } from './experiment.ts';

export const inContextTasks: Experiment = {
  id: 'in-context',
  title: 'Known and unseen tasks in the context',
  claim:
    'A language model that is trained on sequences of a few tasks answers from examples in its context, without a change of its parameters, where the task is one of them.',
  expectation:
    'After one example and more, accuracy on known permutations far above that on unseen ones, which stays at elimination, 1 / (8 − k): .125, .143, .2 and 1 after 0, 1, 3 and 7 examples. So the model recognises tasks and learns no new ones. Without an example the known ones lead a little, since some answers are commoner among them. A prototype reached .26, .56, .93 and 1 on known ones, three seeds.',
  preset: 'in-context',
  settings: { 'gpu.timedKernels': false },
  measures: ['contextAt0', 'contextAt1', 'contextAt3', 'contextAt7'],
  arms: [
    { id: 'known', title: 'known permutations', settings: {} },
    {
      id: 'unseen',
      title: 'unseen permutations, same parameters',
      control: 'known',
      settings: { 'evaluation.tasks': 'unseen' },
      borrowed: { from: 'known' },
      expected: { contextAt1: 'lower', contextAt3: 'lower' },
    },
  ],
};

export const regressionTasks: Experiment = {
  id: 'in-context-regression',
  title: 'Functions that are recognised or learned in the context',
  claim:
    'A model that is trained on a new linear function in every prompt fits functions that it has never met, without a change of its parameters (Garg et al. 2022); one that is trained on a few functions recognises these and fits no others (Raventós et al. 2023).',
  expectation:
    'On new functions an error far below 1 after two pairs and more where training had new ones, and near 1 after any number where it had four. Least squares: 1, .5, 0. A prototype outside the browser (seed 1) had 1.00 .54 .18 .07 .014 left after 0, 1, 2, 3 and 8 pairs with new functions. With four known ones and smaller initial values (.08) another had 1.20 1.03 .98 .88 .86, and on these four .36 .06 .015 .005 .002.',
  preset: 'in-context-regression',
  settings: { 'gpu.timedKernels': false },
  measures: ['regressionAt8', 'regressionAt0', 'regressionAt1', 'regressionAt2', 'regressionAt3', 'beyondAt8'],
  arms: [
    { id: 'known', title: 'four known functions', settings: { 'context.functions': 'known', 'tasks.known': 4 } },
    {
      id: 'new',
      title: 'a new function in every prompt',
      control: 'known',
      settings: {},
      expected: { regressionAt8: 'lower', regressionAt3: 'lower', regressionAt2: 'lower', regressionAt1: 'lower' },
    },
  ],
};
