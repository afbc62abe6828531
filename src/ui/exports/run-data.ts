/** A run as files take it: from the screen, or from those that this browser keeps. */
import type { Measured } from '../../run/measured.ts';
import type { CurveInfo, Evaluation, Moment } from '../../run/records.ts';
import { type Phases, phaseOffset, totalSteps } from '../../state/progress.ts';
import type { RunCurves, RunEntry } from '../../state/run-archive.ts';
import { describeRun, type RunDescription } from '../../state/run-description.ts';
import type { Session } from '../../state/session.ts';
import type { ChartPicture } from '../charts/chart-svg.ts';
import type { Formats } from '../format.ts';
import type { Words } from '../i18n/words.ts';
import { type CurveSource, curveSeries } from '../panels/curve-series.ts';

export interface RunData extends RunDescription, RunCurves {
  runId: string;
  /** Empty: it has none. */
  name: string;
  note: string;
  evaluations: readonly Evaluation[];
  /** What all examples came to; absent in runs of earlier versions. */
  results?: readonly Measured[];
  now: Moment | null;
  adapter: string | null;
  /** Milliseconds; null where it was not measured. */
  trainedMs: number | null;
}

export function keptRunData(entry: RunEntry, curves: RunCurves): RunData {
  return { ...entry, ...curves, ...describeRun(entry.config) };
}

/** The run on screen, with what is kept about it; null if there is none. */
export function shownRunData(session: Session, entry: RunEntry | undefined): RunData | null {
  const { measured, evaluations, results, views, now, info } = session.state;
  if (!measured) return null;
  return {
    ...measured,
    name: entry?.name ?? '',
    note: entry?.note ?? '',
    history: session.history.save(),
    views,
    evaluations,
    results,
    now,
    adapter: info?.adapter ?? entry?.adapter ?? null,
    trainedMs: entry?.trainedMs ?? null,
  };
}

/** Where the axis begins: at the phase of the first step that was measured, since a run may begin from a checkpoint. */
export function firstMeasured(phases: Phases, position = 1): number {
  const offsets = phases.map(({ id }) => phaseOffset(phases, id));
  return Math.max(0, ...offsets.filter((offset) => offset < position));
}

/** The part of a chart that all charts of a run share: its axis, and the phases on it. */
export function axisOf({ phases, config }: RunDescription, firstPosition: number | undefined, t: Words) {
  const from = firstMeasured(phases, firstPosition);
  const shown = phases.filter(({ id, steps }) => steps > 0 && phaseOffset(phases, id) >= from);
  return {
    from,
    to: totalSteps(phases),
    rules: shown.slice(1).map(({ id }) => phaseOffset(phases, id)),
    ruleLabels: shown.map(({ id }) => t.phaseName(config.system, id)),
    axisTitle: t.curves.axis,
  };
}

/** A chart of a run with its lines. */
export function pictureOf(run: RunData, curve: CurveInfo, t: Words, format: Formats): ChartPicture {
  const { phases, history, evaluations, metrics, config } = run;
  const column = (name: string) => history[name] ?? new Float64Array(0);
  const source: CurveSource = { phases, column, position: column('position'), evaluations };
  const metric = metrics.find(({ id }) => id === curve.lines[0]!.metric)!;
  return {
    title: t.metricWords(config.system, curve.id, metric).name,
    series: curveSeries(curve, source, t, config.system),
    ...axisOf(run, column('position')[0], t),
    range: curve.range,
    format: curve.range ? format.share : format.number,
  };
}
