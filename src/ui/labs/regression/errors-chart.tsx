/** Squared error by the number of pairs: at the newest evaluation and those before it, at other scales, and of least squares. */
import { useMemo } from 'react';
import { byPairs, errorsOf, placeCounts, type RegressionState } from '../../../labs/regression.ts';
import type { ChartSeries } from '../../charts/chart-lines.ts';
import { useSession } from '../../context.ts';
import { useFormats } from '../../i18n/language-context.tsx';
import { CurveFigure } from '../in-context/curve-figure.tsx';
import styles from './regression-lab.module.css';
import { useRegressionWords } from './words/use-regression-words.ts';

const counts = Float64Array.from(placeCounts);

export function ErrorsChart({ state }: { state: RegressionState }) {
  const t = useRegressionWords().curve;
  const format = useFormats();
  const evaluations = useSession(({ evaluations: all }) => all);
  const newest = evaluations.at(-1);
  const errors = errorsOf(state);
  const { xScale, wScale } = state;
  const lines = useMemo(() => {
    if (!newest) return null;
    const line = (
      label: string,
      y: ChartSeries['y'],
      colour: string,
      rest: Partial<ChartSeries> = {},
    ): ChartSeries => ({
      ...{ label, x: counts, y, colour, dots: true },
      ...rest,
    });
    const dashed = { dots: false, dash: [4, 3] };
    const taught = byPairs(newest.metrics, 'taught');
    return {
      earlier: evaluations
        .slice(0, -1)
        .map(({ metrics }) => line(t.earlier, byPairs(metrics, 'error'), '--run-a', { faint: true, dots: false })),
      named: [
        line(
          t.nothing,
          counts.map(() => 1),
          '--ink-2',
          dashed,
        ),
        line(t.least, byPairs(newest.metrics, 'least'), '--pull', dashed),
        line(t.now, byPairs(newest.metrics, 'error'), '--run-a'),
        ...(Number.isNaN(taught[0]) ? [] : [line(t.taught, taught, '--likelihood')]),
        ...(errors && (xScale !== 1 || wScale !== 1)
          ? [line(t.scaled(xScale, wScale), Float64Array.from(errors.model), '--push')]
          : []),
      ],
    };
  }, [evaluations, newest, errors, xScale, wScale, t]);
  if (!newest || !lines) return <p className={styles.told}>{t.none}</p>;
  const top = Math.max(1.2, ...lines.named.flatMap(({ y }) => [...y]));
  return (
    <CurveFigure
      {...{ testId: 'regression-curve', step: newest.step, name: t.name, summary: t.summary, count: t.count }}
      caption={t.at(format.count(newest.step))}
      {...lines}
      range={[0, top]}
      format={format.number}
    />
  );
}
