/** Keeps the run on screen in the archive while it trains and when it leaves the screen: a run that is reset or replaced is not lost. */
import type { Moment } from '../run/records.ts';
import { RetrogradError } from '../util/errors.ts';
import { sentence } from '../util/sentence.ts';
import type { RunArchive, RunCurves } from './run-archive.ts';
import type { Session } from './session.ts';
import { hasProgress, type SessionState } from './session-state.ts';

export interface RunKeeperOptions {
  session: Session;
  archive: Pick<RunArchive, 'keep' | 'state'>;
  /** How often a run is kept while it trains. */
  everyMs?: number;
  /** Milliseconds since 1970. */
  clock?: () => number;
}

/** Rows that are kept of a run: more than a chart has pixels, even on a wide screen. */
export const mostRows = 6000;

/** How long to wait for more of what comes after the run has stopped. */
const lateMs = 500;

/** Of long columns every n-th row and the last one, so that at most about `most` rows are left. */
export function thinned(history: Record<string, Float64Array>, most = mostRows): Record<string, Float64Array> {
  const length = history.position?.length ?? 0;
  if (length <= most) return history;
  const stride = Math.ceil(length / most);
  const rows = Array.from({ length: Math.ceil(length / stride) }, (_, i) => i * stride);
  if (rows.at(-1) !== length - 1) rows.push(length - 1);
  return Object.fromEntries(
    Object.entries(history).map(([name, column]) => [name, Float64Array.from(rows, (row) => column[row]!)]),
  );
}

/** Whether a run of one's own is on screen of which something was measured. */
function isWorthKeeping(session: Session, state: SessionState): boolean {
  return hasProgress(state) && (session.history.length > 0 || state.evaluations.length > 0);
}

const firstAndLast = <T>(items: readonly T[]): T[] => items.filter((_, i) => i === 0 || i === items.length - 1);

const isSameMoment = (a: Moment, b: Moment | null) => a.phase === b?.phase && a.step === b.step;

/** Starts to keep; returns functions to stop it and to keep at once. */
export function startRunKeeper({ session, archive, everyMs = 10_000, clock = Date.now }: RunKeeperOptions) {
  /** The part of the run's time that was measured here. */
  let timed = { runId: '', startedAt: 0, before: 0, since: null as number | null };
  let keptRun = '';
  let keptVersion = -1;
  let keptMeasurements = 0;
  let keptViews: SessionState['views'] | null = null;
  let soon: ReturnType<typeof setTimeout> | undefined;
  let hasWarned = false;
  /** The run of which was said that it is not listed. */
  let unlisted = '';
  let writing: Promise<void> = Promise.resolve();

  const time = ({ measured, status }: SessionState) => {
    const now = clock();
    if (measured && measured.runId !== timed.runId) {
      const before = archive.state.entries.find(({ runId }) => runId === measured.runId)?.trainedMs ?? 0;
      timed = { runId: measured.runId, startedAt: now, before, since: null };
    }
    const isRunning = status === 'running';
    if (!isRunning && timed.since !== null) timed.before += now - timed.since;
    if (isRunning) timed.since ??= now;
    else timed.since = null;
  };

  const keepNow = (): Promise<void> => {
    const { state } = session;
    const { measured, now, evaluations, results, views, info } = state;
    const isSame = keptRun === measured?.runId && keptVersion === session.history.version;
    if (!measured || !now || !isWorthKeeping(session, state)) return writing;
    const measurements = evaluations.length + results.length;
    if (isSame && keptMeasurements === measurements && keptViews === views) return writing;
    keptRun = measured.runId;
    keptVersion = session.history.version;
    keptMeasurements = measurements;
    keptViews = views;
    const at = clock();
    const trainedMs = timed.before + (timed.since === null ? 0 : at - timed.since);
    const { runId, config } = measured;
    const times = { startedAt: timed.startedAt || at, changedAt: at, trainedMs };
    const adapter = info?.adapter ?? archive.state.entries.find((one) => one.runId === runId)?.adapter ?? null;
    const entry = { runId, config, now, ...times, adapter, evaluations, results: firstAndLast(results) };
    const curves: RunCurves = { history: thinned(session.history.save()), views };
    writing = writing
      .then(() => archive.keep(entry, curves))
      .then(
        (isListed) => {
          hasWarned = false;
          if (!isListed && unlisted !== runId) {
            session.notify('info', 'saving', sentence`This run was deleted, so the list of runs does not show it.`);
          }
          if (isListed && unlisted === runId) session.withdraw('saving');
          unlisted = isListed ? '' : runId;
        },
        (error) => {
          keptVersion = -1;
          if (hasWarned) return;
          hasWarned = true;
          const why =
            error instanceof RetrogradError ? error.said : sentence`This browser does not keep data for this page.`;
          session.notify('warning', 'saving', sentence`This run is not in the list of runs. ${why}`);
        },
      );
    return writing;
  };

  session.onLeave = () => void keepNow();
  const { measured, now, evaluations, results } = session.state;
  time(session.state);
  const known = archive.state.entries.find(({ runId }) => runId === measured?.runId);
  if (known && isSameMoment(known.now, now) && known.evaluations.length === evaluations.length) {
    keptRun = known.runId;
    keptVersion = session.history.version;
    keptMeasurements = evaluations.length + results.length;
    keptViews = session.state.views;
  }
  void keepNow();
  const timer = setInterval(() => {
    if (session.state.status === 'running') void keepNow();
  }, everyMs);
  const unsubscribe = session.store.subscribe((state, before) => {
    if (state.status === before.status && state.measured === before.measured) {
      // an evaluation, and what the views show of the last step, come after the run has stopped
      const isLate =
        state.evaluations !== before.evaluations || state.results !== before.results || state.views !== before.views;
      if (isLate && state.status !== 'running') {
        clearTimeout(soon);
        soon = setTimeout(() => void keepNow(), lateMs);
      }
      return;
    }
    time(state);
    if (state.status === 'paused' || state.status === 'finished' || state.status === 'failed') void keepNow();
  });

  return {
    keepNow,
    stop() {
      session.onLeave = null;
      clearInterval(timer);
      clearTimeout(soon);
      unsubscribe();
    },
  };
}
