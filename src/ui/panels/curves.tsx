/** Live curves: five small multiples over the steps of the whole run. */

import { useMemo } from 'react';
import { decimate, type Points, smooth } from '../../state/history.ts';
import { phaseStarts, type StepColumn } from '../../state/history-columns.ts';
import { phaseOffset, phases, runPosition, totalSteps } from '../../state/progress.ts';
import type { RunConfig } from '../../systems/realm/config.ts';
import type { Evaluation } from '../../worker/protocol.ts';
import { type ChartSeries, LineChart } from '../charts/line-chart.tsx';
import { useSession, useWorkbench } from '../context.ts';
import { formatNumber, formatProbability } from '../format.ts';
import type { DefinitionKey } from '../i18n/en-definitions.ts';
import { t } from '../i18n/strings.ts';
import { Defined } from '../widgets/definitions.tsx';
import { Panel } from '../widgets/panel.tsx';
import styles from './curves.module.css';

const chartHeight = 92;
const buckets = 160;
const shortShare = (value: number, digits: number) =>
  value.toFixed(Number.isInteger(value) ? 0 : digits).replace(/^0\./, '.');

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
  is: DefinitionKey;
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
  const shownPhases = useMemo(
    () => phases.filter((phase) => config[phase].steps > 0).map((phase) => t.phases[phase]),
    [config],
  );
  const rules = useMemo(
    () =>
      phases
        .map((phase) => phaseOffset(config, phase))
        .filter((x, i, all) => x > 0 && x < totalSteps(config) && x !== all[i - 1]),
    [config],
  );
  return (
    <figure className={styles.curve} data-testid={`curve-${props.is}`}>
      <figcaption className={styles.caption}>
        <Defined is={props.is} className={styles.name}>
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
  const { session } = useWorkbench();
  const version = useSession((state) => state.historyVersion);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the history lies outside React; its version says when it has changed
  return useMemo(() => {
    const { history } = session;
    const x = history.column('position');
    const y = history.column(column);
    const average = smooth(y, 12, phaseStarts(history));
    return [
      { label: `${t.curves.batch}, raw`, colour, faint: true, ...decimate(x, y, buckets) },
      { label: t.curves.batch, colour, ...decimate(x, average, buckets) },
    ];
  }, [session, version, column, colour]);
}

function useEvaluationLine(key: EvaluationNumber, label: string, colour: string, dashed = false): ChartSeries {
  const evaluations = useSession((state) => state.evaluations);
  const config = useSession((state) => state.measured ?? state.draft);
  return useMemo(
    () => ({ label, colour, dots: true, dashed, ...evaluationPoints(config, evaluations, key) }),
    [config, evaluations, key, label, colour, dashed],
  );
}

const newest = ({ y }: Points) => (y.length > 0 ? y[y.length - 1]! : null);

export function Curves() {
  const config = useSession((state) => state.measured ?? state.draft);
  const questions = useSession((state) => state.info?.corpus.questions ?? null);
  const loss = useStepLines('loss', '--ink');
  const batchUtility = useStepLines('retrievalUtility', '--pull');
  const nullProbability = useStepLines('nullProbability', '--push');
  const heldOutUtility = useEvaluationLine('retrievalUtility', t.curves.heldOutSeries, '--prior');
  const recallAt1 = useEvaluationLine('recallAt1', t.curves.at1, '--pull');
  const recallAt5 = useEvaluationLine('recallAt5', t.curves.at5, '--likelihood', true);
  const accuracy = useEvaluationLine('heldOutAccuracy', t.curves.heldOutSeries, '--prior');
  const utility = useMemo(() => [...batchUtility, heldOutUtility], [batchUtility, heldOutUtility]);
  const recall = useMemo(() => [recallAt1, recallAt5], [recallAt1, recallAt5]);
  const accuracySeries = useMemo(() => [accuracy], [accuracy]);
  const names = t.definitions;
  return (
    <Panel title={t.curves.title} className={styles.curves}>
      <Curve
        is="loss"
        title={names.loss.name}
        value={formatNumber(newest(loss[1]!))}
        series={loss}
        format={formatNumber}
        withPhases
        config={config}
      />
      <Curve
        is="retrievalUtility"
        title={names.retrievalUtility.name}
        value={formatNumber(newest(batchUtility[1]!))}
        series={utility}
        format={formatNumber}
        config={config}
      />
      <Curve
        is="nullProbability"
        title={names.nullProbability.short}
        value={formatProbability(newest(nullProbability[1]!))}
        series={nullProbability}
        range={[0, 1]}
        format={shortShare}
        config={config}
      />
      <Curve
        is="recall"
        title={names.recall.name}
        value={questions === 0 ? t.curves.noQuestions : formatProbability(newest(recallAt1))}
        series={recall}
        range={[0, 1]}
        format={shortShare}
        config={config}
      />
      <Curve
        is="heldOutAccuracy"
        title={names.heldOutAccuracy.name}
        value={formatProbability(newest(accuracy))}
        series={accuracySeries}
        range={[0, 1]}
        format={shortShare}
        xAxis
        config={config}
      />
    </Panel>
  );
}
