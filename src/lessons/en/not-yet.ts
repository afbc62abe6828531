/** Words of the lesson “Not yet”, in English. */
import type { LessonText } from '../lesson.ts';

export const notYet = {
  title: 'GLM: not yet',
  about: 'The loss falls for a long time before a single blank is filled: copying comes with a jump.',
  parts: {
    loss: {
      prose: [
        'Each text of the corpus states an attribute of two people in two wordings each, with values drawn anew: nothing can be learned by heart, and what is missing stands elsewhere in the text.',
        'The preset takes 100 steps. Its loss falls: the held-out loss was 3.25 nats at step 50 and 2.75 at step 100; a guess among all 232 tokens has 5.45.',
      ],
      prediction: {
        question: 'Which share of the held-out blanks does it fill at the end?',
        choices: { none: 'None', quarter: 'A quarter', half: 'Half' },
        why: 'It was 0 of 240. A loss of 2.75 nats is a probability of .06 for the right token (a geometric mean): better than chance, and far from a copy. The page Blanks says “Not yet” while the mean loss of a text is 1 nat or more.',
      },
      exercise: 'Train the run to its end.',
    },
    jump: {
      prose: [
        'To fill a blank the model must find the same fact in other words, and copy from there. Almost right is of no use: a blank counts if every token is right, and if it ends where it should.',
        'Three runs of the preset GLM with 2,500 steps filled .04 of the blanks of one token at step 1,000, on the mean. A masked LM, which is told the length, filled .11 by then.',
      ],
      prediction: {
        question: 'And at step 2,500?',
        choices: { slow: 'About .05', third: 'About a third', most: 'Most of them' },
        why: '.72 of the blanks of one token on the mean; by seed .98, .77 and .42, for in the third run the jump was not over yet. A curve that is flat at 0 does not say that nothing is learned: watch the loss, and compare equal schedules only.',
      },
      exercise:
        'Choose the preset GLM for the next run. It takes 2,500 steps, which is long without a graphics card; V opens one that has taken them.',
    },
  },
} satisfies LessonText;
