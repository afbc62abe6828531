/** Comma-separated values (RFC 4180): measured numbers with all their digits, in one row each. */
import type { CurveInfo } from '../../run/records.ts';
import type { RunData } from './run-data.ts';

export type Cell = string | number | null | undefined;

function written(cell: Cell): string {
  if (cell === null || cell === undefined || Number.isNaN(cell)) return '';
  const text = String(cell);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

export function csvOf(rows: readonly (readonly Cell[])[]): string {
  return rows.map((row) => `${row.map(written).join(',')}\r\n`).join('');
}

/** Every value behind a chart, of the run on screen and of those that lie over it. A metric of steps is given as it was measured, not smoothed. */
export function chartCsv({ lines }: CurveInfo, runs: readonly { name: string; run: RunData }[]): string {
  const rows = runs.flatMap(({ name, run: { phases, history, evaluations } }) =>
    lines.flatMap(({ metric, at }): Cell[][] => {
      if (at === 'evaluation') {
        return evaluations
          .filter(({ metrics }) => typeof metrics[metric] === 'number' && !Number.isNaN(metrics[metric]))
          .map(({ phase, step, metrics }) => [name, phase, step, metric, at, metrics[metric]]);
      }
      const values = [...(history[metric] ?? [])];
      return values.flatMap((value, i) =>
        Number.isNaN(value) ? [] : [[name, phases[history.phase![i]!]?.id, history.step![i]!, metric, at, value]],
      );
    }),
  );
  return csvOf([['run', 'phase', 'step', 'metric', 'measured_at', 'value'], ...rows]);
}

/** One row for each evaluation, one column for each metric. */
export function evaluationsCsv({ metrics, evaluations }: Pick<RunData, 'metrics' | 'evaluations'>): string {
  const ids = metrics.filter(({ at }) => at.includes('evaluation')).map(({ id }) => id);
  return csvOf([
    ['phase', 'step', ...ids],
    ...evaluations.map((one) => [one.phase, one.step, ...ids.map((id) => one.metrics[id])]),
  ]);
}
