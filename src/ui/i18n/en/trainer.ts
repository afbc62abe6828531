/** Words for the codes that the trainer sends: reasons for skipping, and stages of opening a run. */

import { forms } from './numbers.ts';

const cutSentence = 'longer than a query may be, cut';
const cutBesideTitle = 'longer than a passage beside its title, cut';
const cutDocument = 'longer than a passage may be, cut';

/** By code. The number stands before these words. */
const trainerReasons: Readonly<Record<string, (count: number) => string>> = {
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
  'one-sentence': forms(
    'passage of one sentence, left out of the inverse cloze task',
    'passages of one sentence, left out of the inverse cloze task',
  ),
  'duplicate-candidates': forms('example with duplicate candidates', 'examples with duplicate candidates'),
  'no-candidates': forms('example without candidates', 'examples without candidates'),
};

/** What an import leaves out comes as a phrase in the plural; here is the singular too. */
const importReasons: Readonly<Record<string, (count: number) => string>> = Object.fromEntries(
  [
    ['block of code', 'blocks of code'],
    ['document without text', 'documents without text'],
    ['empty question', 'empty questions'],
    ['file of judgements besides the one used', 'files of judgements besides the one used'],
    ['file of another kind', 'files of other kinds'],
    ['file without text', 'files without text'],
    ['footnote', 'footnotes'],
    ['block of front matter', 'blocks of front matter'],
    ['hidden file', 'hidden files'],
    ['fraction of a grade, rounded', 'fractions of a grade, rounded'],
    ['judged query that is not in queries.jsonl', 'judged queries that are not in queries.jsonl'],
    ['judgement of a document that is not in corpus.jsonl', 'judgements of documents that are not in corpus.jsonl'],
    ['judgement of no relevance', 'judgements of no relevance'],
    ['page named twice', 'pages named twice'],
    ['query without a relevant document', 'queries without a relevant document'],
    ['question about a document without text', 'questions about documents without text'],
    ['question marked as impossible', 'questions marked as impossible'],
    ['question without an answer', 'questions without an answer'],
    ['question that is there already', 'questions that are there already'],
    ['record with further answers to a question', 'records with further answers to a question'],
    ['repeated document', 'repeated documents'],
    ['repeated judgement', 'repeated judgements'],
    ['repeated query', 'repeated queries'],
    ['section of references and links', 'sections of references and links'],
    ['sentence with formulas', 'sentences with formulas'],
  ].map(([one, many]) => [many!, forms(one!, many!)]),
);

/** By code. */
export const skipReasons: Readonly<Record<string, (count: number) => string>> = {
  ...trainerReasons,
  ...importReasons,
};

/** By code. */
export const openingStages: Readonly<Record<string, string>> = {
  'starting-gpu': 'Starting the GPU',
  'loading-corpus': 'Loading the corpus',
  'training-tokenizer': 'Training the tokenizer',
  'reading-documents': 'Reading documents',
  'reading-questions': 'Reading questions',
  'preparing-kernels': 'Preparing kernels',
  'embedding-documents': 'Embedding documents',
  'building-index': 'Building the index',
  'answering-question': 'Finishing what the page asked',
};
