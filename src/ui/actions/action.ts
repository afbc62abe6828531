/** One thing a person can do: label, shortcut, predicate and effect in one object that feeds buttons, keyboard and palette alike. */

import type { Session } from '../../state/session.ts';
import type { SessionState } from '../../state/session-state.ts';
import type { PageName } from '../../state/url.ts';
import { shownSession, type Workbench } from '../context.ts';
import type { Words } from '../i18n/words.ts';
import type { UiState } from '../ui-store.ts';

export interface ActionContext extends Workbench {
  state: SessionState;
  /** What the page shows of the run: an earlier moment of it, while one is chosen. Actions on what is on screen look here. */
  shown: Session;
  /** Its state. While something is drawn, the one that is drawn: `shown.state` would draw delayed changes in the midst of it. */
  shownState: SessionState;
  view: UiState;
  /** The words of the language that is shown. */
  t: Words;
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
  /** The pages that it belongs to; absent: to every page. There its key is its own, whether it is enabled or not. */
  pages?: readonly PageName[];
  /** The part of every page that it belongs to, for the list of shortcuts. */
  within?: 'lesson' | 'library';
  /** Whether its key goes on to another action for now, e.g. from undo on this page to undo of the run; absent: never. */
  passesKey?(context: ActionContext): boolean;
  /** A key that is held performs it once, also in a group whose keys repeat. */
  once?: boolean;
  enabled(context: ActionContext): boolean;
  run(context: ActionContext): void | Promise<void>;
}

/** Whether it belongs to the page that is shown. */
export function isOnPage({ pages }: Action, { view }: ActionContext): boolean {
  return pages?.includes(view.page) ?? true;
}

/** The context with this state of the session: by default the newest, which may not be drawn yet. */
export function contextOf(workbench: Workbench, state: SessionState = workbench.session.state): ActionContext {
  const view = workbench.ui.getState();
  const shown = shownSession(workbench);
  const shownState = shown === workbench.session ? state : shown.store.getState();
  return { ...workbench, state, shown, shownState, view, t: workbench.languages.of(view.language).t };
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
