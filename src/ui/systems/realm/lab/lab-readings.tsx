/** The candidates of the way of masking that is shown, at length: the learned retriever's, and BM25's ranking beside them. */

import { useLab } from '../../../context.ts';
import { t } from '../../../i18n/strings.ts';
import { Panel } from '../../../widgets/panel.tsx';
import { Candidates } from '../candidates.tsx';
import { Lexical } from '../lexical.tsx';
import styles from './lab-readings.module.css';

export function LabReadings() {
  const active = useLab((state) => state.active);
  const view = useLab((state) => state.views[state.active]);
  const reading = view?.reading;
  return (
    <Panel title={t.lab.candidatesOf(t.lab.columns[active])}>
      {!view || view.masked.length === 0 ? (
        <p className={styles.none}>{t.lab.nothingMasked}</p>
      ) : (
        <div className={styles.pair}>
          <section className={styles.side} aria-label={t.lab.learned}>
            <h3 className={styles.head}>{t.lab.learned}</h3>
            {reading ? (
              <Candidates
                candidates={reading.candidates}
                logMarginal={reading.logMarginal}
                sourceDocument={view.sourceDocument}
              />
            ) : (
              view.skipped && <p className={styles.none}>{t.lab.skipped(view.skipped)}</p>
            )}
          </section>
          <section className={styles.side} aria-label={t.lab.lexical}>
            <h3 className={styles.head}>{t.lab.lexical}</h3>
            <Lexical found={view.lexical} />
          </section>
        </div>
      )}
    </Panel>
  );
}
