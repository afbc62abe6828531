/** Where a run stands: the phases laid end to end on one axis of steps. */

import type { RunConfig } from '../systems/realm/config.ts';
import type { Phase } from '../worker/protocol.ts';

export const phases: readonly Phase[] = ['ict', 'warmup', 'joint'];

/** Phases as numbers, for the columns of a history. */
export const phaseNumber: Record<Phase, number> = { ict: 0, warmup: 1, joint: 2 };

/** Steps of all phases before this one. */
export function phaseOffset(config: RunConfig, phase: Phase): number {
  if (phase === 'ict') return 0;
  return phase === 'warmup' ? config.ict.steps : config.ict.steps + config.warmup.steps;
}

/** A step of a phase (both count from 0 at the phase's start) on the axis of the whole run. */
export function runPosition(config: RunConfig, phase: Phase, step: number): number {
  return phaseOffset(config, phase) + step;
}

/** Steps of the whole run. */
export function totalSteps(config: RunConfig): number {
  return phaseOffset(config, 'joint') + config.joint.steps;
}

/** Share of a phase that is done, 0 … 1. */
export function phaseShare(config: RunConfig, phase: Phase, now: { phase: Phase; step: number } | null): number {
  if (!now) return 0;
  const difference = phaseNumber[phase] - phaseNumber[now.phase];
  if (difference !== 0) return difference < 0 ? 1 : 0;
  return config[phase].steps > 0 ? Math.min(1, now.step / config[phase].steps) : 1;
}
