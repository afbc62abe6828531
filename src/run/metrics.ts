/** Metrics of every run. */
import type { MetricInfo } from './records.ts';

export const commonMetrics: readonly MetricInfo[] = [
  {
    id: 'loss',
    name: 'Loss',
    about: 'What the phase minimises, mean over the batch, in nats.',
    at: ['step'],
    format: 'number',
  },
  {
    id: 'gradientNorm',
    name: 'Gradient norm',
    about: 'Global norm of the gradient before it is clipped.',
    at: ['step'],
    format: 'number',
  },
];
