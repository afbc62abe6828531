/** Words of the lesson “What the embedding says”, in English. */
import type { LessonText } from '../lesson.ts';

export const whatItSays = {
  title: 'LLaRA: what the embedding says',
  about: 'The likeliest tokens of an embedding, before adaptation and after it.',
  parts: {
    before: {
      prose: [
        'The output matrix of the language model can read any state, also that of a slot. The page Prompt lists the ten likeliest tokens of both embeddings, and marks those that are right.',
        'In the first phase the model has only learned to predict the next token: no loss has asked anything of the slots. Train, and stop in this phase after step 100.',
      ],
      prediction: {
        question: 'How many of the ten likeliest tokens by SELF are words of the text, after the language model alone?',
        choices: { none: 'None, or hardly any', half: 'About half', all: 'Almost all' },
        why: 'The share was .00 at the end of this phase (seed 1). The words are in the model, but the prompts have not been trained: the state at the slot does not sum up the text.',
      },
      exercise:
        'Show a block on this page, with the language model after step 100 of its phase, of which no token by SELF is right.',
    },
    after: {
      prose: [
        'In adaptation the embedding of SELF has to name the tokens of the text (EBAE), that of NEXT those of the next sentence (EBAR). Nothing else is labelled: any text will do.',
        'Train on, into the second phase, or press V: the model that comes with the page has taken its 200 steps. The tokens are read again after every evaluation. Words in more than a tenth of the blocks are no targets.',
      ],
      prediction: {
        question: 'Which share of the likeliest tokens by SELF is right after 200 steps of adaptation?',
        choices: { none: 'Still none', some: 'About a fifth', all: 'Almost all' },
        why: 'It was .21 (seed 1; as many tokens as a block has targets, but at most ten), while EBAE had fallen from 7.5 to 4.4 nats. Fine-tuning takes it down again, to .05: there the embedding is asked to find answers, not to name words.',
      },
      exercise: 'With an adapted model, find a block of which two or more of the ten tokens by SELF are right.',
    },
    without: {
      prose: [
        'Is adaptation needed, if the model is fine-tuned on questions anyway? We measured it with few: 50 questions in place of 200.',
        'With adaptation and 50 questions the held-out R@1 was .89, on the mean of three seeds. Without it the language model was trained for 200 steps more, so that all runs have 600.',
      ],
      prediction: {
        question: 'What was the held-out R@1 with 50 questions and no adaptation?',
        choices: { same: 'About the same, .9', half: 'About half as much, .45', none: '.01, as before training' },
        why: 'It was .45 with an interval from .26 to .65, and .54 with fine-tuning alone, from random weights (three seeds each; the page Experiments has them). What is learned about texts without labels saves labels.',
      },
      exercise: 'Under “All settings”, set adapt.steps to 0 for the next run.',
    },
  },
} satisfies LessonText;
