/** The sentences of a kind with both words, and how well each fits by the model that was measured last. */
import { minimalPairs, type PairKind, type PairScore } from '../../../labs/kinds.ts';
import { useFormats } from '../../i18n/language-context.tsx';
import { DefinedHead } from '../../widgets/definitions.tsx';
import frame from '../lab-frame.module.css';
import styles from './kinds-lab.module.css';
import { useKindsWords } from './words/use-kinds-words.ts';

/** The sentences are English in every language of the page. */
const language = 'en';

export function PairTable({ kind, scores }: { kind: PairKind; scores: readonly PairScore[] | null }) {
  const t = useKindsWords();
  const format = useFormats();
  const pairs = minimalPairs.map((pair, i) => ({ pair, score: scores?.[i] })).filter(({ pair }) => pair.kind === kind);
  return (
    <>
      <p className={frame.told}>{t.about[kind]}</p>
      <table className={frame.figures} aria-label={t.pairsOf(t.kinds[kind])} data-testid="kinds-pairs">
        <thead>
          <tr>
            <th scope="col">{t.sentence}</th>
            <DefinedHead is={t.definitions.difference} />
          </tr>
        </thead>
        <tbody>
          {pairs.map(({ pair: { before, right, wrong, after }, score }) => (
            <tr key={before + right + after}>
              <td lang={language}>
                {before}
                <strong>{right}</strong>
                {' / '}
                <span className={styles.wrong}>{wrong}</span>
                {after}
              </td>
              <td>
                {score === undefined
                  ? '–'
                  : typeof score === 'string'
                    ? t.left[score]
                    : t.difference(
                        format.number(score.right, 2),
                        format.number(score.wrong, 2),
                        score.right > score.wrong,
                      )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {scores === null && <p className={frame.told}>{t.again}</p>}
    </>
  );
}
