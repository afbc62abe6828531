/**
 * The place of the keyboard when the focused element leaves the page, as the button of a message does that closes it: the nearest element around it that stays and can take the
 * focus, else the main part. Without it a screen reader begins at the top again.
 */

/** Milliseconds in which whatever took the element away may choose a place by itself, as dialogs do. */
const patience = 100;

/** Whether the focus is on nothing that a person uses. */
export const isNowhere = (): boolean => document.activeElement === null || document.activeElement.matches('body, main');

/** Returns what ends it. */
export function keepFocus(): () => void {
  let focused: Element | null = null;
  /** Elements around it, the nearest first. */
  let places: HTMLElement[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;

  const note = ({ target }: FocusEvent) => {
    focused = target as Element;
    places = [];
    for (let one = focused.parentElement; one; one = one.parentElement) {
      if (one.matches('[tabindex], main')) places.push(one);
    }
  };
  const forget = ({ target }: PointerEvent) => {
    // a person who presses elsewhere leaves it on purpose
    if (!focused?.contains(target as Node)) focused = null;
  };
  const goOn = () => {
    if (!isNowhere()) return;
    const place = places.find(({ isConnected }) => isConnected) ?? document.querySelector('main');
    if (place && !place.hasAttribute('tabindex')) place.tabIndex = -1;
    place?.focus({ preventScroll: true });
  };
  const observer = new MutationObserver(() => {
    if (!focused || focused.isConnected || !isNowhere()) return;
    focused = null;
    clearTimeout(timer);
    timer = setTimeout(goOn, patience);
  });

  document.addEventListener('focusin', note);
  document.addEventListener('pointerdown', forget);
  observer.observe(document.body, { childList: true, subtree: true });
  return () => {
    document.removeEventListener('focusin', note);
    document.removeEventListener('pointerdown', forget);
    observer.disconnect();
    clearTimeout(timer);
  };
}
