/** The matrix of one step: pointer or arrow keys choose the cell whose arithmetic is shown. */
import { type CSSProperties, type KeyboardEvent, useState } from 'react';
import type { Matrix } from '../../../labs/attention.ts';
import { type Cell, cellTowards } from '../../charts/mask/mask-layout.ts';
import { useFormats } from '../../i18n/language-context.tsx';
import styles from './matrix.module.css';
import { shownEntry } from './worked.ts';

export interface StepMatrixProps {
  label: string;
  matrix: Matrix;
  /** Whether its numbers are shown, or still to come. */
  isShown: boolean;
  /** Weights are shaded by their size. */
  isShaded: boolean;
  /** Whether its columns are tokens, whose numbers stand above them. */
  columnHeads: boolean;
  cellLabel(row: number, column: number): string;
  isLit(row: number, column: number): boolean;
  onLook(cell: Cell): void;
}

export function StepMatrix(props: StepMatrixProps) {
  const { label, matrix, isShown, isShaded, columnHeads, cellLabel, isLit, onLook } = props;
  const format = useFormats();
  const [at, setAt] = useState<Cell>({ row: 0, column: 0 });
  const columns = matrix[0]!.length;
  const inTabOrder = { row: at.row, column: Math.min(at.column, columns - 1) };
  const look = (row: number, column: number) => {
    setAt({ row, column });
    onLook({ row, column });
  };
  const onKeyDown = (event: KeyboardEvent<HTMLTableElement>) => {
    const to = cellTowards(event.key, inTabOrder, { queries: matrix.length, keys: columns });
    if (!to) return;
    event.preventDefault();
    event.currentTarget.querySelector<HTMLElement>(`[data-row="${to.row}"][data-column="${to.column}"]`)?.focus();
  };
  return (
    <table className={styles.grid} aria-label={label} data-shown={isShown} onKeyDown={onKeyDown}>
      {columnHeads && (
        <thead>
          <tr>
            <td />
            {matrix[0]!.map((_, column) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a token is its place
              <th key={column} scope="col">
                {column + 1}
              </th>
            ))}
          </tr>
        </thead>
      )}
      <tbody>
        {matrix.map((cells, row) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a token is its place
          <tr key={row}>
            <th scope="row">{row + 1}</th>
            {cells.map((value, column) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a column is its place
              <td key={column}>
                {isShown ? (
                  <button
                    type="button"
                    className={styles.cell}
                    aria-label={`${cellLabel(row, column)}: ${shownEntry(value, format)}`}
                    tabIndex={row === inTabOrder.row && column === inTabOrder.column ? 0 : -1}
                    data-row={row}
                    data-column={column}
                    data-lit={isLit(row, column) || undefined}
                    style={isShaded ? ({ '--weight': `${Math.round(45 * value)}%` } as CSSProperties) : undefined}
                    onPointerEnter={() => look(row, column)}
                    onFocus={() => look(row, column)}
                    onClick={() => look(row, column)}
                  >
                    {shownEntry(value, format)}
                  </button>
                ) : (
                  <span className={styles.coming}>·</span>
                )}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
