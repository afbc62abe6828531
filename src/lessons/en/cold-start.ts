/** Words of the lesson “The cold start, and ICT”, in English. */
import type { LessonText } from '../lesson.ts';

export const coldStart = {
  title: 'The cold start, and ICT',
  about: 'Why retriever and reader are trained apart before they are trained together.',
  parts: {
    circle: {
      prose: [
        'At first the retriever finds arbitrary documents, and the reader cannot use any of them. Each needs the other to learn: this is the cold start.',
        'The recording therefore begins with two other phases. Nothing is masked for a retriever yet, so there is no example on screen.',
      ],
      prediction: {
        question: 'Joint training begins with random models. How large is r(z)?',
        choices: {
          large: 'Large: everything is still to be learned',
          zero: 'Close to zero for every document',
          random: 'Large for one document at random',
        },
        why: 'A reader that cannot use a document finds the word about equally likely with each of them. Then p(y|z,x) / p(y|x) is close to 1 and the bracket close to zero.',
      },
    },
    cloze: {
      prose: [
        'Inverse cloze task (ICT): a sentence is the query, and the block that it was taken from is its document. The other blocks of the batch are the negatives.',
        'Nine times out of ten the sentence is removed from its block first. No label is needed.',
      ],
      prediction: {
        question: 'Why is the sentence removed from its block most of the time?',
        choices: {
          memory: 'To save memory',
          match: 'So that finding equal words is not enough',
          short: 'So that all blocks are equally long',
        },
        why: 'A block that still holds the sentence is found by comparing words. Without it the retriever must learn what else a block about the same subject says. One time in ten it stays, since equal words do help.',
      },
    },
    copy: {
      prose: [
        'Next the reader warms up: it reads the source document of each masked sentence. The values (names, years) are permuted at random, in x, z and y in the same way.',
        'So the reader learns to copy from the document in front of it. In joint training the permutation is off.',
      ],
      prediction: {
        question: 'What would the reader learn without the permutation?',
        choices: {
          memory: 'The training facts by heart',
          faster: 'The same, but faster',
          nothing: 'Nothing at all',
        },
        why: 'In a prototype its training loss fell to .5 while the loss on held-out facts was 5.6 to 7.2 and RU about zero: it remembered instead of reading.',
      },
      exercise: 'Move the recording to the first moment of joint training.',
    },
    without: {
      prose: [
        'Now leave ICT out. All settings are in one list (key comma): set ict.steps to 0 for the next run.',
        'It takes minutes on a graphics card. Predict the outcome first; you may train it later.',
      ],
      prediction: {
        question:
          'Two runs of a prototype without ICT, 1,000 joint steps: what share of held-out facts did they get right?',
        choices: { most: 'Nine in ten', half: 'Half', none: 'None' },
        why: 'Held-out accuracy was 0 in both, and p(null) .89 and 1.0. With ICT it was .99 in both. Two seeds are few: repeat it before you believe it.',
      },
      exercise: 'Set ict.steps to 0 for the next run.',
    },
  },
} satisfies LessonText;
