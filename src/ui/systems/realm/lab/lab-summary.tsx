/** How each way of masking does over many sentences: mean RU and p(null). */

import { summariseAction } from '../../../actions/lab-actions.ts';
import { useLab } from '../../../context.ts';
import { formatCount, formatNumber, formatProbability, formatSigned } from '../../../format.ts';
import { t } from '../../../i18n/strings.ts';
import { ActionButton } from '../../../widgets/action-button.tsx';
import { DefinedHead } from '../../../widgets/definitions.tsx';
import { Panel } from '../../../widgets/panel.tsx';
import styles from './lab-summary.module.css';

export function LabSummaryPanel() {
  const summary = useLab((state) => state.summary);
  const summarising = useLab((state) => state.summarising);
  return (
    <Panel title={t.lab.summary.title} aside={<ActionButton action={summariseAction} />}>
      <p className={styles.about}>{t.lab.summary.about}</p>
      {summarising && (
        <div className={styles.progress}>
          <progress
            aria-label={t.lab.summary.title}
            value={summarising.total > 0 ? summarising.done / summarising.total : 0}
          />
          <span>{t.lab.summary.progress(summarising.done, summarising.total)}</span>
        </div>
      )}
      {summary && (
        <>
          <table className={styles.table} data-testid="lab-summary">
            <thead>
              <tr>
                <th scope="col">{t.lab.summary.strategy}</th>
                <DefinedHead is="summaryUtility" />
                <DefinedHead is="summaryNull" />
                <DefinedHead is="maskedTokens" />
                <th scope="col">{t.lab.summary.examples}</th>
              </tr>
            </thead>
            <tbody>
              {summary.rows.map(({ strategy, utility, nullProbability, masks, examples, skipped }) => (
                <tr key={strategy}>
                  <th scope="row">{t.lab.columns[strategy]}</th>
                  <td>{formatSigned(utility, 2)}</td>
                  <td>{formatProbability(nullProbability)}</td>
                  <td>{formatNumber(masks, 1)}</td>
                  <td>
                    {formatCount(examples)} / {formatCount(skipped)}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
          <p className={styles.about}>
            {t.lab.summary.taken(summary.sentences, t.phases[summary.phase], summary.step)}
          </p>
        </>
      )}
    </Panel>
  );
}
