/** Live line charts. The only file that knows uPlot. */

import { useEffect, useRef } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { useWidth } from '../widgets/use-width.ts';
import { apart, type ChartSeries, digitsOf, rangeOf } from './chart-lines.ts';
import styles from './line-chart.module.css';
import { endOf, type PhaseAxis, phaseNames, phaseTicks, startsOf } from './phase-axis.ts';
import { stretchStart } from './stretch-ticks.ts';
import { onThemeChange, ThemeColours } from './theme-colours.ts';

export interface LineChartProps extends PhaseAxis {
  series: readonly ChartSeries[];
  height: number;
  /** Range of the y axis where it is known; otherwise the data's. */
  range?: [number, number];
  /** The names of the phases, above them. */
  ruleLabels?: readonly string[];
  /** Charts of one key share their cursor. */
  syncKey: string;
  /** A number on the y axis, with so many digits after the point. */
  format: (value: number, digits: number) => string;
  /** What a screen reader says. */
  summary: string;
  /** Show numbers on the x axis. */
  xAxis?: boolean;
  /** How much larger than usual the type is; heights are given for 1. */
  scale: number;
}

/** Pixels, at the scale 1. */
const labelSize = 12;
const xAxisHeight = 18;

/** The height of the whole chart in pixels. */
const heightOf = ({ height, xAxis, scale }: LineChartProps) => (height + (xAxis ? xAxisHeight : 0)) * scale;

const chartFont = 'Seravek, "Avenir Next", "Segoe UI", "Helvetica Neue", "Liberation Sans", Arial, sans-serif';

function seriesOptions(series: ChartSeries, palette: ThemeColours): uPlot.Series {
  return {
    label: series.label,
    stroke: () => palette.of(series.colour),
    alpha: series.faint ? 0.4 : 1,
    width: series.faint ? 1 : 1.75,
    ...(series.dash ? { dash: [...series.dash] } : {}),
    spanGaps: true,
    points: series.dots ? { show: true, size: 5, fill: () => palette.of(series.colour) } : { show: false },
  };
}

/** The ticks of the x axis, at the width that the chart has now. */
const xTicks = ({ bbox }: uPlot, props: LineChartProps) =>
  phaseTicks(props, bbox.width / devicePixelRatio, 60 * props.scale);

/** Rules where phases begin, behind the lines. */
function drawRules(chart: uPlot, props: LineChartProps, palette: ThemeColours): void {
  const { rules, ruleLabels = [], scale } = props;
  const { ctx, bbox } = chart;
  ctx.save();
  ctx.strokeStyle = palette.of('--rule-strong');
  ctx.lineWidth = devicePixelRatio;
  ctx.setLineDash([2 * devicePixelRatio, 3 * devicePixelRatio]);
  for (const rule of rules) {
    const x = Math.round(chart.valToPos(rule, 'x', true));
    if (x <= bbox.left || x >= bbox.left + bbox.width) continue;
    ctx.beginPath();
    ctx.moveTo(x, bbox.top);
    ctx.lineTo(x, bbox.top + bbox.height);
    ctx.stroke();
  }
  ctx.fillStyle = palette.of('--ink-3');
  ctx.font = `${labelSize * scale * devicePixelRatio}px ${chartFont}`;
  ctx.textAlign = 'left';
  ctx.textBaseline = 'bottom';
  const widthOf = (name: string) => ctx.measureText(name).width;
  for (const { name, left } of phaseNames(props, ruleLabels, bbox.width, widthOf, devicePixelRatio)) {
    ctx.fillText(name, bbox.left + left, bbox.top - devicePixelRatio);
  }
  ctx.restore();
}

/** Letters at the ends of other runs' lines, on a ground of paper. */
function drawMarks(chart: uPlot, { series }: LineChartProps, palette: ThemeColours): void {
  const { ctx } = chart;
  ctx.save();
  ctx.font = `600 ${11 * devicePixelRatio}px ${chartFont}`;
  ctx.textAlign = 'center';
  ctx.textBaseline = 'middle';
  ctx.lineWidth = 4 * devicePixelRatio;
  ctx.lineJoin = 'round';
  const marked = series.filter(({ mark, x }) => mark && x.length > 0);
  const tops = apart(
    marked.map(({ y }) => chart.valToPos(y.at(-1)!, 'y', true)),
    11 * devicePixelRatio,
  );
  for (const [i, { mark, colour, x }] of marked.entries()) {
    const left = chart.valToPos(x.at(-1)!, 'x', true) + 6 * devicePixelRatio;
    ctx.strokeStyle = palette.of('--paper');
    ctx.strokeText(mark!, left, tops[i]!);
    ctx.fillStyle = palette.of(colour);
    ctx.fillText(mark!, left, tops[i]!);
  }
  ctx.restore();
}

/** Step and values under the cursor, of every line that is not faint; empty where there is none. */
function valuesAtCursor(chart: uPlot, props: LineChartProps): string {
  const { series, format } = props;
  const { idx } = chart.cursor;
  if (idx === null || idx === undefined) return '';
  const values = series.flatMap((one, i) => {
    if (one.faint) return [];
    const column = chart.data[i + 1]!;
    let at = idx;
    while (at >= 0 && (column[at] === null || column[at] === undefined)) at--;
    return at >= 0 ? [`${one.mark ? `${one.mark} ` : ''}${format(column[at]!, 3)}`] : [];
  });
  const at = chart.data[0][idx]!;
  return values.length > 0 ? `${at - stretchStart(startsOf(props), at)}: ${values.join(', ')}` : '';
}

function options(
  props: () => LineChartProps,
  width: number,
  palette: ThemeColours,
  tell: (words: string) => void,
): uPlot.Options {
  const { syncKey, series, xAxis, ruleLabels, scale } = props();
  const font = `${labelSize * scale}px ${chartFont}`;
  const axis: uPlot.Axis = {
    stroke: () => palette.of('--ink-3'),
    grid: { stroke: () => palette.of('--rule'), width: 1 },
    ticks: { show: false },
    font,
    gap: 4,
  };
  return {
    width,
    height: heightOf(props()),
    padding: [(ruleLabels ? 16 : 6) * scale, 14 * scale, xAxis ? 0 : 4 * scale, 0],
    legend: { show: false },
    cursor: { sync: { key: syncKey }, drag: { x: false, y: false }, points: { size: 6 } },
    scales: {
      x: { time: false, range: () => [props().from, endOf(props())] },
      y: {
        range: (_chart, low, high) => {
          const { range } = props();
          if (range) return range;
          if (low === null || high === null) return [0, 1];
          return rangeOf(low, high);
        },
      },
    },
    axes: [
      {
        ...axis,
        grid: { show: false },
        show: xAxis ?? false,
        size: xAxisHeight * scale,
        splits: (chart) => xTicks(chart, props()).map(({ at }) => at),
        values: (chart) => xTicks(chart, props()).map(({ count }) => props().format(count, 0)),
      },
      {
        ...axis,
        // room for −0.0025; the same for all charts, whose steps stand under each other
        size: 46 * scale,
        space: 28 * scale,
        values: (_chart, ticks, _axis, _space, increment) =>
          ticks.map((tick) => props().format(tick, digitsOf(increment))),
      },
    ],
    series: [{}, ...series.map((one) => seriesOptions(one, palette))],
    hooks: {
      drawClear: [(chart) => drawRules(chart, props(), palette)],
      draw: [(chart) => drawMarks(chart, props(), palette)],
      setCursor: [(chart) => tell(valuesAtCursor(chart, props()))],
    },
  };
}

function aligned(series: readonly ChartSeries[]): uPlot.AlignedData {
  const tables = series.map(({ x, y }) => [x, y] as unknown as uPlot.AlignedData);
  return series.some(({ x }) => x.length > 0)
    ? uPlot.join(tables)
    : ([[], ...series.map(() => [])] as uPlot.AlignedData);
}

export function LineChart(props: LineChartProps) {
  const host = useRef<HTMLDivElement>(null);
  const chart = useRef<uPlot | null>(null);
  const latest = useRef(props);
  latest.current = props;
  const readout = useRef<HTMLDivElement>(null);
  const width = useWidth(host);
  const height = heightOf(props);
  const shape = props.series.map((one) => `${one.label}${one.faint}${one.dots}${one.dash}${one.colour}`).join();

  // biome-ignore lint/correctness/useExhaustiveDependencies: the chart is made anew only when its lines or the size of its type change; the rest flows in below
  useEffect(() => {
    if (!host.current || width === 0) return;
    const palette = new ThemeColours(host.current);
    chart.current = new uPlot(
      options(
        () => latest.current,
        width,
        palette,
        (words) => {
          if (readout.current) readout.current.textContent = words;
        },
      ),
      aligned(latest.current.series),
      host.current,
    );
    const redraw = () => {
      palette.forget();
      chart.current?.redraw(false, true);
    };
    const endOfTheme = onThemeChange(redraw);
    return () => {
      endOfTheme();
      chart.current?.destroy();
      chart.current = null;
    };
  }, [shape, width > 0, props.scale]);

  useEffect(() => {
    if (width > 0) chart.current?.setSize({ width, height });
  }, [width, height]);

  useEffect(() => {
    chart.current?.setData(aligned(props.series));
  }, [props.series]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another language writes the numbers on the axes in another way
  useEffect(() => chart.current?.redraw(false, true), [props.format]);

  return (
    <div className={styles.frame}>
      <div ref={host} className={styles.chart} role="img" aria-label={props.summary} style={{ height }} />
      <div ref={readout} className={styles.readout} aria-hidden="true" />
    </div>
  );
}
