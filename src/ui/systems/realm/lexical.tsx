/** What BM25 retrieves for the same sentence, beside the learned retriever's candidates. */

import type { LexicalCandidate } from '../../../worker/protocol.ts';
import { formatNumber } from '../../format.ts';
import { t } from '../../i18n/strings.ts';
import { DefinedHead } from '../../widgets/definitions.tsx';
import { MarkedText } from './candidate-row.tsx';
import styles from './lexical.module.css';

export function Lexical({ found }: { found: readonly LexicalCandidate[] }) {
  if (found.length === 0) return <p className={styles.none}>{t.example.lexicalNone}</p>;
  return (
    <table className={styles.lexical} data-testid="lexical">
      <thead>
        <tr>
          <th scope="col">{t.example.document}</th>
          <DefinedHead is="bm25" />
          <DefinedHead is="learnedRank" />
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
            <td>{t.example.rank(candidate.learnedRank)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The same folded up, for where the candidates are the subject; the summary tells how many the two have in common. */
export function LexicalAside({ found }: { found: readonly LexicalCandidate[] }) {
  const shared = found.filter(({ learnedRank }) => learnedRank !== null).length;
  return (
    <details className={styles.aside}>
      <summary>{t.example.lexical(shared, found.length)}</summary>
      <Lexical found={found} />
    </details>
  );
}
