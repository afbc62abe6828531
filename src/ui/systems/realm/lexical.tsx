/** What BM25 retrieves for the same sentence, beside the learned retriever's candidates. */

import type { LexicalCandidate } from '../../../systems/realm/views.ts';
import { LanguageMark } from '../../documents/language-mark.tsx';
import { useFormats } from '../../i18n/language-context.tsx';
import { DefinedHead } from '../../widgets/definitions.tsx';
import { MarkedText } from './candidate-row.tsx';
import { excerptOf } from './excerpt.ts';
import styles from './lexical.module.css';
import { realmMetric, useRealmStrings } from './words/realm-words.ts';

export function Lexical({ found }: { found: readonly LexicalCandidate[] }) {
  const t = useRealmStrings().example;
  const format = useFormats();
  if (found.length === 0) return <p className={styles.none}>{t.lexicalNone}</p>;
  return (
    <table className={styles.lexical} data-testid="lexical">
      <thead>
        <tr>
          <th scope="col">{t.document}</th>
          <DefinedHead is={realmMetric('bm25')} />
          <DefinedHead is={realmMetric('learnedRank')} />
        </tr>
      </thead>
      <tbody>
        {found.map((candidate) => (
          <tr key={`${candidate.document} ${candidate.text}`}>
            <th scope="row">
              <LanguageMark language={candidate.language} />
              <span className={styles.title}>{candidate.title || t.untitled}</span>{' '}
              <span className={styles.text} lang={candidate.language}>
                <MarkedText candidate={excerptOf(candidate)} />
              </span>
            </th>
            <td>{format.number(candidate.score)}</td>
            <td>{format.count(candidate.learnedRank)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The same folded up, for where the candidates are the subject; the summary tells how many the two have in common. */
export function LexicalAside({ found }: { found: readonly LexicalCandidate[] }) {
  const t = useRealmStrings().example;
  const shared = found.filter(({ learnedRank }) => learnedRank !== null).length;
  return (
    <details className={styles.aside}>
      <summary>{t.lexical(shared, found.length)}</summary>
      <Lexical found={found} />
    </details>
  );
}
