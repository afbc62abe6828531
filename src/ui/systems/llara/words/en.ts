/** Words of LLaRA, in English. Names and meanings of its metrics stand with them. */
import { llaraMetrics } from '../../../../systems/llara/metrics.ts';
import type { Definition } from '../../../i18n/definition.ts';
import { prompt } from './en-prompt.ts';

const metrics: Record<string, Definition> = {
  ...Object.fromEntries(llaraMetrics.map(({ id, name, about }) => [id, { name, text: about }])),
  recall: { name: 'Recall at 1', text: 'Over all questions and over those about held-out subjects; dashed: BM25.' },
  bags: { name: 'EBAE and EBAR', text: 'Both losses; dashed: those of a constant guess.' },
  contrast: { name: 'Contrastive loss', text: 'Dashed: the loss if all embeddings are equal.' },
  gauges: {
    name: 'Mean cosine, likeliest tokens',
    text: 'A mean cosine near 1 means that the embeddings have collapsed.',
  },
};

export const llara = {
  prompt,
  phases: {
    lm: { name: 'Language model', plain: 'predict the next word', hint: 'The model learns to predict the next token.' },
    adapt: {
      name: 'Adaptation',
      plain: 'sum a text up in a vector',
      hint: 'The embedding of a text predicts its own tokens (EBAE) and those of the next sentence (EBAR).',
    },
    ict: { name: 'ICT', plain: 'find the source', hint: 'Embeddings learn to find the block of a sentence.' },
    tune: { name: 'Fine-tuning', plain: 'find answers', hint: 'Questions learn to find the blocks that answer them.' },
  },
  metrics,
};

export type LlaraStrings = typeof llara;
