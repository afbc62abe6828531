/** One question to the run on screen, asked when a person wants it: a measurement that takes a while. */
import { useCallback, useEffect, useRef, useState } from 'react';
import { type ErrorReport, toErrorReport } from '../../util/errors.ts';
import type { ProbeTypes } from '../../worker/client.ts';
import { useWorkbench } from '../context.ts';

export interface Measurement<Query> {
  /** Parts that are done; null: nothing is under way. */
  progress: { done: number; total: number } | null;
  problem: ErrorReport | null;
  measure(query: Query): void;
  /** Forgets what is under way: its answer will not be received. */
  cancel(): void;
}

/** `onAnswer` is not called once the lab is left. */
export function useMeasurement<P extends ProbeTypes<P>, K extends keyof P & string>(
  probe: K,
  onAnswer: (answer: P[K]['answer'], query: P[K]['query']) => void,
): Measurement<P[K]['query']> {
  const { session } = useWorkbench();
  const [progress, setProgress] = useState<{ done: number; total: number } | null>(null);
  const [problem, setProblem] = useState<ErrorReport | null>(null);
  const receive = useRef(onAnswer);
  receive.current = onAnswer;
  /** What was asked before is no longer wanted. */
  const newest = useRef(0);
  const cancel = useCallback(() => {
    newest.current++;
    setProgress(null);
  }, []);
  useEffect(
    () => () => {
      newest.current++;
    },
    [],
  );
  const measure = useCallback(
    (query: P[K]['query']) => {
      const number = ++newest.current;
      const isWanted = () => number === newest.current;
      const run = async () => {
        setProblem(null);
        setProgress({ done: 0, total: 1 });
        try {
          const ask = session.client.probes<P>();
          const answer = await ask(probe, query, (done, total) => isWanted() && setProgress({ done, total }));
          if (isWanted()) receive.current(answer, query);
        } catch (error) {
          if (isWanted()) setProblem(toErrorReport(error));
        }
        if (isWanted()) setProgress(null);
      };
      void run();
    },
    [session, probe],
  );
  return { progress, problem, measure, cancel };
}
