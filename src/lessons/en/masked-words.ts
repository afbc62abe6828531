/** Words of the lesson “From masked words to r(z)”, in English. */
import type { LessonText } from '../lesson.ts';

export const maskedWords = {
  title: 'From masked words to r(z)',
  about: 'How a missing word tells a retriever which document was helpful.',
  parts: {
    mask: {
      prose: [
        'A word of the sentence x is masked. The retriever finds candidates z for what is left of it, and a reader guesses the masked word y beside each candidate.',
        'Training raises one number: log p(y|x) = log Σ p(z|x) · p(y|z,x), summed over the candidates.',
      ],
      prediction: {
        question: 'What does somebody have to label, so that the retriever can learn from this?',
        choices: {
          document: 'Which document is right',
          question: 'Questions with their answers',
          word: 'Nothing: the masked word is enough',
        },
        why: 'The masked word stands in the text itself. log p(y|x) has a derivative with respect to the score f(x,z) of every candidate, so it says which scores to raise. Questions are used for measuring only.',
      },
    },
    row: {
      prose: [
        'Read a row from left to right. p(z|x): how likely the retriever thinks that z helps. p(y|z,x): how likely the reader finds the masked word with z.',
        'r(z) = [p(y|z,x) / p(y|x) − 1] · p(z|x). It is the derivative of log p(y|x) with respect to f(x,z), so the score of z moves in its direction.',
      ],
      prediction: {
        question:
          'With document z the masked word is likelier than with the candidates on average. Which sign has r(z)?',
        choices: { up: 'Positive: its score rises', zero: 'Zero', down: 'Negative: its score falls' },
        why: 'p(y|x) is the average of p(y|z,x), weighted by p(z|x). Above it the ratio is greater than 1, the bracket is positive, and p(z|x) is never negative.',
      },
      exercise: 'Open the row with the largest r(z).',
    },
    sum: {
      prose: [
        'r(z) is also the posterior minus the prior: p(z|y,x) − p(z|x). Both are probabilities over the same candidates and sum to 1, so the bars sum to zero.',
        'What one document gains, the others lose.',
      ],
      prediction: {
        question: 'The reader guesses the word equally well with every candidate. What are the bars?',
        choices: { equal: 'All positive and equal', zero: 'All zero', first: 'Positive for the first row alone' },
        why: 'Every ratio p(y|z,x) / p(y|x) is 1, so every bracket is zero. If all documents are equally good there is nothing to learn from this word.',
      },
      exercise: 'Move the recording to the first moment of joint training, and compare the bars.',
    },
  },
} satisfies LessonText;
