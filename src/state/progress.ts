/** The progress of a run: its phases, one after the other, on one axis of steps. */
import type { Moment, PhaseInfo } from '../run/records.ts';

export type Phases = readonly PhaseInfo[];

/** The number of a phase, from 0; −1 for one that the run does not have. */
export function phaseNumber(phases: Phases, id: string): number {
  return phases.findIndex((phase) => phase.id === id);
}

/** Steps of all phases before this one. */
export function phaseOffset(phases: Phases, id: string): number {
  const before = phases.slice(0, Math.max(0, phaseNumber(phases, id)));
  return before.reduce((sum, { steps }) => sum + steps, 0);
}

/** A moment on the axis of the whole run. */
export function runPosition(phases: Phases, { phase, step }: Moment): number {
  return phaseOffset(phases, phase) + step;
}

/** The moment at a position on the axis of the whole run; a border is the last step of the phase before it. */
export function momentAt(phases: Phases, position: number): Moment {
  const offsets = phases.map(({ id }) => phaseOffset(phases, id));
  const at = Math.max(
    0,
    offsets.findLastIndex((offset) => offset < position),
  );
  return { phase: phases[at]!.id, step: position - offsets[at]! };
}

/** Steps of the whole run. */
export function totalSteps(phases: Phases): number {
  return phases.reduce((sum, { steps }) => sum + steps, 0);
}

/** Before the first step: at the first phase that has steps. */
export function startOf(phases: Phases): Moment {
  const first = phases.find(({ steps }) => steps > 0) ?? phases.at(-1)!;
  return { phase: first.id, step: 0 };
}

/** Whether a run is where it begins: at its first phase, or at `start` if it begins from a checkpoint. */
export function isStart({ phases, start = startOf(phases) }: { phases: Phases; start?: Moment }, now: Moment): boolean {
  return now.step === start.step && now.phase === start.phase;
}

/** Share of a phase that is done, 0 … 1. */
export function phaseShare(phases: Phases, { id, steps }: PhaseInfo, now: Moment | null): number {
  if (!now) return 0;
  const difference = phaseNumber(phases, id) - phaseNumber(phases, now.phase);
  if (difference !== 0) return difference < 0 ? 1 : 0;
  return steps > 0 ? Math.min(1, now.step / steps) : 1;
}
