/** A measurement of the run on screen, as an action of a lab: E begins it, and cancels it while it is under way. Without such a run E means what it does elsewhere. */
import { useCallback, useEffect, useMemo, useRef } from 'react';
import { useStore } from 'zustand';
import type { ProbeTypes } from '../../worker/client.ts';
import type { Action } from '../actions/action.ts';
import { useSession, useWorkbench } from '../context.ts';
import { Measurement, type MeasurementState } from './measurement.ts';
import { labAction } from './use-lab-keys.ts';
import { useLabWords } from './words/use-lab-words.ts';

export interface MeasurementHere<Query> extends MeasurementState {
  action: Action;
  /** Measures something else of the same kind; what was under way is cancelled. */
  begin(query: Query): void;
}

/** The id of the action that begins a measurement. */
export const measureId = 'lab-measure';

export interface MeasurementOptions<Query, Answer> {
  /** What E measures. */
  query: Query;
  /** What the button says; absent: *Measure now*. */
  label?: string;
  /** Whether the run on screen answers the probe. */
  isEnabled: boolean;
  /** Not called once the lab is left, or another run is on screen. */
  onAnswer(answer: Answer): void;
}

export function useMeasurement<P extends ProbeTypes<P>, K extends keyof P & string>(
  probe: K,
  options: MeasurementOptions<P[K]['query'], P[K]['answer']>,
): MeasurementHere<P[K]['query']> {
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
  const current = useRef(options);
  current.current = options;
  const { progress, problem } = useStore(measurement.store);
  const isUnderWay = progress !== null;
  const { label = words.measure, isEnabled } = options;
  const begin = useCallback(
    (query: P[K]['query']) => void measurement.begin(query, (answer) => current.current.onAnswer(answer)),
    [measurement],
  );
  const action = useMemo(() => {
    // held, it would begin and cancel in turn
    const key = { shortcut: { key: 'e' }, once: true };
    if (isUnderWay) return labAction({ ...key, id: 'lab-cancel', label: words.cancel, run: () => measurement.end() });
    const run = () => begin(current.current.query);
    const passesKey = () => !isEnabled;
    return labAction({ ...key, id: measureId, label, isEnabled: isEnabled && !isOpening, passesKey, run });
  }, [isUnderWay, isEnabled, isOpening, measurement, begin, label, words.cancel]);
  return { progress, problem, action, begin };
}
