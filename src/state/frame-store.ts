/** A vanilla zustand store that can also delay changes until the next frame, so that they are drawn together. */

import { createStore, type StoreApi } from 'zustand/vanilla';

export type Schedule = (flush: () => void) => void;

/** Calls back before the next frame or, on a hidden page, soon. */
export function nextFrame(flush: () => void): void {
  if (typeof requestAnimationFrame === 'function' && document.visibilityState === 'visible')
    requestAnimationFrame(flush);
  else setTimeout(flush, 250);
}

export class FrameStore<State extends object> {
  readonly store: StoreApi<State>;
  private waiting: Partial<State> | null = null;

  constructor(
    initial: State,
    private readonly schedule: Schedule,
  ) {
    this.store = createStore(() => initial);
  }

  /** The state with all changes; delayed ones are shown at once. */
  get now(): State {
    this.flush();
    return this.store.getState();
  }

  /** The state as it will be after the next frame, without showing it. */
  get coming(): State {
    return this.waiting ? { ...this.store.getState(), ...this.waiting } : this.store.getState();
  }

  /** Shows a change at once. */
  set(patch: Partial<State>): void {
    this.flush();
    this.store.setState(patch);
  }

  /** Shows a change at the next frame. */
  later(patch: Partial<State>): void {
    if (this.waiting) {
      Object.assign(this.waiting, patch);
      return;
    }
    this.waiting = patch;
    this.schedule(() => this.flush());
  }

  flush(): void {
    if (!this.waiting) return;
    const patch = this.waiting;
    this.waiting = null;
    this.store.setState(patch);
  }
}
