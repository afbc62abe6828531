/** What hard negatives from the index give LLaRA's fine-tuning, and whether they must be mined anew while it goes on. */
import type { Experiment } from './experiment.ts';

export const hardNegatives: Experiment = {
  id: 'hard-negatives',
  title: 'Hard negatives from the index',
  claim:
    'Negatives that are near the query in an index teach a retriever more than those that happen to be in the batch, if the index is refreshed as the retriever learns (ANCE, Xiong et al. 2021).',
  expectation:
    'Higher R@1 on questions about held-out subjects: the blocks about the same person that do not answer are near the question, and seldom in the batch. At the first step they are nearly all that the index finds, so mining anew should matter little here. Recall at 5 is near the ceiling in every arm.',
  preset: 'llara',
  // few pairs, so that there is room above
  settings: { 'tune.pairs': 50, 'gpu.timedKernels': false },
  measures: ['heldOutRecallAt1', 'recallAt1', 'recallAt5', 'zeroShotRecallAt1', 'lexicalRecallAt1'],
  arms: [
    {
      id: 'mined',
      title: 'one hard negative a query, mined every 50 steps',
      settings: { 'tune.hardNegatives': 1 },
    },
    {
      id: 'in-batch',
      title: 'in-batch negatives alone',
      control: 'mined',
      settings: {},
      expected: { heldOutRecallAt1: 'lower', recallAt1: 'lower' },
    },
    {
      id: 'mined-once',
      title: 'one hard negative a query, mined once',
      control: 'mined',
      settings: { 'tune.hardNegatives': 1, 'tune.refreshEvery': 0 },
      expected: { heldOutRecallAt1: 'same' },
    },
  ],
};
