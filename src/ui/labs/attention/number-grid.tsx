/** A small matrix that a person edits: arrow keys go from cell to cell, Enter takes a number, Escape leaves the old one. */
import { type FocusEvent, type KeyboardEvent, useState } from 'react';
import type { Matrix } from '../../../labs/attention.ts';
import { type NumberText, readNumber } from '../../../labs/number-text.ts';
import styles from './matrix.module.css';

/** Why a text was not taken. */
export type CellProblem = Extract<NumberText, { problem: string }>['problem'];

export interface NumberGridProps {
  label: string;
  /** `Q`, `K` or `V`. */
  symbol: string;
  matrix: Matrix;
  cellLabel(row: number, column: number): string;
  isLit(row: number, column: number): boolean;
  onEdit(row: number, column: number, value: number): void;
  /** A text that is no number: the cell keeps the old one. null: a number was taken. */
  onProblem(problem: { problem: CellProblem; text: string; kept: number; symbol: string } | null): void;
  onUndo(): void;
}

const moves: Readonly<Record<string, readonly [rows: number, columns: number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  Enter: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

/** Whether the caret of a text field would stay where it is, so that the key may go to the next cell. */
function isAtEdge({ selectionStart, selectionEnd, value }: HTMLInputElement, key: string): boolean {
  if (key === 'ArrowLeft') return selectionStart === 0;
  return key !== 'ArrowRight' || selectionEnd === value.length;
}

function Cell({ row, column, ...props }: NumberGridProps & { row: number; column: number }) {
  const { matrix, symbol, onEdit, onProblem } = props;
  const value = matrix[row]![column]!;
  const [draft, setDraft] = useState<string | null>(null);
  const take = () => {
    if (draft === null) return;
    const read = readNumber(draft);
    setDraft(null);
    if ('problem' in read) onProblem({ problem: read.problem, text: draft, kept: value, symbol });
    else {
      onProblem(null);
      if (read.value !== value) onEdit(row, column, read.value);
    }
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    const field = event.currentTarget;
    if (event.key === 'z' && (event.ctrlKey || event.metaKey) && draft === null) {
      event.preventDefault();
      props.onUndo();
      return;
    }
    if (event.key === 'Escape') setDraft(null);
    const move = moves[event.key];
    if (!move || event.shiftKey || event.ctrlKey || event.altKey || event.metaKey) return;
    if (!isAtEdge(field, event.key)) return;
    event.preventDefault();
    const [rows, columns] = move;
    const next = field
      .closest('table')!
      .querySelector<HTMLInputElement>(`input[data-row="${row + rows}"][data-column="${column + columns}"]`);
    // a cell that loses the focus takes what was typed
    if (next) return next.focus();
    take();
    field.select();
  };
  return (
    <input
      className={styles.input}
      inputMode="text"
      autoComplete="off"
      aria-label={props.cellLabel(row, column)}
      value={draft ?? String(value)}
      data-row={row}
      data-column={column}
      data-lit={props.isLit(row, column) || undefined}
      onChange={({ target }) => setDraft(target.value)}
      onFocus={({ target }: FocusEvent<HTMLInputElement>) => target.select()}
      onBlur={take}
      onKeyDown={onKeyDown}
    />
  );
}

export function NumberGrid(props: NumberGridProps) {
  return (
    <table className={styles.grid} aria-label={props.label} data-matrix={props.symbol}>
      <tbody>
        {props.matrix.map((cells, row) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a token is its place
          <tr key={row}>
            <th scope="row">{row + 1}</th>
            {cells.map((_, column) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a column is its place
              <td key={column}>
                <Cell {...props} row={row} column={column} />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
