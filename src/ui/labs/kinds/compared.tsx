/** All measurements beside each other: a row each, a column for each kind. */
import { useEffect, useRef } from 'react';
import { isAboveChance, type KindsRow, pairKinds } from '../../../labs/kinds.ts';
import { useStrings } from '../../i18n/language-context.tsx';
import frame from '../lab-frame.module.css';
import styles from './kinds-lab.module.css';
import { rowName } from './row-name.ts';
import { useKindsWords } from './words/use-kinds-words.ts';

export interface ComparedProps {
  rows: readonly KindsRow[];
  chosen: number;
  onChoose(row: number): void;
}

/** Scrolls the box, and nothing around it, so far that the chosen row is seen. */
function useChosenInSight(chosen: number) {
  const box = useRef<HTMLElement>(null);
  const row = useRef<HTMLTableRowElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another row is chosen
  useEffect(() => {
    const [around, of] = [box.current!.getBoundingClientRect(), row.current!.getBoundingClientRect()];
    box.current!.scrollTop += Math.min(0, of.top - around.top) + Math.max(0, of.bottom - around.bottom);
  }, [chosen]);
  return { box, row };
}

export function Compared({ rows, chosen, onChoose }: ComparedProps) {
  const t = useKindsWords();
  const all = useStrings();
  const { box, row: chosenRow } = useChosenInSight(chosen);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys
    <section ref={box} className={`${styles.scroll} ${styles.list}`} aria-label={t.compared} tabIndex={0}>
      <table className={frame.figures} data-testid="kinds-rows">
        <caption className={frame.told}>{t.comparedHint}</caption>
        <thead>
          <tr>
            <th scope="col">{t.measurement}</th>
            {pairKinds.map((kind) => (
              <th key={kind} scope="col">
                {t.kinds[kind]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows are appended and have no other name
            <tr key={i} ref={i === chosen ? chosenRow : undefined}>
              <th scope="row">
                <button type="button" className={styles.row} aria-pressed={i === chosen} onClick={() => onChoose(i)}>
                  {rowName(row, t, all)}
                </button>
              </th>
              {pairKinds.map((kind) => {
                const { right, read } = row.kinds[kind];
                return (
                  <td key={kind} className={isAboveChance(row.kinds[kind]) ? styles.above : undefined}>
                    {read > 0 ? t.rightOf(right, read) : '–'}
                    {isAboveChance(row.kinds[kind]) && ` ${t.aboveChance}`}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
