/** Words of the lesson “Two questions in one pass”, in English. */
import type { LessonText } from '../lesson.ts';

export const jointPrompt = {
  title: 'LLaRA: two questions in one pass',
  about: 'Who sees whom in the joint prompt, and why the positions begin again.',
  parts: {
    mask: {
      prose: [
        'LLaRA turns a language model into a retriever. Behind a text stand two short prompts: SELF asks for the text itself, NEXT for the sentence that follows.',
        'Each prompt ends in a slot. The state at the slot is the embedding: it is all that is kept of the text. The mask on this page is painted from the bits that the kernel reads.',
      ],
      prediction: {
        question: 'Both prompts stand in one row, SELF first. What may the slot of NEXT see?',
        choices: {
          all: 'The text, SELF, and NEXT up to itself',
          text: 'The text, and NEXT up to itself',
          itself: 'NEXT alone',
        },
        why: 'The halves are blind to each other: an embedding of NEXT that saw SELF would not be the one that a query gets, behind which NEXT stands alone.',
      },
      exercise:
        'Point at a cell of the mask, or go there by the arrow keys, where a token of NEXT does not see one of SELF.',
    },
    positions: {
      prose: [
        'Look at the row of positions below the tokens. A text of n tokens has the positions 0 to n − 1, and SELF goes on with n.',
        'In the paper each prompt ends in the same token, one “</s>”. Its code has several slots for each prompt instead; their mean is the embedding.',
      ],
      prediction: {
        question: 'Which position has the first token of NEXT, which stands behind SELF in the row?',
        choices: { after: 'The one after the last of SELF', same: 'n, the same as the first of SELF', zero: '0' },
        why: 'So each half has the states that it would have alone, and one pass equals two: in float64 the difference is below 1e-12. Without the restart, or without the block in the mask, it is above 1e-3.',
      },
      exercise: 'On the page Run, under “All settings”, set prompt.kind to release for the next run.',
    },
  },
} satisfies LessonText;
