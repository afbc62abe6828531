/** The seed of dropout as an input of a plan. */
import { dropoutSeed } from '../graph/ops/dropout.ts';
import { Prng } from '../util/prng.ts';
import type { PlanInputs } from './system.ts';

/**
 * Writes the seed of a step's dropout. It follows from the run's seed, the phase and the step, so a resumed run drops what the uninterrupted one drops. The
 * plan has dropout.
 */
export function fillDropoutSeed(inputs: PlanInputs, seed: number, phase: string, step: number): void {
  inputs.integers(dropoutSeed)[0] = Prng.fork(seed, `${phase} dropout ${step}`).uint32();
}
