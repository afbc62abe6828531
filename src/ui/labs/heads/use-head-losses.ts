/** Losses without some heads, which the run on screen measures one after the other. */
import { useCallback, useEffect, useRef, useState } from 'react';
import { type HeadsAnswers, keyOf, noAnswers } from '../../../labs/heads.ts';
import type { HeadLoss, HeadProbes } from '../../../run/heads.ts';
import { type ErrorReport, toErrorReport } from '../../../util/errors.ts';
import { useWorkbench } from '../../context.ts';

export interface HeadLosses extends Omit<HeadsAnswers, 'maps'> {
  /** The newest answer. */
  last: HeadLoss | null;
  /** Measurements that are done, and how many are wanted; null: none is under way. */
  progress: { done: number; total: number } | null;
  problem: ErrorReport | null;
  /** Measures without each of these sets of heads. */
  measure(sets: readonly (readonly number[])[]): void;
  cancel(): void;
}

export function useHeadLosses(): HeadLosses {
  const { session } = useWorkbench();
  const [measured, setMeasured] = useState({ ...noAnswers, last: null as HeadLoss | null });
  const [progress, setProgress] = useState<HeadLosses['progress']>(null);
  const [problem, setProblem] = useState<ErrorReport | null>(null);
  const underWay = useRef<AbortController | null>(null);
  const cancel = useCallback(() => {
    underWay.current?.abort();
    setProgress(null);
  }, []);
  const measure = useCallback(
    async (sets: readonly (readonly number[])[]) => {
      underWay.current?.abort();
      const { signal } = (underWay.current = new AbortController());
      const ask = session.client.probes<HeadProbes>();
      setProblem(null);
      try {
        for (const [done, off] of sets.entries()) {
          setProgress({ done, total: sets.length });
          const answer = await ask('head-loss', { off }, undefined, signal);
          if (signal.aborted) return;
          const found = { rise: answer.without - answer.all, at: `${answer.phase} ${answer.step}` };
          setMeasured(({ single, together, ...before }) => ({
            ...before,
            last: answer,
            single: off.length === 1 ? { ...single, [off[0]!]: found } : single,
            together: { ...together, [keyOf(off)]: found },
          }));
        }
      } catch (error) {
        if (!signal.aborted) setProblem(toErrorReport(error));
      }
      if (!signal.aborted) setProgress(null);
    },
    [session],
  );
  useEffect(() => cancel, [cancel]);
  const { single, together, last } = measured;
  return { single, together, last, progress, problem, measure: (sets) => void measure(sets), cancel };
}
