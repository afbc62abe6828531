/** Accuracy by the number of examples: at the newest evaluation, at those before it, and what is exact. */
import { useMemo } from 'react';
import { byExamples, mostShown } from '../../../labs/in-context.ts';
import type { ChartSeries } from '../../charts/chart-lines.ts';
import { ChartTable, useTableSwitch } from '../../charts/chart-table.tsx';
import { LineChart } from '../../charts/line-chart.tsx';
import { useSession } from '../../context.ts';
import { useFormats } from '../../i18n/language-context.tsx';
import { useTypeScale } from '../../widgets/use-type-scale.ts';
import styles from './in-context-lab.module.css';
import { useInContextWords } from './words/use-in-context-words.ts';

/** Evaluations that are drawn beside the newest. */
const earlierShown = 6;

/** 0, 1, … examples. */
const counts = Float64Array.from({ length: mostShown + 1 }, (_, k) => k);

export function ByExamplesChart() {
  const t = useInContextWords().curve;
  const format = useFormats();
  const scale = useTypeScale();
  const table = useTableSwitch(t.name);
  const evaluations = useSession((state) => state.evaluations);
  const newest = evaluations.at(-1);
  const lines = useMemo(() => {
    if (!newest) return [];
    const line = (
      label: string,
      part: Parameters<typeof byExamples>[1],
      rest: Partial<ChartSeries>,
      of = newest,
    ): ChartSeries => ({
      ...{
        label,
        x: counts,
        y: byExamples(of.metrics, part),
        colour: part === 'accuracy' || part === 'exact' ? '--pull' : '--push',
      },
      ...rest,
    });
    return [
      ...evaluations
        .slice(-1 - earlierShown, -1)
        .map((evaluation) => line(t.earlier, 'accuracy', { faint: true }, evaluation)),
      line(t.exact, 'exact', { dash: [4, 3] }),
      line(t.elimination, 'elimination', { dash: [4, 3] }),
      line(t.known, 'accuracy', { dots: true }),
      line(t.unseen, 'unseen', { dots: true }),
    ];
  }, [evaluations, newest, t]);
  if (!newest) return <p className={styles.told}>{t.none}</p>;
  const named = lines.slice(-4);
  return (
    <figure className={styles.curve} data-testid="in-context-curve" data-step={newest.step}>
      <figcaption className={styles.caption}>
        <span>
          {t.name}. {t.at(format.count(newest.step))}
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
        series={lines}
        from={0}
        to={mostShown}
        rules={[]}
        height={160}
        range={[0, 1]}
        syncKey="in-context"
        format={format.share}
        xAxis
        scale={scale}
        summary={t.summary}
      />
      {table.isOpen && (
        <ChartTable
          id={table.id}
          name={t.name}
          columns={[t.count, ...named.map(({ label }) => label)]}
          rows={[...counts].map((k) => [String(k), ...named.map(({ y }) => format.share(y[k]!, 3))])}
          of={counts.length}
        />
      )}
      <p className={styles.told} data-testid="in-context-repeated">
        {t.repeated(format.share(newest.metrics.repeated ?? Number.NaN, 3))}
      </p>
    </figure>
  );
}
