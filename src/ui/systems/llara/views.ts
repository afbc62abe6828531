/** The views of LLaRA: the page *Prompt*. */
import { lazyPage } from '../../widgets/lazy.tsx';
import type { SystemViews } from '../views.ts';
import { createLlaraStores, llaraPlaces } from './prompt/prompt-state.ts';
import { nextPromptAction, previousPromptAction } from './prompt-actions.ts';
import { llara as en } from './words/en.ts';
import { llara as zh } from './words/zh.ts';

export const llaraViews: SystemViews = {
  words: { en, 'zh-Hans': zh },
  createStores: createLlaraStores,
  places: llaraPlaces,
  pages: [
    {
      id: 'prompt',
      title: (t) => t.systems.llara.prompt.title,
      shortcut: { key: 'l' },
      Page: lazyPage('prompt', async () => (await import('./prompt/prompt-page.tsx')).PromptPage),
    },
  ],
  actions: [nextPromptAction, previousPromptAction],
};
