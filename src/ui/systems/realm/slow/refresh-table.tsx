/** What the index finds for the example before and after it was rebuilt: the ranks of the documents, those that came and those that went. */

import type { RefreshReading } from '../../../../systems/realm/step-views.ts';
import { change } from './stage-columns.tsx';
import styles from './stage-table.module.css';
import { DocumentCell } from './stage-table.tsx';
import { useSlowStrings } from './words/use-slow-words.ts';

const absent = '–';

export function RefreshTable({ refresh: { before, after } }: { refresh: RefreshReading }) {
  const t = useSlowStrings();
  const gone = before.blocks.filter((block) => !after.blocks.includes(block));
  return (
    <table className={styles.table} aria-label={t.slow.table(t.slow.stages.refresh)} data-testid="slow-table">
      <thead>
        <tr>
          <th scope="col">{t.example.document}</th>
          <th scope="col">{t.slow.columns.rank}</th>
        </tr>
      </thead>
      <tbody>
        {[...after.blocks, ...gone].map((block) => {
          const [from, to] = [before.blocks.indexOf(block), after.blocks.indexOf(block)];
          const document = to >= 0 ? after.found[to]! : before.found[from]!;
          const rank = (at: number) => (at < 0 ? absent : String(at + 1));
          return (
            <tr key={block} data-testid="slow-rank" data-from={from + 1} data-to={to + 1}>
              <DocumentCell {...document} />
              <td className={styles.cell}>
                <span className={styles.label}>{t.slow.columns.rank}</span>
                {change(rank(from), rank(to))}
                {from < 0 && <span className={styles.came}>{t.slow.came}</span>}
                {to < 0 && <span className={styles.went}>{t.slow.went}</span>}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
