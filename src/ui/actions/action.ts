/** One thing a person can do: label, shortcut, predicate and effect in one object that feeds buttons, keyboard and palette alike. */

import type { SessionState } from '../../state/session-state.ts';
import type { Workbench } from '../context.ts';
import type { UiState } from '../ui-store.ts';

export interface ActionContext extends Workbench {
  state: SessionState;
  view: UiState;
}

/** A key as `KeyboardEvent.key` names it (letters in lower case), with the modifiers it needs. */
export interface Shortcut {
  key: string;
  /** Ctrl, or ⌘ on a Mac. */
  mod?: boolean;
}

export type ActionGroup = 'run' | 'example' | 'files' | 'setup' | 'view' | 'lab';

export interface Action {
  id: string;
  group: ActionGroup;
  label(context: ActionContext): string;
  shortcut?: Shortcut;
  enabled(context: ActionContext): boolean;
  run(context: ActionContext): void | Promise<void>;
}

/** The context as it is now. */
export function contextOf(workbench: Workbench): ActionContext {
  return { ...workbench, state: workbench.session.state, view: workbench.ui.getState() };
}

/** Runs an action if it may be run; what goes wrong is shown in place. */
export async function perform(action: Action, workbench: Workbench): Promise<void> {
  const context = contextOf(workbench);
  if (!action.enabled(context)) return;
  try {
    await action.run(context);
  } catch (error) {
    workbench.session.fail(error);
  }
}
