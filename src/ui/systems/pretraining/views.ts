/** The views of three pre-trainings: words alone; their lab stands on the page *Basics*. */
import type { SystemViews } from '../views.ts';
import { pretraining as en } from './words/en.ts';
import { pretraining as zh } from './words/zh.ts';

export const pretrainingViews: SystemViews = { words: { en, 'zh-Hans': zh } };
