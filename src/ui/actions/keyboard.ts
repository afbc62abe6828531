/** The keyboard: shortcuts of the registry, for the whole page. */

import { useLayoutEffect } from 'react';
import { useWorkbench, type Workbench } from '../context.ts';
import type { Words } from '../i18n/words.ts';
import { type Action, type ActionContext, contextOf, isOnPage, perform, type Shortcut } from './action.ts';
import { type ListenedActions, listenedActions } from './part-actions.ts';

const isMac = typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.platform);

/** The keys of a shortcut as they are printed on the keyboard. */
export function shortcutKeys({ key, mod }: Shortcut, { keys }: Words): string[] {
  const printed = key === ' ' ? keys.space : key.toUpperCase();
  return mod ? [isMac ? keys.command : keys.control, printed] : [printed];
}

/** The shortcut in the notation of `aria-keyshortcuts`. */
export function ariaShortcut({ key, mod }: Shortcut): string {
  const printed = key === ' ' ? 'Space' : key.toUpperCase();
  return mod ? `${isMac ? 'Meta' : 'Control'}+${printed}` : printed;
}

function isTextField(target: Element): boolean {
  return (
    target.closest(
      'input:not([type=checkbox]):not([type=radio]):not([type=range]), textarea, select, [contenteditable=true]',
    ) !== null
  );
}

/** Whether the element that has the focus does something of its own with this key. */
export function belongsToTarget(target: EventTarget | null, { key, mod }: Shortcut): boolean {
  if (!(target instanceof Element)) return false;
  if (mod) return key !== 'k' && isTextField(target);
  if (isTextField(target)) return true;
  if (target.closest('[role=listbox], [role=menu], [role=dialog], [role=alertdialog]')) return true;
  return key === ' ' && target.closest('button, a[href], summary, input, [role=button], [role=switch]') !== null;
}

/** With Ctrl or Command, Shift makes it another shortcut: Ctrl Shift Z is redo elsewhere, and must not undo once more. */
export function matches({ key, mod = false }: Shortcut, event: KeyboardEvent): boolean {
  if (event.altKey || (event.ctrlKey || event.metaKey) !== mod || (mod && event.shiftKey)) return false;
  return event.key.toLowerCase() === key;
}

/**
 * The action that a key means, of those that have it and are asked together; undefined: it goes on to others. What lies over the page comes first, then what
 * belongs to the page, which keeps its key while it is busy, then the run.
 */
function meant(matching: readonly Action[], context: ActionContext): Action | undefined {
  const keeping = matching.filter((one) => !one.passesKey?.(context));
  return (
    keeping.find((one) => one.within && one.enabled(context)) ??
    keeping.find((one) => one.pages) ??
    keeping.find((one) => one.enabled(context)) ??
    keeping[0]
  );
}

/** Whether its key stands on this action: on the one that a press means now, or, while that cannot be performed, on the first that has it. */
export function ownsKey(action: Action, { parts, page }: ListenedActions, context: ActionContext): boolean {
  const { key, mod } = action.shortcut!;
  const hasKey = ({ shortcut }: Action) => shortcut?.key === key && shortcut.mod === mod;
  const asked = [...parts, page].map((actions) => actions.filter((one) => hasKey(one) && isOnPage(one, context)));
  const taker = asked.map((actions) => meant(actions, context)).find((one) => one !== undefined);
  const owner = taker?.enabled(context) ? taker : asked.flat()[0];
  return owner === undefined || owner.id === action.id;
}

/** The effect of one key press on the actions; returns whether one of them took it. */
export function handleKey(event: KeyboardEvent, actions: readonly Action[], workbench: Workbench): boolean {
  if (event.defaultPrevented || event.isComposing) return false;
  const context = contextOf(workbench);
  const action = meant(
    actions.filter((one) => one.shortcut && matches(one.shortcut, event) && isOnPage(one, context)),
    context,
  );
  if (!action || belongsToTarget(event.target, action.shortcut!)) return false;
  event.preventDefault();
  const repeats = !action.once && (action.group === 'example' || action.group === 'lab' || action.id === 'step');
  if (!event.repeat || repeats) void perform(action, workbench);
  return true;
}

/** Listens as long as the component stands, from the moment it is drawn. */
export function useShortcuts(actions: readonly Action[]): void {
  const workbench = useWorkbench();
  useLayoutEffect(() => {
    const listen = (event: KeyboardEvent) => handleKey(event, actions, workbench);
    document.addEventListener('keydown', listen);
    listenedActions(workbench).setState({ page: actions });
    return () => document.removeEventListener('keydown', listen);
  }, [actions, workbench]);
}
