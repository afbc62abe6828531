/** The candidates of the way of masking that is shown, at length: the learned retriever's, and BM25's ranking beside them. */

import type { LexicalCandidate } from '../../worker/protocol.ts';
import { useLab } from '../context.ts';
import { formatNumber } from '../format.ts';
import { t } from '../i18n/strings.ts';
import { MarkedText } from '../panels/candidate-row.tsx';
import { Candidates } from '../panels/candidates.tsx';
import { Defined, shortName } from '../widgets/definitions.tsx';
import { Panel } from '../widgets/panel.tsx';
import styles from './lab-readings.module.css';

function Lexical({ found }: { found: readonly LexicalCandidate[] }) {
  if (found.length === 0) return <p className={styles.none}>{t.lab.lexicalNone}</p>;
  return (
    <table className={styles.lexical} data-testid="lab-lexical">
      <thead>
        <tr>
          <th scope="col">{t.example.document}</th>
          <th scope="col">
            <Defined is="bm25">{shortName('bm25')}</Defined>
          </th>
          <th scope="col">
            <Defined is="learnedRank">{shortName('learnedRank')}</Defined>
          </th>
        </tr>
      </thead>
      <tbody>
        {found.map((candidate) => (
          <tr key={`${candidate.document} ${candidate.text}`}>
            <th scope="row">
              <span className={styles.title}>{candidate.title || t.example.untitled}</span>{' '}
              <span className={styles.text}>
                <MarkedText candidate={candidate} />
              </span>
            </th>
            <td>{formatNumber(candidate.score)}</td>
            <td>{t.lab.rank(candidate.learnedRank)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

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
