/** The candidates of the way of masking that is shown, at length: the learned retriever's, and BM25's ranking beside them. */

import { useStrings } from '../../../i18n/language-context.tsx';
import { Panel } from '../../../widgets/panel.tsx';
import { Candidates } from '../candidates.tsx';
import { Lexical } from '../lexical.tsx';
import { useLab, useRealm } from '../stores.ts';
import { EditNotice, EditPassage } from './lab-edit.tsx';
import styles from './lab-readings.module.css';
import { Unanswered } from './lab-unanswered.tsx';
import { useLabWords } from './words/use-lab-words.ts';

export function LabReadings() {
  const all = useStrings();
  const { columns } = all.systems.realm.lab;
  const t = useLabWords();
  const active = useLab((state) => state.active);
  const view = useLab((state) => state.views[state.active]);
  const isUnanswered = useLab((state) => state.unanswered.includes(state.active));
  const reading = view?.reading;
  const document = useLab((state) => state.document);
  const { lab } = useRealm();
  return (
    <Panel title={t.candidatesOf(columns[active])}>
      <EditNotice />
      {isUnanswered ? (
        <Unanswered />
      ) : !view || view.masked.length === 0 ? (
        <p className={styles.none}>{t.nothingMasked}</p>
      ) : (
        <div className={styles.pair}>
          <section className={styles.side} aria-label={t.learned}>
            <h3 className={styles.head}>{t.learned}</h3>
            {reading ? (
              <Candidates
                candidates={reading.candidates}
                logMarginal={reading.logMarginal}
                sourceDocument={view.sourceDocument}
                opened={document}
                onToggle={(id) => lab.toggle(id)}
                more={(candidate) => <EditPassage key={candidate.text} candidate={candidate} />}
              />
            ) : (
              view.skipped && <p className={styles.none}>{t.skipped(all.skipReason(view.skipped, 1))}</p>
            )}
          </section>
          <section className={styles.side} aria-label={t.lexical}>
            <h3 className={styles.head}>{t.lexical}</h3>
            <Lexical found={view.lexical} />
          </section>
        </div>
      )}
    </Panel>
  );
}
