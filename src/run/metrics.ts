/** What a run measures. */
import { multilingualCorpora } from '../text/corpus/corpus.ts';
import type { CurveInfo, MetricInfo, RunConfig } from './records.ts';
import type { System } from './system.ts';

/** Metrics of every run. */
const commonMetrics: readonly MetricInfo[] = [
  {
    id: 'loss',
    name: 'Loss',
    about: 'What the phase minimises, mean over the batch; in nats where it is a negative log-likelihood.',
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

/**
 * The metrics and curves of a run. Those across languages are left out unless the corpus is known to have several, and curves that the system does
 * not draw for these settings.
 */
export function measuredBy<C extends RunConfig>(
  system: Pick<System<C>, 'metrics' | 'curves' | 'hasCurve'>,
  config: C,
): { metrics: readonly MetricInfo[]; curves: readonly CurveInfo[] } {
  const isMultilingual = multilingualCorpora.includes(config.corpus);
  const metrics = [...commonMetrics, ...system.metrics].filter(({ needs }) => needs !== 'languages' || isMultilingual);
  const known = new Set(metrics.map(({ id }) => id));
  const curves = system.curves.filter(
    (curve) => curve.lines.every(({ metric }) => known.has(metric)) && (system.hasCurve?.(curve, config) ?? true),
  );
  return { metrics, curves };
}
