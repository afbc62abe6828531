/** The views of Open-QA: the page *Ask*. */
import { lazyPage } from '../../widgets/lazy.tsx';
import type { SystemViews } from '../views.ts';
import { createQaStores, qaPlaces } from './ask/ask-state.ts';
import { nextQuestionAction, previousQuestionAction, undoEditAction } from './ask-actions.ts';
import { qa as en } from './words/en.ts';
import { qa as zh } from './words/zh.ts';

export const qaViews: SystemViews = {
  words: { en, 'zh-Hans': zh },
  createStores: createQaStores,
  places: qaPlaces,
  pages: [
    {
      id: 'ask',
      title: (t) => t.systems.qa.ask.title,
      linkNote: (t) => t.systems.qa.ask.linkNote,
      shortcut: { key: 'a' },
      Page: lazyPage('ask', async () => (await import('./ask/ask-page.tsx')).AskPage),
    },
  ],
  actions: [nextQuestionAction, previousQuestionAction, undoEditAction],
};
