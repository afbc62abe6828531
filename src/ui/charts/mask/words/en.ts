/** Words of a painted attention mask, in English. They are loaded with it. */
import { whole } from '../../../i18n/en/numbers.ts';

/** A token on one of the axes; `at` counts from 1. */
export interface AxisToken {
  token: string;
  at: number;
  part: string;
}

export interface SeenPart {
  part: string;
  seen: number;
  of: number;
}

const share = ({ part, seen, of }: SeenPart) =>
  seen === 0
    ? `nothing of ${part}`
    : seen === of
      ? `all ${whole(of)} of ${part}`
      : `${whole(seen)} of ${whole(of)} of ${part}`;

export const en = {
  open: (open: number, all: number) => `${whole(open)} of ${whole(all)} cells are open`,
  summary: (tokens: number, open: number, all: number) =>
    `${whole(tokens)} rows, the queries, and as many columns, the keys; ${whole(open)} of ${whole(all)} cells are open.`,
  keys: 'Arrow keys move from cell to cell, Home and End along the row, Page Up and Page Down along the column.',
  paintKeys: 'Space opens or closes the cell.',
  paintHint:
    'Each row is a token that reads, each column a token that is read. Press or drag to open cells and to close them; or press Tab, the arrow keys and Space.',
  hint: 'Each row is a token that reads, each column a token that is read. Point at a cell, or press Tab and the arrow keys: who sees whom?',
  who: (query: AxisToken, key: AxisToken, isSeen: boolean) =>
    `“${query.token}” in row ${whole(query.at)} (${query.part}) ${isSeen ? 'sees' : 'does not see'} “${key.token}” in column ${whole(key.at)} (${key.part}).`,
  row: (row: number, parts: readonly SeenPart[]) => `Row ${whole(row)} sees ${parts.map(share).join(', ')}.`,
};

export type MaskWords = typeof en;
