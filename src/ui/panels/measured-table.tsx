/** All questions and held-out sentences: each metric with its 95% interval at the start of the run and at the newest moment that was measured. */

import type { Measured } from '../../run/measured.ts';
import type { MetricInfo } from '../../run/records.ts';
import type { Part, SummaryRow } from '../../run/summary.ts';
import { useSession, useShownRun, useSystem } from '../context.ts';
import { type Formats, metricFormat } from '../format.ts';
import { useFormats, useStrings } from '../i18n/language-context.tsx';
import { Defined, PlainName, useShortName } from '../widgets/definitions.tsx';
import styles from './measured-table.module.css';

/** A value with its interval, if it has one. */
export function intervalText(row: SummaryRow, metric: Pick<MetricInfo, 'format' | 'digits'>, format: Formats): string {
  const written = metricFormat(metric, format);
  if (!Number.isFinite(row.low)) return written(row.value);
  return `${written(row.value)} [${written(row.low)}, ${written(row.high)}]`;
}

function MetricName({ metric }: { metric: MetricInfo }) {
  const is = { system: useSystem(), metric: metric.id, fallback: metric };
  return (
    <th scope="row">
      <Defined is={is}>{useShortName(is)}</Defined> <PlainName is={is} />
    </th>
  );
}

function Rows({
  part,
  moments,
  metrics,
}: {
  part: Part;
  moments: readonly Measured[];
  metrics: readonly MetricInfo[];
}) {
  const format = useFormats();
  return metrics.flatMap((metric) => {
    const cells = moments.map(({ summary }) => summary.find((row) => row.metric === metric.id && row.part === part));
    const newest = cells.findLast((row) => row !== undefined);
    if (!newest) return [];
    return [
      <tr key={metric.id}>
        <MetricName metric={metric} />
        {cells.map((row, i) => (
          <td key={`${moments[i]!.phase} ${moments[i]!.step}`}>{row ? intervalText(row, metric, format) : '–'}</td>
        ))}
        <td>{format.count(newest.n)}</td>
      </tr>,
    ];
  });
}

export function MeasuredTable() {
  const t = useStrings();
  const words = t.evaluations.all;
  const system = useSystem();
  const results = useSession((state) => state.results);
  const { metrics } = useShownRun();
  const moments = results.filter((_, i) => i === 0 || i === results.length - 1);
  const parts = [
    ['all', words.subjects],
    ['test', words.test],
  ] as const;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls must be reachable by keyboard
    <section className={styles.scroll} tabIndex={0} aria-label={words.table}>
      <table className={styles.table} data-testid="measured">
        <caption className={styles.caption}>
          <Defined is="interval">{words.title}</Defined>
        </caption>
        <thead>
          <tr>
            <th scope="col">{words.metric}</th>
            {moments.map(({ phase, step }) => (
              <th key={`${phase} ${step}`} scope="col">
                {t.atStep(t.phaseName(system, phase), step)}
              </th>
            ))}
            <th scope="col">{words.number}</th>
          </tr>
        </thead>
        {parts.map(([part, title]) => (
          <tbody key={part}>
            <tr>
              <th scope="rowgroup" colSpan={moments.length + 2} className={styles.part}>
                {title}
              </th>
            </tr>
            <Rows part={part} moments={moments} metrics={metrics} />
          </tbody>
        ))}
      </table>
    </section>
  );
}
