/** Shares with their intervals, by row and column. */
import type { ArmShare } from '../../../labs/pretrainings.ts';
import { useFormats } from '../../i18n/language-context.tsx';
import frame from '../lab-frame.module.css';
import { usePretrainingsWords } from './words/use-pretrainings-words.ts';

export interface ShareTableProps<Row extends string, Column extends string> {
  /** What the rows are. */
  head: string;
  rows: readonly Row[];
  columns: readonly Column[];
  names: Record<Row | Column, string>;
  /** null: not measured. */
  of(row: Row, column: Column): ArmShare | null;
  testId: string;
}

export function ShareTable<Row extends string, Column extends string>({
  head,
  rows,
  columns,
  names,
  of,
  testId,
}: ShareTableProps<Row, Column>) {
  const { none } = usePretrainingsWords();
  const format = useFormats();
  const cell = (found: ArmShare | null) => {
    if (!found) return none;
    const [share, low, high] = [found.share, found.low, found.high].map((one) => format.share(one, 2));
    return `${share} (${low} – ${high})`;
  };
  return (
    <table className={frame.figures} data-testid={testId}>
      <thead>
        <tr>
          <th scope="col">{head}</th>
          {columns.map((column) => (
            <th key={column} scope="col">
              {names[column]}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row}>
            <th scope="row">{names[row]}</th>
            {columns.map((column) => (
              <td key={column}>{cell(of(row, column))}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
