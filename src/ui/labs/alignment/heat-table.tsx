/** Shares in rows and columns, shaded by their size. */
import type { CSSProperties, ReactNode } from 'react';
import styles from './alignment-lab.module.css';

/** Below it a cell is left blank: a row of small weights would hide the large one. */
const shownFrom = 0.05;

export interface HeatTableProps {
  /** Read aloud, and above the table. */
  label: string;
  caption: ReactNode;
  testId: string;
  /** Null: nothing stands in it. */
  corner: ReactNode;
  columns: readonly { key: string; label: ReactNode }[];
  rows: readonly {
    key: string;
    label: ReactNode;
    /** From 0 to 1; null: not measured. */
    cells: readonly (number | null)[];
    /** A number behind the cells, without a shade. */
    after?: ReactNode;
  }[];
  /** Above the numbers behind the cells. */
  after?: ReactNode;
  hidesSmall?: boolean;
  write(share: number): string;
}

export function HeatTable(props: HeatTableProps) {
  const { label, caption, testId, corner, columns, rows, after, hidesSmall = false, write } = props;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys
    <section className={styles.scroll} aria-label={label} tabIndex={0}>
      <table className={styles.heat} data-testid={testId}>
        <caption>{caption}</caption>
        <thead>
          <tr>
            {corner === null ? <td className={styles.plain} /> : <th scope="col">{corner}</th>}
            {columns.map((column) => (
              <th key={column.key} scope="col">
                {column.label}
              </th>
            ))}
            {after && <th scope="col">{after}</th>}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.key}>
              <th scope="row">{row.label}</th>
              {row.cells.map((cell, i) => (
                <td key={columns[i]!.key} style={{ '--weight': `${Math.round(45 * (cell ?? 0))}%` } as CSSProperties}>
                  {cell === null ? '–' : hidesSmall && cell < shownFrom ? '' : write(cell)}
                </td>
              ))}
              {row.after && <td className={styles.plain}>{row.after}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
