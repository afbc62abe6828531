/** Every evaluation of the run in one table, newest first: a column for each metric that the system evaluates. */

import type { MetricInfo } from '../../run/records.ts';
import { saveEvaluationsAction, saveReportAction } from '../actions/report-actions.ts';
import { useSession, useShownRun, useSystem } from '../context.ts';
import { metricFormat } from '../format.ts';
import { useFormats, useStrings } from '../i18n/language-context.tsx';
import { ActionButton } from '../widgets/action-button.tsx';
import { DefinedHead } from '../widgets/definitions.tsx';
import { lazyPart } from '../widgets/lazy.tsx';
import { Panel } from '../widgets/panel.tsx';
import styles from './evaluations.module.css';
import { PhaseName } from './phase-name.tsx';

const MeasuredTable = lazyPart(async () => (await import('./measured-table.tsx')).MeasuredTable);

export function Evaluations() {
  const t = useStrings();
  const format = useFormats();
  const system = useSystem();
  const evaluations = useSession((state) => state.evaluations);
  const hasResults = useSession((state) => state.results.length > 0);
  const { metrics } = useShownRun();
  // what stands beside few runs has no column of its own in the others
  const isShown = ({ id, needs }: MetricInfo) =>
    needs !== 'beside' || evaluations.some(({ metrics }) => metrics[id] != null);
  const columns = metrics.filter((metric) => metric.at.includes('evaluation') && isShown(metric));
  return (
    <Panel
      title={t.evaluations.title}
      aside={
        <div className={styles.files}>
          <ActionButton action={saveEvaluationsAction} kind="quiet" />
          <ActionButton action={saveReportAction} kind="quiet" />
        </div>
      }
    >
      {evaluations.length === 0 ? (
        <p className={styles.empty}>{t.evaluations.empty}</p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls must be reachable by keyboard
        <section className={styles.scroll} tabIndex={0} aria-label={t.evaluations.table}>
          <table className={styles.table} data-testid="evaluations">
            <thead>
              <tr>
                <th scope="col">{t.evaluations.phase}</th>
                <th scope="col">{t.evaluations.step}</th>
                {columns.map((metric) => (
                  <DefinedHead key={metric.id} is={{ system, metric: metric.id, fallback: metric }} />
                ))}
              </tr>
            </thead>
            <tbody>
              {evaluations.toReversed().map((evaluation, i) => (
                <tr key={`${evaluation.phase} ${evaluation.step} ${evaluations.length - i}`}>
                  <th scope="row">
                    <PhaseName system={system} phase={evaluation.phase} plain={styles.plain} />
                  </th>
                  <td>{format.count(evaluation.step)}</td>
                  {columns.map((metric) => (
                    <td key={metric.id}>{metricFormat(metric, format)(evaluation.metrics[metric.id] ?? null)}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
      {hasResults && <MeasuredTable />}
    </Panel>
  );
}
