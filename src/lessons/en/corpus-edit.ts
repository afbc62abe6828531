/** Words of the lesson “The knowledge is in the text”, in English. */
import type { LessonText } from '../lesson.ts';

export const corpusEdit = {
  title: 'The knowledge is in the text',
  about: 'Change a document, retrieve, and the answer changes, without training.',
  parts: {
    change: {
      prose: [
        'A language model alone keeps facts in its weights. A retrieve-and-read model can take them from the text that it reads.',
        'Switch “Allow the source document” on, so that the source is read as well. Open its row and change the masked word in it to another one of the same kind, e.g. another year or town of this corpus.',
      ],
      prediction: {
        question: 'The reader copies. What does it say beside the changed document?',
        choices: { old: 'The old word', new: 'The new word', nothing: 'Nothing sensible' },
        why: 'What it copies stands in the document. Nothing was trained: only the text is another. A word that the vocabulary does not know cannot be copied.',
      },
      exercise: 'Change a document in an opened row of the lab, and let it be read in its new words.',
    },
    answer: {
      prose: [
        'Look at the opened row: “The reader says” is its guess beside this document. The true word y, from which r(z) is computed, is still the old one.',
        'The candidates were found by the old embedding. p(z|x) and p(y|z,x) are computed with the new text.',
      ],
      prediction: {
        question: 'The reader now copies the new word. What happens to p(y|z,x) of this document?',
        choices: { rises: 'It rises', same: 'It stays the same', falls: 'It falls' },
        why: 'y is the old word, and the document no longer says it. With p(y|z,x) falls the ratio p(y|z,x) / p(y|x), and with it r(z).',
      },
      exercise: 'Change a document so that the reader’s first guess beside it is a word which you wrote.',
    },
    weights: {
      prose: [
        'Now change a document and look at the reader’s guess beside the null document: it does not change, for there it reads nothing.',
        'A fact that the reader has learned by heart is in its weights as well.',
      ],
      prediction: {
        question:
          'After long joint training the reader knows a training fact by heart. The document says something else. What decides?',
        choices: {
          text: 'Always the text',
          weights: 'Always the weights',
          both: 'Both: it depends on how strongly the reader copies',
        },
        why: 'p(y|z,x) is one network that sees x and z and has weights. Masks over many facts, held-out subjects and the warm-up with permuted values favour reading; nothing forces it.',
      },
    },
  },
} satisfies LessonText;
