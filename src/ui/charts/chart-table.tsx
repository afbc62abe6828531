/** The table behind a chart: a button beside the chart opens it, and it is filled only while it is open. */

import { type ReactNode, useId, useState } from 'react';
import { Button } from 'react-aria-components';
import { useStrings } from '../i18n/language-context.tsx';
import { TableIcon } from '../widgets/icons.tsx';
import styles from './chart-table.module.css';

/** As many rows as a person reads. */
export const tableLimit = 40;

/** The button that opens the table of a chart, and whether it is open; the table itself gets `id`. */
export function useTableSwitch(name: string): { button: ReactNode; isOpen: boolean; id: string } {
  const t = useStrings();
  const [isOpen, setOpen] = useState(false);
  const id = useId();
  const button = (
    <Button
      className={styles.switch!}
      aria-label={t.tables.of(name)}
      aria-expanded={isOpen}
      aria-controls={isOpen ? id : undefined}
      onPress={() => setOpen((before) => !before)}
    >
      <TableIcon />
    </Button>
  );
  return { button, isOpen, id };
}

export interface ChartTableProps {
  id: string;
  name: string;
  columns: readonly string[];
  /** Cells as they are written; the first one is the head of its row. */
  rows: readonly (readonly string[])[];
  /** How many rows there would be if none were left out. */
  of: number;
}

export function ChartTable({ id, name, columns, rows, of }: ChartTableProps) {
  const t = useStrings();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls must be reachable by keyboard
    <section id={id} className={styles.scroll} tabIndex={0} aria-label={t.tables.of(name)} data-testid="chart-table">
      <table className={styles.table}>
        <caption>
          {rows.length === 0 ? t.tables.empty : rows.length < of ? t.tables.some(rows.length, of) : t.tables.all(of)}
        </caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(([head, ...cells]) => (
            <tr key={head}>
              <th scope="row">{head}</th>
              {cells.map((cell, i) => (
                <td key={columns[i + 1]}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
