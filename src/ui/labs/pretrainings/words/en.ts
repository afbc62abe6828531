/** Words of the lab *Three pre-trainings*, in English. They are loaded with it. */
import type { LabText } from '../../../../labs/lab.ts';
import type { advantages, BodyName, FormatStart } from '../../../../labs/pretrainings.ts';

const text: LabText = {
  title: 'Three pre-trainings',
  about:
    'Decoder, encoder and encoder–decoder on the same texts with the same compute: continue, fill, translate a format, and what a classifier makes of each.',
  question:
    'Three models read the same reviews with the same compute: a decoder, an encoder and an encoder–decoder. Then 16 sentences with labels train a classifier on each, on word vectors from the same reviews, and on a model that has read nothing. The test has adjectives that no label was given for. Which one has no way to know them?',
  choices: {
    decoder: 'The decoder: it has only ever looked to the left',
    vectors: 'The word vectors: they know no order of words',
    random: 'The model that has read nothing, even if it is trained whole',
    none: 'None: 16 labels are enough for each',
  },
  why: 'Labels speak of the words of their own sentences. That a new adjective is praise follows only from the company that it keeps in the reviews, which have no labels, and the model that has read nothing has never seen that. Word order is not needed here, so word vectors may do as well as anything.',
  exercises: {
    verdict:
      'Find a beginning without the words good and bad that the decoder continues to a verdict with one of them. All of its words must be known.',
    polarity: 'Find a blank at which the five words that the encoder takes for likeliest are all praise, or all blame.',
    chance:
      'When the classifiers are trained, point at a frozen body whose interval reaches down to .5, while that of another stays above.',
    translated:
      'When the format is trained, find a sentence whose adjectives stand in no pair (lousy, terrific, dull …), all praise or all blame, for which the pre-trained model writes the right verdict and the other does not.',
  },
  exact:
    'Exact: steps, FLOPs of matrix products and attention, and which parameters are frozen. The intervals (Wilson, 95%) are for sentences; all sentences of the test share ten new adjectives, so a model that knows nothing of them may well be far from .5, on either side. Small: two layers, width 64, some hundred steps on generated reviews; larger models learn more by all three ways.',
};

const starts: Record<FormatStart, string> = { pretrained: 'Pre-trained', random: 'From random values' };

const parts = { subject: 'Subject', verdict: 'Verdict, behind the right subject', exact: 'Whole form' };

const choices: Record<(typeof advantages)[number], string> = {
  form: 'The form: a word, a colon, a verdict',
  subject: 'The subject',
  verdict: 'The verdict',
};

const bodies: Record<BodyName, string> = {
  decoder: 'Decoder',
  encoder: 'Encoder',
  encoderDecoder: 'Encoder–decoder',
  random: 'Nothing read',
  vectors: 'Word vectors',
};

export const en = {
  text,
  bodies,
  compute: 'Compute',
  phase: 'Pre-training',
  steps: 'Steps',
  perStep: 'GFLOP a step',
  total: 'GFLOP',
  measured: 'On held-out reviews',
  none: '–',
  measures: {
    decoder: (share: string) => `next token right: ${share}`,
    encoder: (share: string) => `masked token right: ${share}`,
    encoderDecoder: (share: string) => `all spans exact: ${share}`,
  },
  computeHint:
    'The same compute is not the same number of steps. Counted are matrix products and attention, forward and backward; a step of the format trains two models.',
  masks: 'Who sees whom in each of them: the lab Masks and leaks',
  beginning: 'A beginning, which the decoder continues',
  gap: 'A text with one blank, written ___',
  continues: 'Decoder, the likeliest token each time',
  fills: 'Encoder, the five likeliest tokens',
  writes: 'Encoder–decoder, the likeliest token each time',
  writesHint:
    'At this size the encoder–decoder learns the least. Of a short review one span is taken out, about four tokens, and T5’s rule takes the last span from the end of the text: so it has practised ends, and a blank in the middle is strange to it.',
  unended: '… (cut)',
  unknown: (words: string) => `Not in the vocabulary, read as [UNK]: ${words}.`,
  waiting: 'The model has not answered yet.',
  untrained: 'Until its own phase begins, a model answers with its initial parameters.',
  classifiers: 'Classifiers: praise or blame',
  labels: (count: number, test: number) =>
    `${count} labelled sentences; ${test} test sentences with other adjectives and other wordings. The share that is right, with an interval.`,
  frozen: 'frozen',
  trained: 'trained',
  unmeasured: {
    absent: 'The run on screen has no such phase.',
    coming: 'Its phase comes after the pre-trainings and has not begun.',
    begun: 'There is no evaluation of it yet; a checkpoint that was opened brings none.',
  },
  point: 'Which frozen body is no better than chance?',
  format: 'Translate a format',
  formatHint: (count: number) =>
    `Last, the encoder–decoder learns from ${count} pairs to write a sentence as a form; another one learns the same pairs from random values. Test sentences have adjectives that no pair has. The first pairs:`,
  expected: 'Predict: what can only the pre-trained one know about a test sentence?',
  advantages: choices,
  right: 'Right on the test',
  starts,
  parts,
  formatWhy:
    'Only the verdict, and only as far as pre-training has learned which adjectives go together: at this size it learns that in part, and with some seeds not at all. No pair says whether a new adjective is praise, so without pre-training the verdict is a guess, on which ten adjectives fall by luck. Both have the pairs to learn the form from. The subject must be copied from the sentence: so few pairs and steps are not enough for that, and this pre-training is no help.',
  sentence: 'A sentence to translate',
  pairs: 'Pairs to learn from',
  trainFormat: (count: number) => `Train the format from ${count} pairs`,
};

export type PretrainingsWords = typeof en;
