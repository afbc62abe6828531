import type { Shortcut } from '../actions/action.ts';
import { ariaShortcut } from '../actions/keyboard.ts';

/** A `ref` that tells screen readers the shortcut of a button: those of React Aria do not pass `aria-keyshortcuts` on. */
export const shortcutRef = (shortcut: Shortcut | undefined) => (element: HTMLElement | null) => {
  if (shortcut) element?.setAttribute('aria-keyshortcuts', ariaShortcut(shortcut));
  else element?.removeAttribute('aria-keyshortcuts');
};
