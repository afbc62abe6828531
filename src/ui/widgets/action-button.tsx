/** A button that performs an action of the registry; it takes label, shortcut and predicate from there. */

import type { ReactNode } from 'react';
import { Button } from 'react-aria-components';
import { useStore } from 'zustand';
import { type Action, type ActionContext, contextOf, perform } from '../actions/action.ts';
import { ownsKey, shortcutKeys } from '../actions/keyboard.ts';
import { listenedActions } from '../actions/part-actions.ts';
import { useSystemStores, useWorkbench } from '../context.ts';
import { useStrings } from '../i18n/language-context.tsx';
import styles from './button.module.css';
import { shortcutRef } from './shortcut-ref.ts';

export interface ActionButtonProps {
  action: Action;
  kind?: 'primary' | 'plain' | 'quiet';
  /** Shown in place of the label, which then is for screen readers. */
  icon?: ReactNode;
  /** Keep the words beside the icon. */
  withLabel?: boolean;
  showKeys?: boolean;
  className?: string;
}

export function ActionButton({ action, kind = 'plain', icon, withLabel, showKeys, className }: ActionButtonProps) {
  const workbench = useWorkbench();
  const state = useStore(workbench.session.store);
  const view = useStore(workbench.ui);
  const listened = useStore(listenedActions(workbench));
  useSystemStores();
  const t = useStrings();
  const context: ActionContext = { ...contextOf(workbench, state), view, t };
  const label = action.label(context);
  // a key that means another action now is not promised
  const shortcut = action.shortcut && ownsKey(action, listened, context) ? action.shortcut : undefined;
  return (
    <Button
      className={`${styles.button} ${styles[kind]} ${className ?? ''}`}
      isDisabled={!action.enabled(context)}
      onPress={() => void perform(action, workbench)}
      aria-label={label}
      ref={shortcutRef(shortcut)}
      data-action={action.id}
    >
      {icon}
      {(!icon || withLabel) && <span>{label}</span>}
      {showKeys && shortcut && <kbd className={styles.keys}>{shortcutKeys(shortcut, t).join(' ')}</kbd>}
    </Button>
  );
}
