/** What a person has set in a lab, with undo. */
import { useEffect, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import type { Lab } from '../../labs/lab.ts';
import { useWorkbench } from '../context.ts';
import { partKey } from '../lessons/lesson-progress.ts';
import { type DeskLab, desksOf } from './desks.ts';

export interface Desk<State> {
  state: State;
  canUndo: boolean;
  /** When it was changed last, in ms since the page was opened. */
  changedAt: number;
  /** Changes a part of it. Changes of the same `what` that follow each other, such as a slider that is drawn, are undone together. */
  edit(change: Partial<State>, what?: string): void;
  undo(): void;
  reset(): void;
}

/** As many states as can be undone. */
const historyLimit = 200;

/** `begin`: what differs from the lab's own start, e.g. a sentence in the language of the page. */
export function useDesk<State>(lab: DeskLab<State>, begin: Partial<State> = {}): Desk<State> {
  const workbench = useWorkbench();
  const [first] = useState<State>(() => ({ ...lab.start, ...begin }));
  const [store] = useState(() => desksOf(workbench).historyOf(lab, first));
  const history = useStore(store);
  const { state, at: changedAt = 0 } = history.at(-1)!;
  return useMemo(() => {
    const edit = (change: Partial<State>, what?: string) => {
      const before = store.getState();
      const last = before.at(-1)!;
      const kept = what !== undefined && last.what === what ? before.slice(0, -1) : before.slice(-historyLimit);
      store.setState([...kept, { state: { ...last.state, ...change }, what, at: performance.now() }], true);
    };
    return {
      state,
      canUndo: history.length > 1,
      changedAt,
      edit,
      undo: () => {
        const before = store.getState();
        if (before.length > 1) store.setState(before.slice(0, -1), true);
      },
      reset: () => edit(first),
    };
  }, [state, changedAt, history.length, store, first]);
}

/** The key of a lab's prediction or exercise among those of the lessons. */
export const labKey = (lab: string, name: string): string => partKey(`basics/${lab}`, name);

/** The name of the prediction of a lab. */
export const predictionName = 'prediction';

/** Keeps each exercise that is done in `state`; null: the lab is not shown yet. */
export function useCheckedExercises<State>({ id, exercises }: Lab<State>, state: State | null): void {
  const { store } = useWorkbench().guide;
  useEffect(() => {
    if (state === null) return;
    const { done } = store.getState();
    const found = Object.entries(exercises)
      .filter(([name, check]) => !done.includes(labKey(id, name)) && check(state))
      .map(([name]) => labKey(id, name));
    if (found.length > 0) store.setState({ done: [...done, ...found] });
  }, [store, id, exercises, state]);
}
