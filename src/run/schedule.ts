/** How learning rates change over the steps of a phase. */

export interface Schedule {
  steps: number;
  /** Steps over which the rate rises. */
  warmupSteps: number;
  linearDecay: boolean;
  /** Share of the peak to which the rate falls. Absent: 0. */
  floor?: number;
}

/**
 * The share of the peak learning rate at a step, from 0. It rises linearly over `warmupSteps`, in a short run over half of it. With
 * `linearDecay` it then falls linearly to `floor` at step `steps`. BERT's schedule, which the official REALM code keeps, counts the fall from
 * step 0 instead.
 */
export function rateFactor({ steps, warmupSteps, linearDecay, floor = 0 }: Schedule, step: number): number {
  const rising = Math.min(warmupSteps, Math.floor(steps / 2));
  const rise = (step + 1) / Math.max(1, rising);
  const fall = linearDecay ? (steps - step) / Math.max(1, steps - rising) : 1;
  return Math.min(1, rise, floor + (1 - floor) * Math.max(0, fall));
}
