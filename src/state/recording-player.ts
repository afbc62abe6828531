/** Plays a recording on the page: one moment after the other, or the one that a person chooses. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import { measurementsAt, type Recording } from './recording.ts';
import type { Session } from './session.ts';

export interface PlayerState {
  /** null: none is loaded. */
  recording: Recording | null;
  /** The number of the moment on screen. */
  at: number;
  isPlaying: boolean;
}

export interface PlayerOptions {
  session: Session;
  /** How long a moment with views is shown. */
  momentMs?: number;
}

export class RecordingPlayer {
  readonly store: StoreApi<PlayerState> = createStore(() => ({ recording: null, at: 0, isPlaying: false }));
  private readonly session: Session;
  private readonly momentMs: number;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor({ session, momentMs = 800 }: PlayerOptions) {
    this.session = session;
    this.momentMs = momentMs;
    session.store.subscribe(({ isRecorded }) => {
      if (!isRecorded) this.pause();
    });
  }

  /** Shows a moment of a recording: the first, unless another is named. */
  open(recording: Recording, at = 0): void {
    this.pause();
    this.store.setState({ recording, at });
    this.show(at);
  }

  /** Nothing is loaded any more; what is on screen stays. */
  close(): void {
    this.pause();
    this.store.setState({ recording: null, at: 0 });
  }

  /** Shows a moment and stops there. */
  go(at: number): void {
    this.pause();
    this.show(at);
  }

  /** Plays from the moment on screen; from the first if that is the last. */
  play(): void {
    const { recording, at, isPlaying } = this.store.getState();
    if (!recording || isPlaying) return;
    if (at >= recording.moments.length - 1 || !this.session.state.isRecorded) this.show(0);
    this.store.setState({ isPlaying: true });
    this.wait();
  }

  pause(): void {
    clearTimeout(this.timer);
    if (this.store.getState().isPlaying) this.store.setState({ isPlaying: false });
  }

  private next(): void {
    const { recording, at } = this.store.getState();
    this.show(at + 1);
    if (at + 1 >= recording!.moments.length - 1) this.pause();
    else this.wait();
  }

  /** Until the next moment; shorter where the views have nothing to show yet. */
  private wait(): void {
    const { recording, at } = this.store.getState();
    const isEmpty = Object.keys(recording!.moments[at]!.views).length === 0;
    this.timer = setTimeout(() => this.next(), isEmpty ? this.momentMs / 4 : this.momentMs);
  }

  private show(at: number): void {
    const { recording } = this.store.getState();
    const moment = recording?.moments[at];
    if (!recording || !moment) return;
    this.store.setState({ at });
    const { phase, step } = moment;
    this.session.showRecorded(recording.run, measurementsAt(recording, at), { phase, step });
  }
}
