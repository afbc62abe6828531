/** Words of the lesson “A blank of unknown length”, in English. */
import type { LessonText } from '../lesson.ts';

export const unknownLength = {
  title: 'GLM: a blank of unknown length',
  about: 'GLM writes until it writes [eop]; a masked LM must know how many tokens are missing.',
  parts: {
    fill: {
      prose: [
        'Below the mask is a text whose blanks can be filled: each ___ is one [MASK], and is written from [sop] until [eop]. Special tokens but [eop] are barred.',
        'A model that we trained for 2,500 steps comes with the page: open it with V. It copies what stands elsewhere in the text, so state everything twice, or press “Take this block”; D and F go through the steps.',
      ],
      prediction: {
        question: 'What is GLM told about a blank?',
        choices: {
          place: 'Only where it is',
          length: 'Where it is, and how many tokens it has',
          words: 'Where it is, and how many words it has',
        },
        why: 'One [MASK] stands for a span of any length. A masked LM has one [MASK] for each token, so its input says how many there are.',
      },
      exercise: 'Let a text with two blanks be filled.',
    },
    length: {
      prose: [
        'The same model, batches and schedule trained three ways, 2,500 steps each, three seeds. Of the blanks of two tokens GLM filled .95, .98 and .53, a masked LM 1.00, .94 and 1.00, a causal LM .17, .25 and .17. The last two are told the length.',
        'Between GLM and the masked LM no difference is shown: copying comes with a jump, at another step in each run. The page Experiments has all lengths.',
      ],
      prediction: {
        question: 'Why does the causal LM fill so few of them?',
        choices: {
          small: 'It has fewer parameters',
          left: 'It cannot see what stands to the right of the blank',
          steps: 'It saw fewer targets',
        },
        why: 'Whatever is missing stands once more in the text, before the blank or behind it. A causal LM can copy only what stands before, and each of its steps has more targets, not fewer.',
      },
      exercise: 'Under “All settings”, set glm.objective to mlm for the next run.',
    },
  },
} satisfies LessonText;
