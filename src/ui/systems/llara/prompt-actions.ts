/** Actions of the page *Prompt*. */
import type { Action, ActionContext } from '../../actions/action.ts';
import { blockFurther } from '../block-move.ts';
import { promptStore } from './prompt/prompt-state.ts';

const isShown = ({ view, state }: ActionContext) => view.page === 'prompt' && state.info?.config.system === 'llara';

const moveBy = (by: number) => (context: ActionContext) => {
  const store = promptStore(context);
  const { block, moves } = store.getState();
  store.setState({ block: blockFurther(block, by, context.state), moves: moves + 1 });
};

export const nextPromptAction: Action = {
  id: 'next-prompt',
  pages: ['prompt'],
  group: 'example',
  label: ({ t }) => t.systems.llara.prompt.next,
  shortcut: { key: 'j' },
  enabled: isShown,
  run: moveBy(1),
};

export const previousPromptAction: Action = {
  id: 'previous-prompt',
  pages: ['prompt'],
  group: 'example',
  label: ({ t }) => t.systems.llara.prompt.previous,
  shortcut: { key: 'k' },
  enabled: isShown,
  run: moveBy(-1),
};
