/** Learning rates over the steps of a phase. */
import type { RunConfig } from '../systems/realm/config.ts';

export interface LearningRates {
  retriever: number;
  reader: number;
}

/**
 * Learning rates at a step, from 0. In the joint phase they rise linearly over `warmupSteps`, in a short run over half of it, and with
 * `linearDecay` fall linearly from there to zero at step `steps`. BERT's schedule, which the official REALM code keeps, counts the fall from
 * step 0 instead.
 */
export function learningRates(
  settings: RunConfig['ict'] | RunConfig['warmup'] | RunConfig['joint'],
  step: number,
): LearningRates {
  if ('learningRate' in settings) return { retriever: settings.learningRate, reader: settings.learningRate };
  const { steps, warmupSteps, linearDecay, retrieverLearningRate, readerLearningRate } = settings;
  const rising = Math.min(warmupSteps, Math.floor(steps / 2));
  const rise = (step + 1) / Math.max(1, rising);
  const fall = linearDecay ? (steps - step) / Math.max(1, steps - rising) : 1;
  const factor = Math.max(0, Math.min(1, rise, fall));
  return { retriever: factor * retrieverLearningRate, reader: factor * readerLearningRate };
}
