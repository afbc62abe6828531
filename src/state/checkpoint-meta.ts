/**
 * Reads where a run stood from its safetensors file (u64 header length, JSON header, data) without a model: the metadata holds the run’s
 * state as JSON (src/run/checkpoint.ts).
 */

import { phases } from './progress.ts';
import type { Moment } from './session-state.ts';

/** Phase and step that the metadata names, or null where it names none. */
export function phaseOfWeights(weights: ArrayBuffer): Moment | null {
  try {
    const length = Number(new DataView(weights).getBigUint64(0, true));
    const header = JSON.parse(new TextDecoder().decode(new Uint8Array(weights, 8, length)));
    const { state } = header.__metadata__ ?? {};
    const { phase, step } = JSON.parse(state);
    const known = phases.find((one) => one === phase);
    return known && Number.isInteger(Number(step)) ? { phase: known, step: Number(step) } : null;
  } catch {
    return null;
  }
}
