/** The measures over the steps of the last phase, the arms over each other: means over seeds. */

import { useMemo } from 'react';
import { armPreset, type Experiment } from '../../experiments/experiment.ts';
import { type MeasureId, measureOf } from '../../experiments/measures.ts';
import type { ExperimentResult } from '../../experiments/result.ts';
import { presets } from '../../systems/presets.ts';
import { systems } from '../../systems/registry.ts';
import type { ChartSeries } from '../charts/chart-lines.ts';
import { ChartTable, useTableSwitch } from '../charts/chart-table.tsx';
import { LineChart } from '../charts/line-chart.tsx';
import { useFormats, useStrings } from '../i18n/language-context.tsx';
import { Defined } from '../widgets/definitions.tsx';
import { useTypeScale } from '../widgets/use-type-scale.ts';
import { armLook } from './arm-looks.tsx';
import styles from './experiments-page.module.css';
import { valueText } from './figures.ts';
import { textsOf } from './sentences.ts';
import { useExperimentWords } from './words/use-experiment-words.ts';

/** The lines of the arms, without those that have fewer than two points. */
function seriesOf({ arms }: ExperimentResult, measure: MeasureId, titles: Readonly<Record<string, string>>) {
  return arms.flatMap(({ id, curve }, i): ChartSeries[] => {
    const last = curve.at(-1)?.phase;
    const points = curve.filter(({ phase, values }) => phase === last && typeof values[measure] === 'number');
    if (points.length < 2) return [];
    const x = Float64Array.from(points, ({ step }) => step);
    const y = Float64Array.from(points, ({ values }) => values[measure]!);
    return [{ label: titles[id] ?? id, dots: true, ...armLook(i), x, y }];
  });
}

function Curve({
  experiment,
  result,
  measure,
}: {
  experiment: Experiment;
  result: ExperimentResult;
  measure: MeasureId;
}) {
  const words = useExperimentWords();
  const format = useFormats();
  const scale = useTypeScale();
  const { metric, format: kind } = measureOf(measure);
  const label = words.measures[measure];
  // a result that was made elsewhere may have a preset that this version lacks
  const system = presets.find(({ name }) => name === armPreset(experiment, result.preset))?.system.id ?? systems[0]!.id;
  const { tables } = useStrings();
  const table = useTableSwitch(label);
  const series = useMemo(
    () => seriesOf(result, measure, textsOf(experiment, words).arms),
    [experiment, result, measure, words],
  );
  if (series.length === 0) return null;
  const steps = [...new Set(series.flatMap(({ x }) => [...x]))].sort((a, b) => a - b);
  const rows = steps.map((step) => [
    format.count(step),
    ...series.map(({ x, y }) => valueText(measure, y[x.indexOf(step)] ?? null, format)),
  ]);
  return (
    <figure className={styles.curve}>
      <figcaption>
        <Defined is={{ system, metric }}>{label}</Defined> {words.curveOf} {table.button}
      </figcaption>
      <LineChart
        series={series}
        from={0}
        to={steps.at(-1)!}
        rules={[]}
        height={150}
        range={kind === 'share' ? [0, 1] : undefined}
        syncKey="experiment"
        format={kind === 'share' ? format.share : format.number}
        xAxis
        scale={scale}
        summary={`${label} ${words.curveOf}`}
      />
      {table.isOpen && (
        <ChartTable
          id={table.id}
          name={label}
          columns={[tables.moment, ...series.map((one) => one.label)]}
          rows={rows}
          of={rows.length}
        />
      )}
    </figure>
  );
}

export function ArmCurves({ experiment, result }: { experiment: Experiment; result: ExperimentResult }) {
  return (
    <div className={styles.curves}>
      {experiment.measures.map((measure) => (
        <Curve key={measure} experiment={experiment} result={result} measure={measure} />
      ))}
    </div>
  );
}
