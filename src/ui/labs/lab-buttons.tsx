/** Undo, reset and a lab's own actions as buttons. */
import type { Action } from '../actions/action.ts';
import { ActionButton } from '../widgets/action-button.tsx';
import styles from './lab-frame.module.css';
import type { Desk } from './use-desk.ts';
import { labAction } from './use-lab-keys.ts';

/** Undo and reset of a desk, with the words of the page of labs. */
export function deskActions(
  { canUndo, changedAt, undo, reset }: Pick<Desk<unknown>, 'canUndo' | 'changedAt' | 'undo' | 'reset'>,
  t: { undo: string; reset: string },
): Action[] {
  return [
    labAction({
      ...{ id: 'lab-undo', label: t.undo, shortcut: { key: 'z', mod: true } },
      // the key undoes what was done last: the newest change here, or that a run was put aside
      passesKey: ({ state: { undoable } }) => !canUndo || (undoable !== null && undoable.asideAt > changedAt),
      ...{ isEnabled: canUndo, run: undo },
    }),
    labAction({ id: 'lab-reset', label: t.reset, isEnabled: canUndo, run: reset }),
  ];
}

/** `primary`: the id of the action that stands out. */
export function LabButtons({ actions, primary }: { actions: readonly Action[]; primary?: string }) {
  return (
    <div className={styles.buttons}>
      {actions.map((action) => (
        <ActionButton key={action.id} action={action} kind={action.id === primary ? 'primary' : 'plain'} showKeys />
      ))}
    </div>
  );
}
