/** The values behind a chart of curves: what its lines are drawn from. */

import { useMemo } from 'react';
import type { CurveInfo } from '../../run/records.ts';
import { type Column, curveRows } from '../../state/curve-rows.ts';
import { smooth } from '../../state/history.ts';
import { phaseStarts } from '../../state/history-columns.ts';
import { evaluationPoints } from '../../state/pinned-runs.ts';
import { momentAt } from '../../state/progress.ts';
import { ChartTable, tableLimit } from '../charts/chart-table.tsx';
import { useSession, useShownRun, useSystem, useWorkbench } from '../context.ts';
import { metricFormat } from '../format.ts';
import { useFormats, useStrings } from '../i18n/language-context.tsx';
import { lineLabel, smoothing } from './curve-series.ts';

interface NamedColumn extends Column {
  label: string;
  metric: string;
}

function useColumns({ lines }: CurveInfo): NamedColumn[] {
  const t = useStrings();
  const system = useSystem();
  const { session } = useWorkbench();
  const { phases } = useShownRun();
  const version = useSession((state) => state.historyVersion);
  const evaluations = useSession((state) => state.evaluations);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the history lies outside React; its version says when it has changed
  return useMemo(() => {
    const { history } = session;
    const x = history.column('position');
    return lines.flatMap((line): NamedColumn[] => {
      const { metric } = line;
      const label = lineLabel(lines, line, t, system);
      if (line.at === 'evaluation') {
        return [{ metric, label, isRare: true, ...evaluationPoints(phases, evaluations, metric) }];
      }
      const y = history.column(metric);
      return [
        { metric, label: t.curves.batchRaw, isRare: false, x, y },
        { metric, label, isRare: false, x, y: smooth(y, smoothing, phaseStarts(history.column('phase'))) },
      ];
    });
  }, [session, version, lines, phases, evaluations, system, t]);
}

export function CurveTable({ curve, id, name }: { curve: CurveInfo; id: string; name: string }) {
  const t = useStrings();
  const format = useFormats();
  const system = useSystem();
  const { phases, metrics } = useShownRun();
  const columns = useColumns(curve);
  const formats = columns.map(({ metric }) => metricFormat(metrics.find((one) => one.id === metric)!, format));
  const { rows, of } = useMemo(() => curveRows(columns, tableLimit), [columns]);
  return (
    <ChartTable
      id={id}
      name={name}
      columns={[t.tables.moment, ...columns.map(({ label }) => label)]}
      rows={rows.map(({ at, values }) => {
        const { phase, step } = momentAt(phases, at);
        return [t.atStep(t.phaseName(system, phase), step), ...values.map((value, i) => formats[i]!(value))];
      })}
      of={of}
    />
  );
}
