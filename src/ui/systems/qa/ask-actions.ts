/** Actions of the page *Ask*. */
import type { Action, ActionContext } from '../../actions/action.ts';
import { type AskState, askStore } from './ask/ask-state.ts';

const stateOf = (context: ActionContext): AskState => askStore(context).getState();

const canAsk = (context: ActionContext) => context.view.page === 'ask' && stateOf(context).questions.length > 0;

export const nextQuestionAction: Action = {
  id: 'next-question',
  pages: ['ask'],
  group: 'example',
  label: ({ t }) => t.systems.qa.ask.next,
  shortcut: { key: 'j' },
  enabled: canAsk,
  run: (context) => stateOf(context).asker?.move(1),
};

export const previousQuestionAction: Action = {
  id: 'previous-question',
  pages: ['ask'],
  group: 'example',
  label: ({ t }) => t.systems.qa.ask.previous,
  shortcut: { key: 'k' },
  enabled: canAsk,
  run: (context) => stateOf(context).asker?.move(-1),
};

const canUndo = (context: ActionContext) => canAsk(context) && stateOf(context).past.length > 0;

export const undoEditAction: Action = {
  id: 'undo-edit',
  pages: ['ask'],
  passesKey: (context) => !canUndo(context),
  group: 'example',
  label: ({ t }) => t.systems.qa.ask.undo,
  shortcut: { key: 'z', mod: true },
  enabled: canUndo,
  run: (context) => stateOf(context).asker?.undo(),
};
