/** Live curves: small multiples over the steps of the whole run, as the system describes them. */

import { useMemo } from 'react';
import type { CurveInfo, MetricInfo } from '../../run/records.ts';
import { ChartMenu } from '../charts/chart-menu.tsx';
import { useTableSwitch } from '../charts/chart-table.tsx';
import { LineChart } from '../charts/line-chart.tsx';
import { useSession, useShownRun, useSystem, useWorkbench } from '../context.ts';
import { axisOf } from '../exports/run-data.ts';
import { metricFormat } from '../format.ts';
import { useFormats, useStrings } from '../i18n/language-context.tsx';
import { PinnedLegend } from '../runs/pinned-legend.tsx';
import { Defined, PlainName } from '../widgets/definitions.tsx';
import { Panel } from '../widgets/panel.tsx';
import { useTypeScale } from '../widgets/use-type-scale.ts';
import { useCurveSeries } from './curve-series.ts';
import { CurveTable } from './curve-table.tsx';
import styles from './curves.module.css';

const chartHeight = 92;
/** A longer name of a metric gives way to its short one in the caption. */
const longestName = 24;

/** A symbol such as RU; a part of the name is none. */
function ShortName({ name, short }: { name: string; short: string | undefined }) {
  return short && !name.toLowerCase().includes(short.toLowerCase()) && <span className={styles.symbol}>{short}</span>;
}

interface CurveProps {
  curve: CurveInfo;
  /** The first metric that is drawn: its newest value stands in the caption. */
  metric: MetricInfo;
  isFirst: boolean;
  isLast: boolean;
}

function Curve({ curve, metric, isFirst, isLast }: CurveProps) {
  const t = useStrings();
  const format = useFormats();
  const system = useSystem();
  const { session } = useWorkbench();
  const run = useShownRun();
  const questions = useSession((state) => state.info?.corpus.questions ?? null);
  const series = useCurveSeries(curve);
  const drawn = series.filter((one) => !one.faint && !one.mark);
  const words = t.metricWords(system, curve.id, metric);
  const isLong = words.name.length > longestName;
  const title = isLong ? (words.short ?? words.name) : words.name;
  const newest = drawn[0]?.y.at(-1) ?? null;
  const isWithout = questions === 0 && metric.needs === 'questions';
  const value = isWithout ? t.curves.noQuestions : metricFormat(metric, format)(newest);
  const first = useSession(() => session.history.column('position')[0]);
  const axis = useMemo(() => axisOf(run, first, t), [run, first, t]);
  const range = useMemo((): [number, number] | undefined => curve.range && [...curve.range], [curve]);
  const tick = curve.range ? format.share : format.number;
  const scale = useTypeScale();
  const table = useTableSwitch(title);
  return (
    <figure className={styles.curve} data-testid={`curve-${curve.id}`}>
      <figcaption className={styles.caption}>
        <Defined is={{ system, metric: curve.id, fallback: metric }} className={styles.name}>
          {title}
        </Defined>
        {/* where the name has room, the symbol that tables use stands beside it */}
        {isLong ? <PlainName is={{ system, metric: curve.id }} /> : <ShortName name={words.name} short={words.short} />}
        {drawn.length > 1 && (
          <span className={styles.legend} aria-hidden="true">
            {drawn.map((one) => (
              <span key={one.label} style={{ color: `var(${one.colour})` }}>
                {one.label}
              </span>
            ))}
          </span>
        )}
        <strong className={styles.value}>{value}</strong>
        <ChartMenu curve={curve} picture={{ title, series, range, format: tick, ...axis }} />
        {table.button}
      </figcaption>
      <LineChart
        series={series}
        from={axis.from}
        to={axis.to}
        rules={axis.rules}
        ruleLabels={isFirst ? axis.ruleLabels : undefined}
        height={chartHeight}
        range={range}
        syncKey="curves"
        format={tick}
        xAxis={isLast}
        scale={scale}
        summary={t.curves.summary(title, value)}
      />
      {table.isOpen && <CurveTable curve={curve} id={table.id} name={title} />}
    </figure>
  );
}

export function Curves() {
  const t = useStrings();
  const { curves, metrics } = useShownRun();
  return (
    <Panel title={t.curves.title} className={styles.curves}>
      <PinnedLegend />
      {curves.map((curve, i) => (
        <Curve
          key={curve.id}
          curve={curve}
          metric={metrics.find(({ id }) => id === curve.lines[0]!.metric)!}
          isFirst={i === 0}
          isLast={i === curves.length - 1}
        />
      ))}
      <p className={styles.axis}>{t.curves.axis}</p>
    </Panel>
  );
}
