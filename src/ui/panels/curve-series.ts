/** The lines of a chart, as a system describes them: of the steps a raw and a smoothed line for each metric, of the evaluations dots. */

import { useMemo } from 'react';
import type { CurveInfo, CurveLine, Evaluation } from '../../run/records.ts';
import { decimate, smooth } from '../../state/history.ts';
import { phaseStarts } from '../../state/history-columns.ts';
import { evaluationPoints, type PinnedRun, positionsOn } from '../../state/pinned-runs.ts';
import type { Phases } from '../../state/progress.ts';
import type { ChartSeries } from '../charts/chart-lines.ts';
import { usePinnedRuns, useSession, useShownRun, useSystem, useWorkbench } from '../context.ts';
import { shortName } from '../i18n/definition.ts';
import { useStrings } from '../i18n/language-context.tsx';
import type { Words } from '../i18n/words.ts';
import { runName } from '../runs/run-name.ts';

const buckets = 160;
/** Steps over which the drawn line is an average. */
export const smoothing = 12;
const dash = [4, 3];

/** How the lines of pinned runs look: another colour, other strokes and another letter each. */
export const pinnedLooks: readonly { colour: string; dash: readonly number[]; mark: string }[] = [
  { colour: '--run-a', dash: [8, 3], mark: 'A' },
  { colour: '--run-b', dash: [2, 3], mark: 'B' },
  { colour: '--run-c', dash: [8, 3, 2, 3], mark: 'C' },
  { colour: '--run-d', dash: [14, 4], mark: 'D' },
];

/** The measurements of a run, on its own axis or on another's. */
export interface CurveSource {
  phases: Phases;
  /** A column of the step history, (rows). */
  column(name: string): Float64Array;
  /** Positions of the rows on the axis, ascending, (rows). */
  position: Float64Array;
  evaluations: readonly Evaluation[];
}

/** What a line is called in its chart: a line of steps `batch`, of evaluations `held out`, and by its metric where there are several. */
export function lineLabel(lines: readonly CurveLine[], { at, metric }: CurveLine, t: Words, system: string): string {
  if (lines.filter((line) => line.at === at).length > 1) return shortName(t.metricWords(system, metric));
  return at === 'step' ? t.curves.batch : t.curves.heldOutSeries;
}

const isMeasured = (value: number | null | undefined): boolean => Number.isFinite(value);
const colourOf = ({ tone = 'ink' }: CurveLine) => `--${tone}`;
const dashOf = ({ dashed }: CurveLine) => (dashed ? { dash } : {});

function averageOf({ metric }: CurveLine, { position, column }: CurveSource) {
  const average = smooth(column(metric), smoothing, phaseStarts(column('phase')));
  for (let i = 0; i < average.length; i++) if (Number.isNaN(position[i]!)) average[i] = Number.NaN;
  return decimate(position, average, buckets);
}

/** The raw and the smoothed line of a metric that is measured at steps. */
export function stepSeries(
  line: CurveLine,
  lines: readonly CurveLine[],
  source: CurveSource,
  t: Words,
  system: string,
): ChartSeries[] {
  const label = lineLabel(lines, line, t, system);
  const colour = colourOf(line);
  return [
    {
      label: t.curves.batchRaw,
      colour,
      faint: true,
      ...decimate(source.position, source.column(line.metric), buckets),
    },
    { label, colour, ...dashOf(line), ...averageOf(line, source) },
  ];
}

export function evaluationSeries(
  line: CurveLine,
  lines: readonly CurveLine[],
  { phases, evaluations }: Pick<CurveSource, 'phases' | 'evaluations'>,
  t: Words,
  system: string,
): ChartSeries[] {
  if (line.ifMeasured && !evaluations.some(({ metrics }) => isMeasured(metrics[line.metric]))) return [];
  const label = lineLabel(lines, line, t, system);
  const points = evaluationPoints(phases, evaluations, line.metric);
  return [{ label, colour: colourOf(line), dots: true, ...dashOf(line), ...points }];
}

/** All lines of one run. */
export function curveSeries({ lines }: CurveInfo, source: CurveSource, t: Words, system: string): ChartSeries[] {
  return lines.flatMap((line) =>
    line.at === 'step' ? stepSeries(line, lines, source, t, system) : evaluationSeries(line, lines, source, t, system),
  );
}

/** A pinned run on the axis of the run on screen: the lines of the chart's first metric, smoothed. */
export function pinnedSeries({ lines }: CurveInfo, phases: Phases, pinned: PinnedRun, number: number, name: string) {
  const { curves, entry } = pinned;
  const look = pinnedLooks[number]!;
  const source: CurveSource = {
    phases,
    column: (column) => curves.history[column] ?? new Float64Array(0),
    position: positionsOn(phases, pinned),
    evaluations: entry.evaluations,
  };
  return lines
    .filter(({ metric }) => metric === lines[0]!.metric)
    .map((line): ChartSeries => {
      const points =
        line.at === 'step' ? averageOf(line, source) : evaluationPoints(phases, entry.evaluations, line.metric);
      return { label: name, ...look, dots: line.at === 'evaluation', ...points };
    });
}

function useStepSeries(lines: readonly CurveLine[]): Map<CurveLine, ChartSeries[]> {
  const t = useStrings();
  const system = useSystem();
  const { session } = useWorkbench();
  const { phases } = useShownRun();
  const version = useSession((state) => state.historyVersion);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the history lies outside React; its version says when it has changed
  return useMemo(() => {
    const { history } = session;
    const column = (name: string) => history.column(name);
    const source = { phases, column, position: column('position'), evaluations: [] };
    const own = lines.filter(({ at }) => at === 'step');
    return new Map(own.map((line) => [line, stepSeries(line, lines, source, t, system)] as const));
  }, [session, version, phases, lines, system, t]);
}

function useEvaluationSeries(lines: readonly CurveLine[]): Map<CurveLine, ChartSeries[]> {
  const t = useStrings();
  const system = useSystem();
  const { phases } = useShownRun();
  const evaluations = useSession((state) => state.evaluations);
  return useMemo(() => {
    const own = lines.filter(({ at }) => at === 'evaluation');
    const source = { phases, evaluations };
    return new Map(own.map((line) => [line, evaluationSeries(line, lines, source, t, system)] as const));
  }, [phases, evaluations, lines, system, t]);
}

function usePinnedSeries(curve: CurveInfo): ChartSeries[] {
  const t = useStrings();
  const { phases } = useShownRun();
  const pinned = usePinnedRuns();
  return useMemo(
    () => pinned.flatMap(({ run, number }) => pinnedSeries(curve, phases, run, number, runName(run.entry, t))),
    [pinned, curve, phases, t],
  );
}

/** The lines of the run on screen, and over them those of pinned runs. */
export function useCurveSeries(curve: CurveInfo): ChartSeries[] {
  const { lines } = curve;
  const ofSteps = useStepSeries(lines);
  const ofEvaluations = useEvaluationSeries(lines);
  const ofPinned = usePinnedSeries(curve);
  return useMemo(
    () => [...lines.flatMap((line) => ofSteps.get(line) ?? ofEvaluations.get(line) ?? []), ...ofPinned],
    [lines, ofSteps, ofEvaluations, ofPinned],
  );
}
