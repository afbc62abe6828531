/** What the page knows of a run from its settings alone: before it is opened, or if it was saved in an earlier visit. */
import { commonMetrics } from '../run/metrics.ts';
import type { CurveInfo, MetricInfo, Moment, PhaseInfo, RunConfig } from '../run/records.ts';
import { systemOf } from '../systems/registry.ts';
import { multilingualCorpora } from '../text/corpus/corpus.ts';

export interface RunDescription {
  config: RunConfig;
  phases: readonly PhaseInfo[];
  metrics: readonly MetricInfo[];
  curves: readonly CurveInfo[];
}

/** A run that was opened. */
export interface MeasuredRun extends RunDescription {
  runId: string;
  /** Where it began, if that was a checkpoint; absent: at the start of its first phase. */
  start?: Moment;
}

/** Metrics across languages, and their curves, are left out unless the corpus is known to have several. */
export function describeRun(config: RunConfig): RunDescription {
  const system = systemOf(config);
  const isMultilingual = multilingualCorpora.includes(config.corpus);
  const metrics = [...commonMetrics, ...system.metrics].filter(({ needs }) => needs !== 'languages' || isMultilingual);
  const known = new Set(metrics.map(({ id }) => id));
  return {
    config,
    phases: system.phases(config),
    metrics,
    curves: system.curves.filter(({ lines }) => lines.every(({ metric }) => known.has(metric))),
  };
}
