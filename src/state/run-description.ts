/** What the page knows of a run from its settings alone: before it is opened, or if it was saved in an earlier visit. */
import { measuredBy } from '../run/metrics.ts';
import type { CurveInfo, MetricInfo, Moment, PhaseInfo, RunConfig } from '../run/records.ts';
import { systemOf } from '../systems/registry.ts';

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

export function describeRun(config: RunConfig): RunDescription {
  const system = systemOf(config);
  return { config, phases: system.phases(config), ...measuredBy(system, config) };
}
