/** How far the run on screen is with a phase that is measured on the test sentences, and what its newest evaluation measured. */
import { useMemo } from 'react';
import type { Measured } from '../../../labs/pretrainings.ts';
import { useSession } from '../../context.ts';

export interface TestedPhase {
  /** `absent`: the run has no such phase; `begun`: at least one step of it is done. */
  progress: 'absent' | 'coming' | 'begun';
  /** null: there is no evaluation of it, though a checkpoint that was opened may be of its end. */
  measured: Measured | null;
}

export function useTestedPhase(phase: 'classifier' | 'format'): TestedPhase {
  const newest = useSession(({ info, evaluations }) =>
    info?.config.system === 'pretraining' ? evaluations.findLast((one) => one.phase === phase) : undefined,
  );
  const progress = useSession(({ info, now }) => {
    const phases = info?.phases ?? [];
    const at = phases.findIndex(({ id, steps }) => id === phase && steps > 0);
    if (at < 0) return 'absent';
    const reached = phases.findIndex(({ id }) => id === now?.phase);
    return reached > at || (reached === at && now!.step > 0) ? 'begun' : 'coming';
  });
  const sentences = useSession(
    ({ info }) => (info?.config as { evaluation?: { sentences?: number } })?.evaluation?.sentences,
  );
  return useMemo(
    () => ({ progress, measured: newest && sentences ? { metrics: newest.metrics, sentences } : null }),
    [progress, newest, sentences],
  );
}
