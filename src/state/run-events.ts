/** What an event of the open run changes on the page: a pure function of the event and the state before it. */
import type { Moment } from '../run/records.ts';
import type { RunEvent } from '../worker/protocol.ts';
import { withGpuSpans } from './gpu-spans.ts';
import { isStart } from './progress.ts';
import { withRefreshEvent } from './refreshes.ts';
import type { SessionState } from './session-state.ts';

export interface Change {
  patch: Partial<SessionState>;
  /** Shown at once; otherwise at the next frame, together with the other changes before it. */
  atOnce: boolean;
}

const soon = (patch: Partial<SessionState>): Change => ({ patch, atOnce: false });

/** `stepsPerSecond` is measured by whoever receives the events. Warnings become notices, which the session keeps. */
export function changeBy(
  event: Exclude<RunEvent, { type: 'warning' }>,
  before: SessionState,
  stepsPerSecond: number | null,
): Change {
  switch (event.type) {
    case 'state': {
      const { state, moment, met } = event;
      const started = state === 'running' && before.status !== 'running';
      const begins = state === 'paused' && before.measured !== null && isStart(before.measured, moment);
      return {
        atOnce: true,
        patch: {
          // the error of a failed run stays on screen until it is dismissed
          status: before.status === 'failed' && state === 'paused' ? 'failed' : begins ? 'ready' : state,
          now: moment,
          stepsPerSecond: null,
          msLeft: null,
          preparing: null,
          ...(met ? { met: { ...met, isAlready: false } } : started ? { met: null } : {}),
          // a pause is not idle time of the GPU
          ...(started ? { gpu: [] } : {}),
        },
      };
    }
    case 'steps':
      return soon({ now: { phase: event.phase, step: event.records.at(-1)!.step }, stepsPerSecond, preparing: null });
    case 'evaluation': {
      const { evaluation } = event;
      const skipped = before.info && { ...before.info.skipped, ...evaluation.skipped };
      return soon({
        evaluations: [...before.evaluations, evaluation],
        info: before.info && { ...before.info, skipped: skipped! },
      });
    }
    case 'results': {
      const { measured } = event;
      const isOther = ({ phase, step }: Moment) => phase !== measured.phase || step !== measured.step;
      return soon({ results: [...before.results.filter(isOther), measured] });
    }
    case 'measuring': {
      const { moment, done, total } = event;
      return soon({ measuring: done < total ? { ...moment, share: done / total } : null });
    }
    case 'preparing': {
      const { stage, done, total } = event;
      return soon({ preparing: { stage, done, total } });
    }
    case 'refresh':
      return soon({ refreshes: withRefreshEvent(before.refreshes, event.phase, event.refresh) });
    case 'kernels':
      return soon({ kernels: event.report });
    case 'gpu':
      return soon({ gpu: withGpuSpans(before.gpu, event.spans) });
    case 'failed': {
      const isLost = event.error.code === 'device-lost';
      return {
        atOnce: true,
        patch: {
          status: 'failed',
          error: event.error,
          errorWhile: 'running',
          gpu: [],
          measuring: null,
          preparing: null,
          // after any other error the run is still there, and so is what it had begun
          ...(isLost ? { info: null } : {}),
          lostEvaluation: isLost ? event.evaluating : null,
        },
      };
    }
    default:
      return event satisfies never;
  }
}
