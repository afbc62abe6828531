/** What differs between kept runs: in their settings, and in what came of them. */

import { type McNemar, mcnemar } from '../eval/mcnemar.ts';
import { type Measured, rightOnes } from '../run/measured.ts';
import type { Evaluation, MetricInfo, Moment } from '../run/records.ts';
import { getSetting, settingsOf } from '../run/settings.ts';
import type { SummaryRow } from '../run/summary.ts';
import { systemOf } from '../systems/registry.ts';
import { runPosition } from './progress.ts';
import type { RunEntry } from './run-archive.ts';
import { describeRun } from './run-description.ts';

/** A setting with its value in each of the runs; null where the system of a run has no such setting. */
export interface DifferingSetting {
  key: string;
  values: readonly (string | null)[];
}

export interface BestValue {
  value: number;
  at: Moment;
}

/** A metric of the evaluations in each of the runs; null where it was not measured. */
export interface Outcome {
  metric: MetricInfo;
  last: readonly (number | null)[];
  /** null for a metric of which no value is better than another. */
  best: readonly (BestValue | null)[] | null;
}

/** In the order of the systems' tables. The name of the preset is left out: it says nothing that the other settings do not. */
export function differingSettings(entries: readonly RunEntry[]): DifferingSetting[] {
  const tables = entries.map(({ config }) => settingsOf(systemOf(config).settings));
  const keys = new Set(tables.flatMap((table) => [...table.keys()]));
  keys.delete('preset');
  return [...keys]
    .map((key) => ({
      key,
      values: entries.map(({ config }, i) => (tables[i]!.has(key) ? String(getSetting(config, key)) : null)),
    }))
    .filter(({ values }) => new Set(values).size > 1);
}

const isMeasured = (value: number | null | undefined): value is number =>
  typeof value === 'number' && !Number.isNaN(value);

/** The evaluations of a run, in its order. */
export function inOrder({ config, evaluations }: Pick<RunEntry, 'config' | 'evaluations'>): Evaluation[] {
  const { phases } = describeRun(config);
  return [...evaluations].sort((a, b) => runPosition(phases, a) - runPosition(phases, b));
}

/** The newest value of a metric; null if it was not measured at the last evaluation. */
export function lastValue(entry: RunEntry, metric: string): number | null {
  const value = inOrder(entry).at(-1)?.metrics[metric];
  return isMeasured(value) ? value : null;
}

/** The first of the best values. */
export function bestValue(entry: RunEntry, { id, better }: MetricInfo): BestValue | null {
  let best: BestValue | null = null;
  for (const { phase, step, metrics } of inOrder(entry)) {
    const value = metrics[id];
    if (!isMeasured(value)) continue;
    const isBetter = best === null || (better === 'lower' ? value < best.value : value > best.value);
    if (isBetter) best = { value, at: { phase, step } };
  }
  return best;
}

/** Every metric that was measured at an evaluation of one of the runs. */
export function outcomesOf(entries: readonly RunEntry[]): Outcome[] {
  const metrics = new Map<string, MetricInfo>();
  for (const { config } of entries) {
    for (const metric of describeRun(config).metrics) {
      if (metric.at.includes('evaluation') && !metrics.has(metric.id)) metrics.set(metric.id, metric);
    }
  }
  return [...metrics.values()]
    .map((metric) => ({
      metric,
      last: entries.map((entry) => lastValue(entry, metric.id)),
      best: metric.better ? entries.map((entry) => bestValue(entry, metric)) : null,
    }))
    .filter(({ last, best }) => last.some(isMeasured) || best?.some((one) => one !== null));
}

/** What two runs came to on the same examples. */
export type PairedOutcome = McNemar | 'other-corpus' | null;

/** A metric over all examples at the last moment that was measured; null where it was not. */
export interface WholeOutcome {
  metric: MetricInfo;
  values: readonly (SummaryRow | null)[];
  /** Each run against the first one by McNemar's test; null for a metric that is no share of right ones. */
  paired: readonly PairedOutcome[] | null;
}

const newest = ({ results }: RunEntry): Measured | undefined => results?.at(-1);

/** Every metric that was measured over all examples in one of the runs. */
export function wholeOutcomes(entries: readonly RunEntry[]): WholeOutcome[] {
  const metrics = new Map(entries.flatMap(({ config }) => describeRun(config).metrics.map((one) => [one.id, one])));
  return [...metrics.values()]
    .map((metric) => {
      const values = entries.map((entry) => {
        const rows = newest(entry)?.summary ?? [];
        return rows.find((row) => row.metric === metric.id && row.part === 'all') ?? null;
      });
      const isShare = entries.some((entry) => newest(entry)?.paired[metric.id]);
      const paired = isShare ? entries.slice(1).map((other) => pairedOutcome(entries[0]!, other, metric.id)) : null;
      return { metric, values, paired };
    })
    .filter(({ values }) => values.some((value) => value !== null));
}

function pairedOutcome(first: RunEntry, second: RunEntry, metric: string): PairedOutcome {
  const [a, b] = [newest(first), newest(second)];
  const [right, other] = [a?.paired[metric], b?.paired[metric]];
  if (!right || !other) return null;
  if (a!.corpus !== b!.corpus || right.of !== other.of) return 'other-corpus';
  return mcnemar(rightOnes(right), rightOnes(other));
}

/** The metrics that a system shows as curves of evaluations: the first of each chart. */
export function headlineMetrics(entry: RunEntry): MetricInfo[] {
  const { curves, metrics } = describeRun(entry.config);
  const ids = curves.flatMap(({ lines }) => lines.find(({ at }) => at === 'evaluation')?.metric ?? []);
  return ids.flatMap((id) => metrics.find((metric) => metric.id === id) ?? []);
}
