/** Questions answered after fine-tuning: what the REALM paper reports first, with the start and the retriever as arms. */
import type { Experiment, Settings } from './experiment.ts';
import { repeatable } from './paper.ts';

/** As the experiments on single settings are run with this preset, so that they share these runs. */
const start: Settings = { ...repeatable, 'evaluation.every': 100 };

export const openQa: Experiment = {
  id: 'open-qa',
  title: 'Questions answered',
  claim:
    'A retriever and a reader that masked words have pre-trained answer more questions after fine-tuning than those that begin with ICT, and than a reader of what BM25 finds.',
  expectation:
    'REALM highest in exact match. Before fine-tuning both starts took as many steps: ICT is continued in one where REALM trains in the other; its reader stays as the warm-up left it, so whole starts are compared. The questions share the subject’s name with their documents, so BM25 finds nearly all of them; the reader then decides.',
  paperFigures:
    'Table 1 of the paper, exact match on the test questions of Natural Questions: REALM pre-trained on Wikipedia, ORQA, which begins with ICT, and a BERT reader of what BM25 finds. There the reader of ORQA begins with BERT, here all begin with the same warm-up.',
  preset: 'qa-bios',
  settings: { 'qa.steps': 150, 'evaluation.every': 25, 'gpu.timedKernels': false },
  measures: ['exactMatch', 'answerF1', 'heldOutRecallAt1', 'heldOutRecallAt5'],
  starts: [
    { id: 'realm-run', title: 'REALM', preset: 'first', settings: start },
    {
      id: 'ict-run',
      title: 'ICT continued for the same steps',
      preset: 'first',
      settings: { ...start, 'joint.ictWeight': 1, 'joint.realmWeight': 0 },
    },
  ],
  arms: [
    { id: 'ict', title: 'begun with ICT', init: 'ict-run', settings: {}, paper: { exactMatch: 0.333 } },
    {
      id: 'realm',
      title: 'begun with REALM',
      control: 'ict',
      init: 'realm-run',
      settings: {},
      paper: { exactMatch: 0.392 },
      expected: { exactMatch: 'higher' },
    },
    {
      id: 'bm25',
      title: 'BM25 and the reader of ICT',
      control: 'ict',
      init: 'ict-run',
      settings: { 'qa.retriever': 'bm25' },
      paper: { exactMatch: 0.265 },
      expected: { exactMatch: 'lower' },
    },
  ],
};
