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
