/** Words of the lesson “From a language model to a retriever”, in English. */
import type { LessonText } from '../lesson.ts';

export const toRetriever = {
  title: 'LLaRA: from a language model to a retriever',
  about: 'Zero-shot, fine-tuned on 200 questions, and beside BM25.',
  parts: {
    'zero-shot': {
      prose: [
        'A question gets the prompt NEXT, a block the prompt SELF: what follows a question is its answer. Blocks are ranked by the cosine of the two embeddings.',
        'R@1 in the curves is the share of 400 questions whose best block answers them. Until the phase of fine-tuning the model has not seen a single question.',
      ],
      prediction: {
        question: 'After the language model R@1 is 0. What is it after adaptation, still without a question?',
        choices: { none: 'Still 0', few: 'About .09', most: 'About .9' },
        why: 'It was .087, and R@5 .275 (seed 1): a beginning, far from BM25’s .87 on the same questions. The mean cosine of two blocks fell, from .78 after the language model to .45: blocks have become different.',
      },
      exercise: 'Train to the end of adaptation, or open the trained model with V: it stands there.',
    },
    'fine-tuned': {
      prose: [
        'In the last phase questions and their blocks are pairs: InfoNCE raises the score of the right block among all blocks of the batch.',
        'The preset trains on 200 pairs about people who are not held out. The corpus has 1,200 questions, 240 of them about held-out people.',
      ],
      prediction: {
        question: 'What is R@1 about held-out people after 200 steps on 200 pairs?',
        choices: { adapted: 'Still about .1', half: 'About .5', all: 'Above .95' },
        why: 'It was .996 of 240 questions, with an interval from .977 to .999 (seed 1). The model learns which words of a question matter, not who was born where.',
      },
      exercise:
        'At the end of the run, search on this page for a question of the corpus about a held-out person, so that LLaRA’s first block answers it.',
    },
    lexical: {
      prose: [
        'BM25 needs no training: it counts words that question and block share, rare ones more. Its R@1 is .85 of all 1,200 questions.',
        'Both are on the page, side by side. Blocks that answer the question are marked.',
      ],
      prediction: {
        question: 'Where does BM25 go wrong here?',
        choices: {
          names: 'With rare names',
          words: 'Where another block shares more words with the question than the right one',
          long: 'With long questions',
        },
        why: 'Every fact stands in two wordings, and a question has words of its own. A block about another fact of the same person, or in similar words about another person, may share more of them.',
      },
      exercise: 'Find a question for which LLaRA’s first block is right and BM25’s is not. About one in seven is.',
    },
  },
} satisfies LessonText;
