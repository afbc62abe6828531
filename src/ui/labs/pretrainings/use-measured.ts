/** What the newest evaluation of a phase measured on the test sentences; null: there is none. */
import { useMemo } from 'react';
import type { Measured } from '../../../labs/pretrainings.ts';
import { useSession } from '../../context.ts';

export function useMeasured(phase: 'classifier' | 'format'): Measured | null {
  const newest = useSession(({ info, evaluations }) =>
    info?.config.system === 'pretraining' ? evaluations.findLast((one) => one.phase === phase) : undefined,
  );
  const sentences = useSession(
    ({ info }) => (info?.config as { evaluation?: { sentences?: number } })?.evaluation?.sentences,
  );
  return useMemo(() => (newest && sentences ? { metrics: newest.metrics, sentences } : null), [newest, sentences]);
}
