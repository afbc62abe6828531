/** Shows an earlier moment of the open run, as a recording is shown, while the run itself goes on. */

import { RetrogradError } from '../util/errors.ts';
import { TrainClient } from '../worker/client.ts';
import { measurementsOf } from './measurements.ts';
import type { Recording } from './recording.ts';
import { RecordingPlayer } from './recording-player.ts';
import { momentsOf } from './run-moments.ts';
import { Session } from './session.ts';

export class Rewind {
  /** What is shown of the past: a session without a run of its own. */
  readonly past: Session;
  /** Its recording is that of the open run while an earlier moment is shown; null: the present is shown. */
  readonly player: RecordingPlayer;

  constructor(
    private readonly session: Session,
    schedule?: ConstructorParameters<typeof Session>[0]['schedule'],
  ) {
    const client = new TrainClient(() => {
      throw new RetrogradError('internal', 'The past cannot be trained.');
    });
    this.past = new Session({ client, ...(schedule && { schedule }) });
    this.player = new RecordingPlayer({ session: this.past });
    session.store.subscribe((state, before) => {
      if (state.measured?.runId !== before.measured?.runId) this.backToNow();
    });
  }

  /** Shows a moment by its number among those that are kept. */
  go(at: number): void {
    const recording = this.player.store.getState().recording ?? recordingOf(this.session);
    if (recording) this.player.open(recording, at);
  }

  backToNow(): void {
    this.player.close();
  }
}

/** What is kept of the open run, or of one that was restored, as a recording; null: there is nothing yet. */
export function recordingOf(session: Session): Recording | null {
  const { measured, info, isRecorded } = session.state;
  const moments = momentsOf(session.state);
  if (!measured || isRecorded || moments.length === 0) return null;
  const made = { date: new Date().toISOString().slice(0, 10), adapter: info?.adapter ?? '' };
  return {
    run: measured,
    made,
    facts: info?.facts ?? {},
    moments,
    all: measurementsOf(session.history, session.state),
  };
}
