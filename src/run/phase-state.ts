/** A phase's part of a checkpoint: the state of its draws, and what the phase itself saves. */

import { sentence } from '../util/sentence.ts';
import { badCheckpoint } from './checkpoint.ts';
import type { Phase } from './system.ts';

type PhaseParts = Pick<Phase, 'id' | 'source' | 'save' | 'load' | 'reset'>;

export async function savePhase(phase: PhaseParts): Promise<object> {
  const { source } = phase;
  return { ...(source && { draw: source.state }), ...(await phase.save?.()) };
}

/** Throws `bad-checkpoint` for an invalid state; then nothing has changed. */
export function loadPhase(phase: PhaseParts, state: unknown): void {
  if (typeof state !== 'object' || state === null) {
    throw badCheckpoint(sentence`model.safetensors: it does not say how far ${phase.id} has come.`);
  }
  const { source } = phase;
  const draw = source?.read((state as { draw?: unknown }).draw);
  phase.load?.(state);
  if (source && draw) source.state = draw;
}

export function resetPhase(phase: PhaseParts): void {
  phase.source?.reset();
  phase.reset?.();
}
