/** Words of LLaRA, in English. */
import type { Definition } from '../../../i18n/definition.ts';
import { prompt } from './en-prompt.ts';

export const llara = {
  prompt,
  phases: {
    lm: {
      name: 'Language model',
      plain: 'predict the next token',
      hint: 'The model predicts each token from those before it.',
    },
    adapt: {
      name: 'Adaptation',
      plain: 'EBAE and EBAR',
      hint: 'One embedding has to name the words of its text, another those of the next sentence.',
    },
    tune: {
      name: 'Fine-tuning',
      plain: 'find the answer',
      hint: 'Questions are drawn to the blocks that answer them.',
    },
  },
  metrics: {} satisfies Record<string, Definition>,
};

export type LlaraStrings = typeof llara;
