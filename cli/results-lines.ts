/** The tables of the command line about all questions and all held-out sentences: one run from its start to its end, and one run against another. */
import type { Interval } from '../src/eval/intervals.ts';
import type { Comparison } from '../src/run/comparison.ts';
import type { ExampleResults, MetricInfo, Moment } from '../src/run/records.ts';
import { type Part, type SummaryRow, summaryOf } from '../src/run/summary.ts';
import { tableLines } from './table.ts';

type Metrics = readonly MetricInfo[];

const infoOf = (metrics: Metrics, id: string) => metrics.find((metric) => metric.id === id);
const digitsOf = (metrics: Metrics, id: string) => infoOf(metrics, id)?.digits ?? 3;
const nameOf = (metrics: Metrics, id: string) => infoOf(metrics, id)?.label ?? infoOf(metrics, id)?.name ?? id;
const placeOf = ({ phase, step }: Moment) => `${phase} ${step}`;
const partNames: Record<Part, string> = { all: '', development: ', development', test: ', test' };

function interval({ low, high }: Interval, digits: number): string {
  return Number.isNaN(low) ? '' : ` [${low.toFixed(digits)}, ${high.toFixed(digits)}]`;
}

/** Each metric with its 95% interval at the first and the last of the results, over all examples and over each split of the subjects. */
export function resultsLines(results: readonly ExampleResults[], metrics: Metrics): string[] {
  const first = results[0];
  const last = results.at(-1);
  if (!first || !last) return [];
  const moments = first === last ? [last] : [first, last];
  const summaries = moments.map(summaryOf);
  const at = (rows: readonly SummaryRow[], { metric, part }: SummaryRow) =>
    rows.find((row) => row.metric === metric && row.part === part);
  const head = ['All examples, 95% intervals', ...moments.map(placeOf), 'n'];
  const rows = summaries.at(-1)!.map((row) => {
    const digits = digitsOf(metrics, row.metric);
    const cell = (found: SummaryRow | undefined) =>
      found ? `${found.value.toFixed(digits)}${interval(found, digits)}` : '–';
    return [
      `${nameOf(metrics, row.metric)}${partNames[row.part]}`,
      ...summaries.map((one) => cell(at(one, row))),
      `${row.n}`,
    ];
  });
  return tableLines([head, ...rows]);
}

/** Pairs of runs on the same examples; `names`: of the runs of each pair. */
export function comparisonLines(
  { rows, unpaired }: Comparison,
  metrics: Metrics,
  names: readonly (readonly [first: string, second: string])[],
): string[] {
  const head = ['', 'A', 'B', 'B − A [95%]', 'only A : only B, p (McNemar)', 'n'];
  const lines = rows.map(({ metric, part, n, first, second, difference, tests = [], ...ends }) => {
    const digits = digitsOf(metrics, metric);
    const tested = tests
      .map(({ onlyFirst, onlySecond, p }) => `${onlyFirst} : ${onlySecond}, ${written(p)}`)
      .join('; ');
    const signed = `${difference < 0 ? '' : '+'}${difference.toFixed(digits)}${interval(ends, digits)}`;
    const name = `${nameOf(metrics, metric)}${partNames[part]}`;
    return [name, first.toFixed(digits), second.toFixed(digits), signed, tested, `${n}`];
  });
  return [
    ...names.flatMap(([a, b]) => [`A: ${a}`, `B: ${b}`]),
    ...tableLines([head, ...lines]),
    'Intervals are of the bootstrap over subjects, for the same seeds.',
    ...(unpaired > 0 ? [`Measured by one run alone, and left out: ${unpaired}`] : []),
  ];
}

const written = (p: number): string => (p < 0.001 ? '<.001' : p.toFixed(3));
