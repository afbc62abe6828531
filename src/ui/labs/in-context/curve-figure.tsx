/** A chart over the number of examples, with a legend that says which lines are dashed, and its table. */
import type { ReactNode } from 'react';
import type { ChartSeries } from '../../charts/chart-lines.ts';
import { ChartTable, useTableSwitch } from '../../charts/chart-table.tsx';
import { LineChart } from '../../charts/line-chart.tsx';
import { useTypeScale } from '../../widgets/use-type-scale.ts';
import styles from './in-context-lab.module.css';

/** Pale lines that are drawn. */
const earlierShown = 6;

export interface CurveFigureProps {
  testId: string;
  /** The step at which the newest lines were measured. */
  step: number;
  name: string;
  /** Beside the name: what the lines are of. */
  caption: string;
  /** What a screen reader says. */
  summary: string;
  /** The head of the numbers of examples. */
  count: string;
  /** Those of earlier evaluations, in order: the last few are drawn pale and have no place in legend and table; then the named ones. All have the same x. */
  earlier: readonly ChartSeries[];
  named: readonly ChartSeries[];
  range: [number, number];
  format(value: number, digits: number): string;
  children?: ReactNode;
}

export function CurveFigure(props: CurveFigureProps) {
  const { testId, step, name, caption, summary, count, earlier, named, range, format, children } = props;
  const scale = useTypeScale();
  const table = useTableSwitch(name);
  const counts = [...named[0]!.x];
  return (
    <figure className={styles.curve} data-testid={testId} data-step={step}>
      <figcaption className={styles.caption}>
        <span>
          {name} · {caption}
        </span>
        {table.button}
      </figcaption>
      <ul className={styles.legend}>
        {named.map(({ label, colour, dash }) => (
          <li key={label}>
            <span className={styles.key} data-dashed={dash !== undefined} style={{ color: `var(${colour})` }} />
            {label}
          </li>
        ))}
      </ul>
      <LineChart
        series={[...earlier.slice(-earlierShown), ...named]}
        {...{ from: 0, to: counts.at(-1)!, rules: [], height: 160, range, format, scale, summary }}
        syncKey={testId}
        xAxis
      />
      {table.isOpen && (
        <ChartTable
          id={table.id}
          name={name}
          columns={[count, ...named.map(({ label }) => label)]}
          rows={counts.map((k, i) => [String(k), ...named.map(({ y }) => format(y[i]!, 3))])}
          of={counts.length}
        />
      )}
      {children}
    </figure>
  );
}
