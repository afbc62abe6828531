/** Words for the codes that the trainer sends: reasons for skipping, and stages of opening a run. */

import { forms } from './numbers.ts';

const cutSentence = 'longer than lengths.query, cut';
const cutBesideTitle = 'longer than its block beside the title, cut';
const cutDocument = 'longer than lengths.document, cut';

/** By code. The number stands before these words. */
export const skipReasons: Readonly<Record<string, (count: number) => string>> = {
  'sentence-cut': forms(`sentence ${cutSentence}`, `sentences ${cutSentence}`),
  'sentence-cut-by-title': forms(`sentence ${cutBesideTitle}`, `sentences ${cutBesideTitle}`),
  'document-cut': forms(`document ${cutDocument}`, `documents ${cutDocument}`),
  'title-cut': forms(`title ${cutDocument}`, `titles ${cutDocument}`),
  'no-salient-span': forms('sentence without a salient span', 'sentences without a salient span'),
  'no-recurring-span': forms('sentence without a recurring span', 'sentences without a recurring span'),
  'recurrence-not-required': forms(
    'sentence masked at any name, for want of facts that recur',
    'sentences masked at any name, for want of facts that recur',
  ),
  'batch-reduced': forms(
    'pair of a batch too many for the documents there are',
    'pairs of a batch too many for the documents there are',
  ),
  'no-answer-block': forms('question whose answer stands in no block', 'questions whose answer stands in no block'),
  'question-cut': forms(`question ${cutSentence}`, `questions ${cutSentence}`),
  'nothing-to-mask': forms('example with nothing to mask', 'examples with nothing to mask'),
  'duplicate-candidates': forms('example with duplicate candidates', 'examples with duplicate candidates'),
  'no-candidates': forms('example without candidates', 'examples without candidates'),
};

/** By code. */
export const openingStages: Readonly<Record<string, string>> = {
  'starting-gpu': 'Starting the GPU',
  'loading-corpus': 'Loading the corpus',
  'training-tokenizer': 'Training the tokenizer',
  'reading-documents': 'Reading documents',
  'reading-questions': 'Reading questions',
  'preparing-kernels': 'Preparing kernels',
};
