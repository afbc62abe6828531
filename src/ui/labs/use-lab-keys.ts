/** Keys of a lab. They come with its code, so the registry of the page does not know them; a lab is asked before the page. The list of shortcuts has them, too. */
import { useLayoutEffect } from 'react';
import type { Action } from '../actions/action.ts';
import { handleKey } from '../actions/keyboard.ts';
import { addPartActions } from '../actions/part-actions.ts';
import { useWorkbench } from '../context.ts';

export function useLabKeys(actions: readonly Action[]): void {
  const workbench = useWorkbench();
  useLayoutEffect(() => {
    const listen = (event: KeyboardEvent) => void handleKey(event, actions, workbench);
    document.addEventListener('keydown', listen, { capture: true });
    const end = addPartActions(workbench, actions);
    return () => {
      document.removeEventListener('keydown', listen, { capture: true });
      end();
    };
  }, [actions, workbench]);
}

/** An action of the page of labs. Its key is its own there. */
export function labAction(
  action: Pick<Action, 'id' | 'shortcut' | 'passesKey' | 'once' | 'run'> & { label: string; isEnabled?: boolean },
): Action {
  const { label, isEnabled = true, ...rest } = action;
  return { ...rest, group: 'lab', pages: ['basics'], label: () => label, enabled: () => isEnabled };
}
