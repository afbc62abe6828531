/** Words of the masking lab, in English. */

import type { Definition } from '../../../i18n/definition.ts';
import { count, whole } from '../../../i18n/en/numbers.ts';
import type { LabColumn } from '../lab/lab-state.ts';

/** Numbers of the measurement of many sentences. */
export const labMetrics = {
  summaryUtility: {
    name: 'Mean retrieval utility',
    short: 'RU',
    plain: 'retrieval utility',
    formula: 'mean of log p(y_j|x) − log p(y_j|∅,x), nats',
    text: 'The same sentences masked in three ways, read with the null document. A high value means that documents help to tell the masked words; function words are guessed as well without.',
  },
  summaryNull: {
    name: 'Mean p(null)',
    short: 'p(null)',
    plain: 'retrieves nothing',
    formula: 'mean of p(∅|x)',
    text: 'How much the retriever prefers to retrieve nothing, mean over the same sentences.',
  },
  maskedTokens: {
    name: 'Masked tokens',
    short: 'Masked',
    text: 'Mean number of masked tokens per sentence.',
  },
} satisfies Record<string, Definition>;

export const lab = {
  title: 'Masking lab',
  columns: {
    hand: 'By hand',
    salient: 'Salient span',
    uniform: 'Uniform tokens',
    'random-span': 'Random span',
  } satisfies Record<LabColumn, string> as Record<LabColumn, string>,
  actions: {
    next: 'Next sentence',
    previous: 'Previous sentence',
    random: 'Random sentence',
    reroll: 'Draw all masks anew',
    rerollOne: (column: string) => `Draw anew: ${column}`,
    undo: 'Undo mask',
    show: (column: string) => `Show ${column.toLowerCase()}`,
    summarise: (sentences: number) => `Measure ${whole(sentences)} sentences`,
  },
  empty: 'No model is open yet',
  emptyText:
    'Here you mask any words of any sentence and see at once what is retrieved, what the reader says, and which document has a positive r(z). It works at every step of a run, before the first one too.',
  outline: [
    { head: 'Mask', text: 'Mask any words of a sentence by mouse or keyboard, or type a sentence of your own.' },
    {
      head: 'Ways of masking',
      text: 'By hand, salient spans, uniform tokens and random spans: four ways side by side.',
    },
    { head: 'Candidates', text: 'p(z|x), p(y|z,x) and r(z) of each candidate, beside what BM25 retrieves.' },
    { head: 'Change the text', text: 'Read a passage in other words, and see whether the answer changes with it.' },
  ],
  emptyKept: 'Resume your saved run to ask its models, or open new ones at step 0.',
  emptyRecorded:
    'The recording holds numbers, not models. Open the recorded models to ask them: they are those at the start of joint training. Or open new ones at step 0.',
  emptyNew: 'Open the recorded models, whose reader has learned to copy, or new ones at step 0.',
  opening: 'Opening the run',
  passage: {
    label: 'Change this passage',
    read: 'Read it so',
    about: 'Only the lab reads it so; the corpus of the run stays as it is. A word has to be in the vocabulary.',
    isEdited: (id: string) => `${id} is read in your words. It was found by its old ones.`,
    takeBack: 'Take it back',
  },
  sentence: 'Sentence',
  position: (index: number, of: number) => `${whole(index)} of ${whole(of)}`,
  typed: 'typed',
  words: 'Words of the sentence',
  wordsHint: 'Click or drag over words to mask them. Arrow keys move, Space masks, Shift and an arrow key masks on.',
  word: (word: string, kind: string | null) => (kind ? `${word}, ${kind}` : word),
  noSpans: 'No name, date or number is detected here.',
  spans: 'Detected:',
  full: (limit: number) => `At most ${count(limit, 'token', 'tokens')} can be masked.`,
  cut: (n: number) => `${count(n, 'token', 'tokens')} at the end left out, for which the models have no room.`,
  heldOut: 'held out',
  training: 'training',
  source: (id: string) => `Source: ${id}`,
  noSource: 'no source document',
  byIndex: (age: number) => `candidates from the serving index, ${count(age, 'step', 'steps')} old`,
  byExact: 'no index yet: candidates by exact search with fresh embeddings',
  type: 'Your own sentence',
  typePlaceholder: 'Type a sentence',
  take: 'Take it',
  edit: 'Edit this one',
  nullDocument: 'Null document',
  allowTrivial: 'Allow the source document',
  nothingMasked: 'Nothing is masked.',
  unanswered: 'Waiting for the answer of the models.',
  behind: 'Waiting for the sentence you have chosen.',
  nothingByHand: 'Click words in the sentence to mask them.',
  nothingToMask: 'This way of masking finds nothing here.',
  skipped: (reason: string) => `Training would skip this example: ${reason}.`,
  marginal: 'p(y|x)',
  says: 'Says',
  saysOf: (mask: number) => `at mask ${mask}`,
  retrieved: 'Retrieved',
  compare: 'Ways of masking',
  candidatesOf: (column: string) => `Candidates: ${column.toLowerCase()}`,
  learned: 'Learned retriever',
  lexical: 'BM25',
  summary: {
    title: (sentences: number) => `Ways of masking over ${whole(sentences)} sentences`,
    about:
      'The same sentences, each with a detected span, from training and held-out text, masked in each way and read with the models as they are. Training waits meanwhile.',
    progress: (done: number, total: number) => (total > 0 ? `${whole(done)} of ${whole(total)}` : 'Starting'),
    measured: (sentences: number, moment: string) => `${whole(sentences)} sentences, ${moment}`,
    strategy: 'Masking',
    examples: 'Read / skipped',
  },
};
