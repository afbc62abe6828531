/** Live curves: small multiples over the steps of the whole run, as the system describes them. */

import { useMemo } from 'react';
import type { CurveInfo, MetricInfo } from '../../run/records.ts';
import { type Phases, phaseOffset, totalSteps } from '../../state/progress.ts';
import { useTableSwitch } from '../charts/chart-table.tsx';
import { LineChart } from '../charts/line-chart.tsx';
import { useSession, useShownRun, useSystem, useWorkbench } from '../context.ts';
import { metricFormat } from '../format.ts';
import { useFormats, useStrings } from '../i18n/language-context.tsx';
import { Defined, PlainName } from '../widgets/definitions.tsx';
import { Panel } from '../widgets/panel.tsx';
import { useTypeScale } from '../widgets/use-type-scale.ts';
import { useCurveSeries } from './curve-series.ts';
import { CurveTable } from './curve-table.tsx';
import styles from './curves.module.css';

const chartHeight = 92;
/** A longer name of a metric gives way to its short one in the caption. */
const longestName = 24;

/** Where the axis begins: at the phase of the first step that was measured, since a run may begin from a checkpoint. */
function firstMeasured(phases: Phases, position = 1): number {
  const offsets = phases.map(({ id }) => phaseOffset(phases, id));
  return Math.max(0, ...offsets.filter((offset) => offset < position));
}

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
  const { phases } = useShownRun();
  const questions = useSession((state) => state.info?.corpus.questions ?? null);
  const series = useCurveSeries(curve);
  const drawn = series.filter((one) => !one.faint);
  const words = t.metricWords(system, curve.id, metric);
  const isLong = words.name.length > longestName;
  const title = isLong ? (words.short ?? words.name) : words.name;
  const newest = drawn[0]?.y.at(-1) ?? null;
  const isWithout = questions === 0 && metric.needs === 'questions';
  const value = isWithout ? t.curves.noQuestions : metricFormat(metric, format)(newest);
  const from = useSession(() => firstMeasured(phases, session.history.column('position')[0]));
  const shown = useMemo(
    () => phases.filter(({ id, steps }) => steps > 0 && phaseOffset(phases, id) >= from),
    [phases, from],
  );
  const rules = useMemo(() => shown.slice(1).map(({ id }) => phaseOffset(phases, id)), [phases, shown]);
  const names = useMemo(() => shown.map(({ id }) => t.phaseName(system, id)), [shown, system, t]);
  const range = useMemo((): [number, number] | undefined => curve.range && [...curve.range], [curve]);
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
        {table.button}
      </figcaption>
      <LineChart
        series={series}
        from={from}
        to={totalSteps(phases)}
        rules={rules}
        ruleLabels={isFirst ? names : undefined}
        height={chartHeight}
        range={range}
        syncKey="curves"
        format={curve.range ? format.share : format.number}
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
