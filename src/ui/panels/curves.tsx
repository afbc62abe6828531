/** Live curves: five small multiples over the steps of the whole run. */

import { useMemo } from 'react';
import { decimate, type Points, smooth } from '../../state/history.ts';
import { phaseStarts, type StepColumn } from '../../state/history-columns.ts';
import { phaseOffset, phases, runPosition, totalSteps } from '../../state/progress.ts';
import type { RunConfig } from '../../systems/realm/config.ts';
import type { Evaluation } from '../../worker/protocol.ts';
import { type ChartSeries, LineChart } from '../charts/line-chart.tsx';
import { useSession, useShownConfig, useSystem, useWorkbench } from '../context.ts';
import { shortName } from '../i18n/definition.ts';
import { useFormats, useStrings } from '../i18n/language-context.tsx';
import { Defined } from '../widgets/definitions.tsx';
import { Panel } from '../widgets/panel.tsx';
import styles from './curves.module.css';

const chartHeight = 92;
const buckets = 160;

type EvaluationNumber = { [K in keyof Evaluation]: Evaluation[K] extends number | null ? K : never }[keyof Evaluation];

/** Measured values of one column of the evaluations, in the order of the run. */
function evaluationPoints(config: RunConfig, evaluations: readonly Evaluation[], key: EvaluationNumber): Points {
  const rows = evaluations
    .filter((one) => one[key] !== null && !Number.isNaN(one[key]))
    .map((one) => [runPosition(config, one.phase, one.step), one[key] as number] as const)
    .sort(([a], [b]) => a - b)
    .filter(([x], i, all) => x !== all[i + 1]?.[0]);
  return { x: Float64Array.from(rows, ([x]) => x), y: Float64Array.from(rows, ([, y]) => y) };
}

function Curve(props: {
  metric: string;
  title: string;
  value: string;
  series: readonly ChartSeries[];
  range?: [number, number];
  format: (value: number, digits: number) => string;
  xAxis?: boolean;
  withPhases?: boolean;
  config: RunConfig;
}) {
  const { config } = props;
  const t = useStrings();
  const system = useSystem();
  const shownPhases = useMemo(
    () => phases.filter((phase) => config[phase].steps > 0).map((phase) => t.phaseName(system, phase)),
    [config, system, t],
  );
  const rules = useMemo(
    () =>
      phases
        .map((phase) => phaseOffset(config, phase))
        .filter((x, i, all) => x > 0 && x < totalSteps(config) && x !== all[i - 1]),
    [config],
  );
  return (
    <figure className={styles.curve} data-testid={`curve-${props.metric}`}>
      <figcaption className={styles.caption}>
        <Defined is={{ system, metric: props.metric }} className={styles.name}>
          {props.title}
        </Defined>
        {props.series.filter((one) => !one.faint).length > 1 && (
          <span className={styles.legend} aria-hidden="true">
            {props.series
              .filter((one) => !one.faint)
              .map((one) => (
                <span key={one.label} style={{ color: `var(${one.colour})` }}>
                  {one.label}
                </span>
              ))}
          </span>
        )}
        <strong className={styles.value}>{props.value}</strong>
      </figcaption>
      <LineChart
        series={props.series}
        from={0}
        to={totalSteps(config)}
        rules={rules}
        ruleLabels={props.withPhases ? shownPhases : undefined}
        height={chartHeight}
        range={props.range}
        syncKey="curves"
        format={props.format}
        xAxis={props.xAxis}
        summary={t.curves.summary(props.title, props.value)}
      />
    </figure>
  );
}

/** Raw and smoothed lines of one column of the step records. */
function useStepLines(column: StepColumn, colour: string): ChartSeries[] {
  const t = useStrings();
  const { session } = useWorkbench();
  const version = useSession((state) => state.historyVersion);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the history lies outside React; its version says when it has changed
  return useMemo(() => {
    const { history } = session;
    const x = history.column('position');
    const y = history.column(column);
    const average = smooth(y, 12, phaseStarts(history));
    return [
      { label: t.curves.batchRaw, colour, faint: true, ...decimate(x, y, buckets) },
      { label: t.curves.batch, colour, ...decimate(x, average, buckets) },
    ];
  }, [session, version, column, colour, t]);
}

function useEvaluationLine(key: EvaluationNumber, label: string, colour: string, dashed = false): ChartSeries {
  const evaluations = useSession((state) => state.evaluations);
  const config = useShownConfig();
  return useMemo(
    () => ({ label, colour, dots: true, dashed, ...evaluationPoints(config, evaluations, key) }),
    [config, evaluations, key, label, colour, dashed],
  );
}

const newest = ({ y }: Points) => (y.length > 0 ? y[y.length - 1]! : null);

export function Curves() {
  const t = useStrings();
  const format = useFormats();
  const system = useSystem();
  const words = (metric: string) => t.metricWords(system, metric);
  const config = useShownConfig();
  const questions = useSession((state) => state.info?.corpus.questions ?? null);
  const loss = useStepLines('loss', '--ink');
  const batchUtility = useStepLines('retrievalUtility', '--pull');
  const nullProbability = useStepLines('nullProbability', '--push');
  const heldOutUtility = useEvaluationLine('retrievalUtility', t.curves.heldOutSeries, '--prior');
  const recallAt1 = useEvaluationLine('recallAt1', shortName(words('recallAt1')), '--pull');
  const recallAt5 = useEvaluationLine('recallAt5', shortName(words('recallAt5')), '--likelihood', true);
  const accuracy = useEvaluationLine('heldOutAccuracy', t.curves.heldOutSeries, '--prior');
  const utility = useMemo(() => [...batchUtility, heldOutUtility], [batchUtility, heldOutUtility]);
  const recall = useMemo(() => [recallAt1, recallAt5], [recallAt1, recallAt5]);
  const accuracySeries = useMemo(() => [accuracy], [accuracy]);
  return (
    <Panel title={t.curves.title} className={styles.curves}>
      <Curve
        metric="loss"
        title={words('loss').name}
        value={format.number(newest(loss[1]!))}
        series={loss}
        format={format.number}
        withPhases
        config={config}
      />
      <Curve
        metric="retrievalUtility"
        title={words('retrievalUtility').name}
        value={format.number(newest(batchUtility[1]!))}
        series={utility}
        format={format.number}
        config={config}
      />
      <Curve
        metric="nullProbability"
        title={shortName(words('nullProbability'))}
        value={format.probability(newest(nullProbability[1]!))}
        series={nullProbability}
        range={[0, 1]}
        format={format.share}
        config={config}
      />
      <Curve
        metric="recall"
        title={words('recall').name}
        value={questions === 0 ? t.curves.noQuestions : format.probability(newest(recallAt1))}
        series={recall}
        range={[0, 1]}
        format={format.share}
        config={config}
      />
      <Curve
        metric="heldOutAccuracy"
        title={words('heldOutAccuracy').name}
        value={format.probability(newest(accuracy))}
        series={accuracySeries}
        range={[0, 1]}
        format={format.share}
        xAxis
        config={config}
      />
    </Panel>
  );
}
