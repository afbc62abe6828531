/** A measurement of the run on screen, as an action of a lab: E begins it, and cancels it while it is under way. */
import { useEffect, useMemo, useRef } from 'react';
import { useStore } from 'zustand';
import type { Action } from '../actions/action.ts';
import { useSession, useWorkbench } from '../context.ts';
import { Measurement, type MeasurementState } from './measurement.ts';
import { labAction } from './use-lab-keys.ts';
import { useLabWords } from './words/use-lab-words.ts';

export interface MeasurementHere extends MeasurementState {
  action: Action;
}

/** Probes that ask nothing but to be measured. */
type MeasuringProbes<P> = { [K in keyof P]: { query: Record<string, never>; answer: unknown } };

/** The id of the action that begins a measurement. */
export const measureId = 'lab-measure';

/**
 * @param isEnabled whether the run on screen answers the probe
 * @param onAnswer not called once the lab is left, or another run is on screen
 */
export function useMeasurement<P extends MeasuringProbes<P>, K extends keyof P & string>(
  probe: K,
  isEnabled: boolean,
  onAnswer: (answer: P[K]['answer']) => void,
): MeasurementHere {
  const words = useLabWords();
  const { session } = useWorkbench();
  const runId = useSession(({ info }) => info?.runId);
  const isOpening = useSession(({ status }) => status === 'opening');
  const measurement = useMemo(
    () => new Measurement<P[K]['query'], P[K]['answer']>((...query) => session.client.probes<P>()(probe, ...query)),
    [session, probe],
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is of this run
  useEffect(() => () => measurement.end(), [measurement, runId]);
  const receive = useRef(onAnswer);
  receive.current = onAnswer;
  const { progress, problem } = useStore(measurement.store);
  const isUnderWay = progress !== null;
  const action = useMemo(() => {
    // held, it would begin and cancel in turn
    const key = { shortcut: { key: 'e' }, once: true };
    if (isUnderWay) return labAction({ ...key, id: 'lab-cancel', label: words.cancel, run: () => measurement.end() });
    return labAction({
      ...{ ...key, id: measureId, label: words.measure, isEnabled: isEnabled && !isOpening },
      run: () => void measurement.begin({}, (answer) => receive.current(answer)),
    });
  }, [isUnderWay, isEnabled, isOpening, measurement, words]);
  return { progress, problem, action };
}
