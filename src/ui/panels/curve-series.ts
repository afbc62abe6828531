/** The lines of a chart, as a system describes them: of the steps a raw and a smoothed line for each metric, of the evaluations dots. */

import { useCallback, useMemo } from 'react';
import type { CurveInfo, CurveLine, Evaluation } from '../../run/records.ts';
import { decimate, type Points, smooth } from '../../state/history.ts';
import { phaseStarts } from '../../state/history-columns.ts';
import { type Phases, runPosition } from '../../state/progress.ts';
import type { ChartSeries } from '../charts/line-chart.tsx';
import { useSession, useShownRun, useSystem, useWorkbench } from '../context.ts';
import { shortName } from '../i18n/definition.ts';
import { useStrings } from '../i18n/language-context.tsx';

const buckets = 160;
/** Steps over which the drawn line is an average. */
export const smoothing = 12;

/** The measured values of one metric of the evaluations, in the order of the run. */
export function evaluationPoints(phases: Phases, evaluations: readonly Evaluation[], metric: string): Points {
  const rows = evaluations
    .map((one) => [runPosition(phases, one), one.metrics[metric] ?? Number.NaN] as const)
    .filter(([, y]) => !Number.isNaN(y))
    .sort(([a], [b]) => a - b)
    .filter(([x], i, all) => x !== all[i + 1]?.[0]);
  return { x: Float64Array.from(rows, ([x]) => x), y: Float64Array.from(rows, ([, y]) => y) };
}

/** What a line is called in its chart: a line of steps `batch`, and of evaluations by its metric where there are several. */
export function useLineLabel(lines: readonly CurveLine[]): (line: CurveLine) => string {
  const t = useStrings();
  const system = useSystem();
  return useCallback(
    ({ at, metric }) => {
      if (at === 'step') return t.curves.batch;
      const isOne = lines.filter((line) => line.at === 'evaluation').length === 1;
      return isOne ? t.curves.heldOutSeries : shortName(t.metricWords(system, metric));
    },
    [lines, system, t],
  );
}

const colourOf = ({ tone = 'ink' }: CurveLine) => `--${tone}`;

function useStepSeries(lines: readonly CurveLine[]): Map<CurveLine, ChartSeries[]> {
  const t = useStrings();
  const labelOf = useLineLabel(lines);
  const { session } = useWorkbench();
  const version = useSession((state) => state.historyVersion);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the history lies outside React; its version says when it has changed
  return useMemo(() => {
    const { history } = session;
    const x = history.column('position');
    const own = lines.filter(({ at }) => at === 'step');
    return new Map(
      own.map((line) => {
        const y = history.column(line.metric);
        const colour = colourOf(line);
        const average = smooth(y, smoothing, phaseStarts(history));
        const series: ChartSeries[] = [
          { label: t.curves.batchRaw, colour, faint: true, ...decimate(x, y, buckets) },
          { label: labelOf(line), colour, dashed: line.dashed ?? false, ...decimate(x, average, buckets) },
        ];
        return [line, series] as const;
      }),
    );
  }, [session, version, lines, labelOf, t]);
}

function useEvaluationSeries(lines: readonly CurveLine[]): Map<CurveLine, ChartSeries[]> {
  const labelOf = useLineLabel(lines);
  const { phases } = useShownRun();
  const evaluations = useSession((state) => state.evaluations);
  return useMemo(() => {
    const own = lines.filter(({ at }) => at === 'evaluation');
    return new Map(
      own.map((line) => {
        const points = evaluationPoints(phases, evaluations, line.metric);
        const series = {
          label: labelOf(line),
          colour: colourOf(line),
          dots: true,
          dashed: line.dashed ?? false,
          ...points,
        };
        return [line, [series]] as const;
      }),
    );
  }, [phases, evaluations, lines, labelOf]);
}

export function useCurveSeries({ lines }: CurveInfo): ChartSeries[] {
  const ofSteps = useStepSeries(lines);
  const ofEvaluations = useEvaluationSeries(lines);
  return useMemo(
    () => lines.flatMap((line) => ofSteps.get(line) ?? ofEvaluations.get(line) ?? []),
    [lines, ofSteps, ofEvaluations],
  );
}
