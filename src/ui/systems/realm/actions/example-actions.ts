/** Actions on the example that is shown. */

import type { Action, ActionContext } from './action.ts';

const hasExamples = ({ state, view }: ActionContext) =>
  view.page === 'run' && state.info !== null && (state.example?.count ?? 0) > 1;

export const nextExampleAction: Action = {
  id: 'next-example',
  group: 'example',
  label: ({ t }) => t.actions.nextExample,
  shortcut: { key: 'j' },
  enabled: hasExamples,
  run: ({ state, session }) => session.inspect(state.exampleIndex + 1),
};

export const previousExampleAction: Action = {
  id: 'previous-example',
  group: 'example',
  label: ({ t }) => t.actions.previousExample,
  shortcut: { key: 'k' },
  enabled: hasExamples,
  run: ({ state, session }) => session.inspect(state.exampleIndex - 1),
};

export const liveAction: Action = {
  id: 'live',
  group: 'example',
  label: ({ state, t }) => (state.live ? t.actions.hold : t.actions.live),
  shortcut: { key: 'h' },
  enabled: ({ state, view }) => view.page === 'run' && state.example !== null,
  run: ({ state, session }) => session.setLive(!state.live),
};
