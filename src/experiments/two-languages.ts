/** Where only r(z) can teach: facts that stand once in each of two languages, which share the subject's surname and the value alone. */
import type { Experiment } from './experiment.ts';

export const twoLanguages: Experiment = {
  id: 'two-languages',
  title: 'Across two languages',
  claim:
    'Masked words alone align two languages: nothing but p(y|z,x) tells the retriever that a sentence in English and one in Chinese state the same fact.',
  expectation:
    'R@1 of .4 and R@5 of .86 in a prototype, for English questions that are searched among the Chinese documents; .01 and .08 if ICT is merely continued, and .03 with BM25. ICT and BM25 have no way to learn which words of the two languages belong together.',
  preset: 'bios-2l',
  // the index is swapped when it is ready: many runs go on side by side, and a wait for each index would only measure the machine
  settings: {},
  measures: ['recallAt1', 'recallAt5', 'heldOutRecallAt1', 'lexicalRecallAt1', 'accuracy', 'crossLanguageRecall'],
  arms: [
    { id: 'ict', title: 'ICT continued', settings: { 'joint.ictWeight': 1, 'joint.realmWeight': 0 } },
    {
      id: 'realm',
      title: 'REALM',
      control: 'ict',
      settings: {},
      expected: { recallAt1: 'higher', recallAt5: 'higher', crossLanguageRecall: 'higher' },
    },
  ],
};
