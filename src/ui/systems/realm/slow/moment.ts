/** What a moment of a run keeps for the rewind, and for the comparison of two of them. */
import type { Moment } from '../../../../run/records.ts';
import type { RecordedMoment } from '../../../../state/recording.ts';
import type { Session } from '../../../../state/session.ts';
import type { RealmProbes } from '../../../../systems/realm/probes.ts';
import { openRealmRun } from '../open-run.ts';

/** Counted round, the example before the first is the last of the held-out ones. Recordings keep the same. */
const lastHeldOut = -1;

/**
 * Example number `index`, and one held-out example that is the same at every moment; neither before there is an index. Null: the run is of another
 * system.
 */
export async function readMoment(
  session: Session,
  index: number,
  ask: (name: 'example', query: RealmProbes['example']['query']) => Promise<RealmProbes['example']['answer']>,
  now: Moment,
): Promise<RecordedMoment | null> {
  if (!openRealmRun(session.state)) return null;
  // asked together, they are answered at the same step, or during training at most a step apart
  const [example, heldOut] =
    now.phase === 'joint'
      ? await Promise.all([ask('example', { index }), ask('example', { index: lastHeldOut })])
      : [null, null];
  if (!heldOut) return { phase: now.phase, step: now.step, views: {} };
  const { phase, step } = heldOut;
  return { phase, step, views: { example, heldOut } };
}
