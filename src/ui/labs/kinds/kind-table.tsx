/** One measurement: of each kind how many pairs are right, with the exact interval, how many were left out, and what frequency decides. */
import { intervalOf, isAboveChance, type KindsRow, pairKinds } from '../../../labs/kinds.ts';
import { useFormats, useStrings } from '../../i18n/language-context.tsx';
import { DefinedHead } from '../../widgets/definitions.tsx';
import frame from '../lab-frame.module.css';
import styles from './kinds-lab.module.css';
import { rowName } from './row-name.ts';
import { useKindsWords } from './words/use-kinds-words.ts';

export function KindTable({ row }: { row: KindsRow }) {
  const t = useKindsWords();
  const all = useStrings();
  const format = useFormats();
  return (
    <table className={frame.figures} data-testid="kinds-figures">
      <caption className={frame.told}>{rowName(row, t, all)}</caption>
      <thead>
        <tr>
          <th scope="col">{t.kind}</th>
          <DefinedHead is={t.definitions.right} />
          <DefinedHead is={t.definitions.interval} />
          <DefinedHead is={t.definitions.frequent} />
          <DefinedHead is={t.definitions.skipped} />
        </tr>
      </thead>
      <tbody>
        {pairKinds.map((kind) => {
          const found = row.kinds[kind];
          const { low, high } = intervalOf(found);
          return (
            <tr key={kind} data-kind={kind}>
              <th scope="row" className={styles.kind}>
                {t.kinds[kind]}
              </th>
              {found.read > 0 ? (
                <>
                  <td className={isAboveChance(found) ? styles.above : undefined}>
                    {t.rightOf(found.right, found.read)}
                    {isAboveChance(found) && ` ${t.aboveChance}`}
                  </td>
                  <td>
                    {format.share(low, 2)} – {format.share(high, 2)}
                  </td>
                  <td>
                    {t.rightOf(format.number(found.frequent, Number.isInteger(found.frequent) ? 0 : 1), found.read)}
                  </td>
                </>
              ) : (
                <>
                  <td>–</td>
                  <td>–</td>
                  <td>–</td>
                </>
              )}
              <td>{t.skipped(found.unknown, found.long)}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
