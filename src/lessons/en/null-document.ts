/** Words of the lesson “Why there is a null document”, in English. */
import type { LessonText } from '../lesson.ts';

export const nullDocument = {
  title: 'Why there is a null document',
  about: 'Some words need no document, and the model must be able to say so.',
  parts: {
    empty: {
      prose: [
        'One candidate is empty: the null document ∅. It has neither title nor text, it is always a candidate, and it is never in the index.',
        'Beside it the reader sees x alone. So p(y|∅,x) is what it knows without retrieving.',
      ],
      prediction: {
        question:
          'The reader guesses a word well with the null document, and worse with every other candidate. What happens to p(null)?',
        choices: { falls: 'It falls', same: 'It stays the same', rises: 'It rises' },
        why: 'p(y|∅,x) is above the average p(y|x), so r(∅) is positive, and the score of the null document rises. Without a null document some other document would get this probability.',
      },
      exercise: 'Open the row of the null document.',
    },
    utility: {
      prose: [
        'RU(z|x) = log p(y|z,x) − log p(y|∅,x) compares a document with the null document, in nats. An opened row shows it.',
        'A positive value means that the document helps, a negative one that it misleads.',
      ],
      prediction: {
        question: 'What is RU of the null document itself?',
        choices: { one: '1', zero: '0', any: 'It depends on the sentence' },
        why: 'It is compared with itself: log p(y|∅,x) − log p(y|∅,x) = 0.',
      },
      exercise: 'Open the row of a document with a positive RU(z|x).',
    },
    collapse: {
      prose: [
        'The curve p(null) is the mean of p(∅|x). If the reader cannot use documents, none of them makes a word likelier, and p(null) may climb to 1: retrieval has collapsed.',
        'In a prototype of these biographies two runs without ICT ended with p(null) at .89 and 1.0, and with no held-out fact right.',
      ],
      prediction: {
        question: 'p(null) is close to 1. How much does the retriever still learn about the other documents?',
        choices: {
          more: 'More than before: there is more to gain',
          same: 'As much as before',
          nothing: 'Almost nothing',
        },
        why: 'r(z) = [p(y|z,x) / p(y|x) − 1] · p(z|x) has the factor p(z|x), which is close to zero for all of them. Only a document that makes the word far likelier could still be seen.',
      },
    },
  },
} satisfies LessonText;
