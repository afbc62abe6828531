/** The words of word vectors; their lab is on the page *Basics* (`src/ui/labs/bias`). */
import type { SystemViews } from '../views.ts';
import { vectors as en } from './words/en.ts';
import { vectors as zh } from './words/zh.ts';

export const vectorsViews: SystemViews = { words: { en, 'zh-Hans': zh } };
