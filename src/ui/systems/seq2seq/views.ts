/** The views of sequence to sequence: its words. What the model writes, and where it looks, is shown by the lab *Alignment*. */
import type { SystemViews } from '../views.ts';
import { seq2seq as en } from './words/en.ts';
import { seq2seq as zh } from './words/zh.ts';

export const seq2seqViews: SystemViews = { words: { en, 'zh-Hans': zh } };
