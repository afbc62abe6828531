/** The moment of the recording that the address names. */

import type { Recording } from '../state/recording.ts';
import type { RecordingPlayer } from '../state/recording-player.ts';
import type { Session } from '../state/session.ts';
import type { Words } from './i18n/words.ts';
import type { UiStore } from './ui-store.ts';

export interface MomentOptions {
  session: Session;
  ui: UiStore;
  player: RecordingPlayer;
  recording: () => Promise<Recording>;
  words: () => Words;
}

/**
 * Shows the moment that the address names, now and when it changes; a run of one's own stays on screen. As soon as another moment is shown the address
 * names none. Resolves when the first one is there.
 */
export async function followMoment({ session, ui, player, recording, words }: MomentOptions): Promise<void> {
  const show = async () => {
    const { moment } = ui.getState();
    if (moment === null) return;
    const { measured, resumable, isRecorded } = session.state;
    if (!isRecorded && (measured || resumable)) {
      ui.setState({ moment: null });
      session.notify('info', 'address', words().share.ownRun);
      return;
    }
    const loaded = await recording().catch(() => null);
    if (!loaded || ui.getState().moment !== moment) return;
    if (player.store.getState().recording !== loaded) player.open(loaded);
    player.go(Math.min(moment, loaded.moments.length) - 1);
    shown = player.store.getState().at;
    if (shown !== moment - 1) ui.setState({ moment: shown + 1 });
  };
  let shown: number | null = null;
  player.store.subscribe(({ at, isPlaying }) => {
    if (shown === null || (at === shown && !isPlaying)) return;
    shown = null;
    ui.setState({ moment: null });
  });
  ui.subscribe(({ moment }, before) => {
    if (moment !== before.moment && moment !== null && shown !== moment - 1) void show();
  });
  await show();
}
