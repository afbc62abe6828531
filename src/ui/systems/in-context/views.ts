/** The views of in-context learning: words alone; its lab stands on the page *Basics*. */
import type { SystemViews } from '../views.ts';
import { inContext as en } from './words/en.ts';
import { inContext as zh } from './words/zh.ts';

export const inContextViews: SystemViews = { words: { en, 'zh-Hans': zh } };
