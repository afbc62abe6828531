/** What a run measures. */
import { multilingualCorpora } from '../text/corpus/corpus.ts';
import type { CurveInfo, MetricInfo, RunConfig } from './records.ts';

/** Metrics of every run. */
const commonMetrics: readonly MetricInfo[] = [
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

/** The metrics and curves of a run. Those across languages are left out unless the corpus is known to have several. */
export function measuredBy(
  system: { metrics: readonly MetricInfo[]; curves: readonly CurveInfo[] },
  { corpus }: Pick<RunConfig, 'corpus'>,
): { metrics: readonly MetricInfo[]; curves: readonly CurveInfo[] } {
  const isMultilingual = multilingualCorpora.includes(corpus);
  const metrics = [...commonMetrics, ...system.metrics].filter(({ needs }) => needs !== 'languages' || isMultilingual);
  const known = new Set(metrics.map(({ id }) => id));
  return { metrics, curves: system.curves.filter(({ lines }) => lines.every(({ metric }) => known.has(metric))) };
}
