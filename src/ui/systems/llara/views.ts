/** The views of LLaRA: the page *Prompt*. */
import { lazyPage } from '../../widgets/lazy.tsx';
import type { SystemViews } from '../views.ts';
import { createLlaraStores, llaraPlaces } from './prompt/prompt-state.ts';
import { nextPromptAction, previousPromptAction } from './prompt-actions.ts';

export const llaraViews: SystemViews = {
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
