/**
 * Moments of the open run as a recording has them: what the views of its system showed, for a rewind. They are kept among the session's views, so
 * that they are saved, restored and put aside with the run. Their number and their size are bounded: they are thinned evenly over the run.
 */
import type { Moment } from '../run/records.ts';
import { type Phases, runPosition } from './progress.ts';
import type { RecordedMoment } from './recording.ts';
import type { Session } from './session.ts';
import type { SessionState } from './session-state.ts';

/** The name of the view that holds them. */
const viewName = 'moments';

export const mostMoments = 48;
/** Characters of all moments as JSON. */
const mostCharacters = 4_000_000;
/** The question takes at most a fifth of the trainer's time. */
const shareOfTime = 5;
const shortestMs = 400;

const none: readonly RecordedMoment[] = [];

export const momentsOf = ({ views }: Pick<SessionState, 'views'>): readonly RecordedMoment[] =>
  (views[viewName] as readonly RecordedMoment[] | undefined) ?? none;

/** What a moment keeps. */
type Views = RecordedMoment['views'];

export interface RunMomentsOptions {
  session: Session;
  /** What the views show now, and of which moment that is; null: this run has no such views. */
  read: (now: Moment) => Promise<RecordedMoment | null>;
  /** Milliseconds. */
  clock?: () => number;
}

/** Keeps moments of the session's run from now on. Returns a function that ends it. */
export function keepMoments({ session, read, clock = () => performance.now() }: RunMomentsOptions): () => void {
  let isReading = false;
  let nextAt = Number.NEGATIVE_INFINITY;

  const follow = async ({ info, now, status, views }: SessionState) => {
    const hasStopped = status === 'paused' || status === 'finished';
    if (!info || !now || isReading || !(hasStopped || status === 'running')) return;
    // where it stops there is time
    if (!hasStopped && clock() < nextAt) return;
    if (!isDue(momentsOf({ views }), now, info.phases, hasStopped)) return;
    isReading = true;
    const began = clock();
    const moment = await read(now).catch(() => null); // where a person asks, a refusal is told
    isReading = false;
    const ended = clock();
    nextAt = ended + Math.max(shortestMs, shareOfTime * (ended - began));
    if (!moment || session.state.info?.runId !== info.runId) return;
    session.setView(viewName, withMoment(momentsOf(session.state), moment, info.phases));
  };

  return session.store.subscribe((state, before) => {
    if (state.info?.runId !== before.info?.runId) nextAt = Number.NEGATIVE_INFINITY;
    if (state.now !== before.now || state.status !== before.status) void follow(state);
  });
}

/** Whether a moment should be kept: as far from the last one as those that are kept are from each other; at a stop, any other moment. */
function isDue(kept: readonly RecordedMoment[], now: Moment, phases: Phases, hasStopped: boolean): boolean {
  const last = kept.at(-1);
  if (!last) return true;
  const position = runPosition(phases, now);
  const passed = position - runPosition(phases, last);
  // a run that was resumed earlier measures again
  return passed < 0 || passed >= (hasStopped ? 1 : Math.max(1, Math.ceil(position / mostMoments)));
}

/** The moments with one more. Those that are not before it are dropped; of too many, the ones that leave the smallest gap. */
export function withMoment(
  kept: readonly RecordedMoment[],
  moment: RecordedMoment,
  phases: Phases,
  limits = { moments: mostMoments, characters: mostCharacters },
): RecordedMoment[] {
  const positionOf = (one: Moment) => runPosition(phases, one);
  const moments = [...kept.filter((one) => positionOf(one) < positionOf(moment)), moment];
  const sizes = moments.map(({ views }) => sizeOf(views));
  const isTooMuch = () =>
    moments.length > limits.moments || sizes.reduce((sum, size) => sum + size, 0) > limits.characters;
  while (moments.length > 2 && isTooMuch()) {
    // the first and the newest stay
    let smallest = 1;
    const gap = (i: number) => positionOf(moments[i + 1]!) - positionOf(moments[i - 1]!);
    for (let i = 2; i < moments.length - 1; i++) if (gap(i) < gap(smallest)) smallest = i;
    moments.splice(smallest, 1);
    sizes.splice(smallest, 1);
  }
  return moments;
}

const sizes = new WeakMap<Views, number>();

function sizeOf(views: Views): number {
  let size = sizes.get(views);
  if (size === undefined) sizes.set(views, (size = JSON.stringify(views).length));
  return size;
}
