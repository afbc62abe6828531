/** Words of the lesson “Why names and dates are masked”, in English. */
import type { LessonText } from '../lesson.ts';

export const salientSpans = {
  title: 'Why names and dates are masked',
  about: 'Which words need knowledge, and which need only grammar.',
  parts: {
    grammar: {
      prose: [
        'A salient span is a name, a date or a number. In the masking lab detected spans are underlined, and you can mask any word.',
        'Mask a word that is not underlined, such as “in”. Which document would help to guess it?',
      ],
      prediction: {
        question: '“Alma Brandt was born in the city of Oslo.” For which of these words does a document help most?',
        choices: { preposition: '“in”', verb: '“born”', name: 'The name of the city' },
        why: 'Grammar and the words around it tell “in”, with any document or none. The city has to be known, or read. So only its r(z) can tell documents apart.',
      },
      exercise: 'Mask by hand one or more words without an underline.',
    },
    name: {
      prose: [
        'The lab masks the sentence in three more ways: a salient span, uniformly drawn tokens, a random span. Compare p(y|x) and RU in the columns.',
        'How clear the difference is depends on the models: a reader that cannot copy yet finds all of them hard.',
      ],
      prediction: {
        question:
          'A prototype reached a held-out accuracy of .99 with salient spans. What did it reach when training masked uniformly drawn tokens?',
        choices: { same: 'The same', half: 'About half of that', none: 'Nothing' },
        why: 'Two seeds gave .47 and .51, and random spans .45 and .53. The same held-out facts were asked. In the runs of the page Experiments, whose reader is warmed up with the same masks, the gap is larger: .93 against .03 and .03. The paper saw the same order on NQ: 38.2 with salient spans, 35.3 with random spans, 32.3 with uniform masks.',
      },
      exercise: 'Mask by hand an underlined word alone.',
    },
  },
} satisfies LessonText;
