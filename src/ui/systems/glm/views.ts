/** The views of GLM: the page *Blanks*. */
import { lazyPage } from '../../widgets/lazy.tsx';
import type { SystemViews } from '../views.ts';
import { createGlmStores, glmPlaces } from './blanks/blanks-state.ts';
import {
  modeActions,
  nextBlockAction,
  previousBlockAction,
  redrawAction,
  stepBackAction,
  stepFromStartAction,
  stepFurtherAction,
} from './blanks-actions.ts';
import { glm as en } from './words/en.ts';
import { glm as zh } from './words/zh.ts';

export const glmViews: SystemViews = {
  words: { en, 'zh-Hans': zh },
  createStores: createGlmStores,
  places: glmPlaces,
  pages: [
    {
      id: 'blanks',
      title: (t) => t.systems.glm.blanks.title,
      shortcut: { key: 'g' },
      Page: lazyPage('blanks', async () => (await import('./blanks/blanks-page.tsx')).BlanksPage),
    },
  ],
  actions: [
    nextBlockAction,
    previousBlockAction,
    redrawAction,
    ...modeActions,
    stepFromStartAction,
    stepBackAction,
    stepFurtherAction,
  ],
};
