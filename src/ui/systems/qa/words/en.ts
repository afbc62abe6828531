/** Words of Open-QA, in English. */
import type { Definition } from '../../../i18n/definition.ts';

const recall = (k: number): Definition => ({
  name: `Recall at ${k}`,
  text: `Share of questions about held-out subjects with a right block among the first ${k}.`,
});
const lexicalRecall = (k: number): Definition => ({
  name: `Recall at ${k} of BM25`,
  text: 'The same, ranked by BM25.',
});

export const qa = {
  /** Those that are needed before the page Ask is loaded; the others stand in `ask/words`. */
  ask: {
    title: 'Ask',
    linkNote: 'Edited documents are not part of the link.',
    next: 'Next question',
    previous: 'Previous question',
    undo: 'Undo the last edit',
  },
  phases: {
    ict: { name: 'ICT', plain: 'find the source', hint: 'The retriever finds the block of a sentence.' },
    qa: { name: 'Fine-tuning', plain: 'answer questions', hint: 'Questions and answers train retriever and reader.' },
  },
  metrics: {
    exactMatch: {
      name: 'Exact match',
      text: 'Share of questions about held-out subjects whose answer equals a gold answer after normalisation.',
    },
    f1: {
      name: 'F1',
      text: 'Mean overlap in words with the nearest gold answer.',
    },
    recallAt1: recall(1),
    recallAt5: recall(5),
    recallAt20: recall(20),
    lexicalRecallAt1: lexicalRecall(1),
    lexicalRecallAt5: lexicalRecall(5),
    lexicalRecallAt20: lexicalRecall(20),
    answerRead: {
      name: 'Answer among the spans',
      text: 'Share of questions of which a correct span is read.',
    },
    readerLoss: {
      name: 'Loss of the reader',
      text: 'Mean of −log p(y|x) over the spans that are read, nats. A question without a correct span counts as 0.',
    },
    retrieverLoss: {
      name: 'Loss of the retriever',
      text: 'Mean of −log Σ p(z|x) over the documents that contain an answer, nats. A question without one counts as 0.',
    },
    recall: { name: 'Recall', text: 'Recall at 1 and 5; dashed: BM25.' },
  } as Readonly<Record<string, Definition>>,
};

export type QaStrings = typeof qa;
