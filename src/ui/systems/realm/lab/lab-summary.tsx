/** How each way of masking does over many sentences: mean RU and p(null). */

import { useSystem } from '../../../context.ts';
import { useFormats, useStrings } from '../../../i18n/language-context.tsx';
import { ActionButton } from '../../../widgets/action-button.tsx';
import { DefinedHead } from '../../../widgets/definitions.tsx';
import { Panel } from '../../../widgets/panel.tsx';
import { summariseAction } from '../actions/lab-actions.ts';
import { useLab } from '../stores.ts';
import { realmMetric } from '../words/realm-words.ts';
import { summarySentences } from './lab-state.ts';
import styles from './lab-summary.module.css';
import { useLabWords } from './words/use-lab-words.ts';

export function LabSummaryPanel() {
  const all = useStrings();
  const { columns } = all.systems.realm.lab;
  const t = useLabWords();
  const format = useFormats();
  const system = useSystem();
  const summary = useLab((state) => state.summary);
  const summarising = useLab((state) => state.summarising);
  return (
    <Panel title={t.summary.title(summarySentences)} aside={<ActionButton action={summariseAction} />}>
      <p className={styles.about}>{t.summary.about}</p>
      {summarising && (
        <div className={styles.progress}>
          <progress
            aria-label={t.summary.title(summarySentences)}
            value={summarising.total > 0 ? summarising.done / summarising.total : 0}
          />
          <span>{t.summary.progress(summarising.done, summarising.total)}</span>
        </div>
      )}
      {summary && (
        <>
          <table className={styles.table} data-testid="lab-summary">
            <thead>
              <tr>
                <th scope="col">{t.summary.strategy}</th>
                <DefinedHead is={realmMetric('summaryUtility')} />
                <DefinedHead is={realmMetric('summaryNull')} />
                <DefinedHead is={realmMetric('maskedTokens')} />
                <th scope="col">{t.summary.examples}</th>
              </tr>
            </thead>
            <tbody>
              {summary.rows.map(({ strategy, utility, nullProbability, masks, examples, skipped }) => (
                <tr key={strategy}>
                  <th scope="row">{columns[strategy]}</th>
                  <td>{format.signed(utility, 2)}</td>
                  <td>{format.probability(nullProbability)}</td>
                  <td>{format.number(masks, 1)}</td>
                  <td>
                    {format.count(examples)} / {format.count(skipped)}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
          <p className={styles.about}>
            {t.summary.measured(summary.sentences, all.atStep(all.phaseName(system, summary.phase), summary.step))}
          </p>
        </>
      )}
    </Panel>
  );
}
