/** Words of the lesson “Trivial retrieval”, in English. */
import type { LessonText } from '../lesson.ts';

export const trivialRetrieval = {
  title: 'Trivial retrieval',
  about: 'Why the document that a sentence was taken from is barred.',
  parts: {
    source: {
      prose: [
        'Each masked sentence was taken from a document of the corpus, its source. The source holds the sentence with the masked word in it.',
        'Training bars it. The lab has a switch that allows it; the row is then marked “source”.',
      ],
      prediction: {
        question: 'The source may be retrieved, and the reader can copy. Which sign has its r(z)?',
        choices: { up: 'Positive', zero: 'Zero', down: 'Negative' },
        why: 'The word stands there in the same sentence, so the reader finds it likelier than with the others. The retriever is then rewarded for equal words. A reader that cannot copy yet gives an r(z) close to zero.',
      },
      exercise: 'Switch “Allow the source document” on in the lab, and open the row that is marked “source”.',
    },
    harm: {
      prose: [
        'The paper bars the source because a retriever could learn to look for equal words alone. Sources are recognised by title and text, so a second copy of the document is barred too.',
        'We measured it at this size. Be prepared for an honest answer.',
      ],
      prediction: {
        question: 'A prototype was trained with trivial retrieval allowed. What changed?',
        choices: {
          recall: 'It found far fewer answers to questions',
          utility: 'RU was higher, and the questions were answered about as well',
          nothing: 'Nothing could be measured',
        },
        why: 'RU was 7.1 and 6.6 instead of 4.7 and 4.5: copying is easy with the source at hand. Question R@1 suffered no harm that we saw. So we promise none; the rule matters for what RU means.',
      },
    },
  },
} satisfies LessonText;
