/** Words of the lesson “Part A and Part B”, in English. */
import type { LessonText } from '../lesson.ts';

export const twoParts = {
  title: 'GLM: Part A and Part B',
  about: 'A text with blanks is read from both sides, the blanks are written from left to right: one model, one mask.',
  parts: {
    sees: {
      prose: [
        'Spans are taken out of a text. Part A is what is left, with one [MASK] for each span; Part B holds the spans, each begun by [sop].',
        'All of Part A sees Part A, as in BERT. Part B is written token by token, as by a language model, and sees Part A.',
      ],
      prediction: {
        question: 'What may a [MASK] in Part A see?',
        choices: {
          everything: 'Part A and Part B',
          'part-a': 'Part A alone',
          left: 'Part A up to itself',
        },
        why: 'What is missing must not be there: a state of Part A that saw Part B would give the answer away. So nothing that is written in Part B changes Part A, and it is computed once.',
      },
      exercise:
        'Point at a cell of the mask, or go there by the arrow keys, where a token of Part A does not see one of Part B.',
    },
    positions: {
      prose: [
        'Each token has two positions. Position 2 counts within a span of Part B from 1, and is 0 in Part A.',
        'The spans of Part B are shuffled, so that the model learns to fill blanks in any order. X draws other spans.',
      ],
      prediction: {
        question: 'Which position 1 have the tokens of a span in Part B?',
        choices: {
          row: 'Their place in the row',
          mask: 'All of them that of their [MASK] in Part A',
          text: 'Their place in the text before spans were taken out',
        },
        why: 'It tells which blank is filled. A place of its own for each token would tell how long the span is, which the model has to find out.',
      },
      exercise: 'Draw spans of which one comes earlier in Part B, though it stands later in the text.',
    },
  },
} satisfies LessonText;
