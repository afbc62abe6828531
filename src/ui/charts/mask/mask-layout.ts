/** Where the cells of a painted mask lie, and what there is to say of them. Rows are queries, columns are keys. */
import { type MaskBits, sees } from '../../../graph/ops/attention-mask.ts';
import { readablePiece } from '../../../text/tokenizer/bpe.ts';

/** A cell: query `row` and key `column`, from 0. */
export interface Cell {
  row: number;
  column: number;
}

/** Pixels: cells are whole pixels wide, so that they are sharp. */
export interface MaskLayout {
  /** Of a cell, its gap included. */
  cell: number;
  /** Between two cells. */
  gap: number;
  /** Left of the cells, and above them. */
  gutter: number;
  /** Whether there is room for the tokens. */
  hasLabels: boolean;
  /** Of the labels. */
  font: number;
}

/** Width of the strips that colour the axes by part. */
export const stripWidth = 5;
/** Longest label in characters. */
const longestLabel = 12;
/** Smallest cell beside which a token can be read. */
const leastLabelled = 10;
const largestCell = 26;
const leastCell = 3;

export function shortLabel(token: string): string {
  const label = readablePiece(token);
  return label.length > longestLabel ? `${label.slice(0, longestLabel - 1)}…` : label;
}

/** `width`: room in pixels; `scale`: how much larger than usual the type is; `largest`: the largest cell in pixels at the scale 1. */
export function maskLayout(tokens: readonly string[], width: number, scale = 1, largest = largestCell): MaskLayout {
  const count = tokens.length;
  const letters = Math.max(2, ...tokens.map((token) => shortLabel(token).length));
  const cellBeside = (gutter: number) => Math.floor((width - gutter) / Math.max(1, count));
  const fitting = (cell: number) => Math.min(Math.floor(largest * scale), Math.max(leastCell, cell));
  // the lit label is drawn in the largest size
  const labelled = Math.ceil(letters * 0.62 * 13 * scale) + stripWidth + 8;
  const cell = fitting(cellBeside(labelled));
  if (cell >= leastLabelled) {
    return { cell, gap: 1, gutter: labelled, hasLabels: true, font: Math.min(12.5 * scale, cell * 0.94) };
  }
  const gutter = stripWidth + 3;
  const bare = fitting(cellBeside(gutter));
  return { cell: bare, gap: bare >= 5 ? 1 : 0, gutter, hasLabels: false, font: 0 };
}

/** The cells on a straight way from one to another, without the first: a pointer that moves fast skips some of them. */
export function cellsBetween(from: Cell, to: Cell): Cell[] {
  const steps = Math.max(Math.abs(to.row - from.row), Math.abs(to.column - from.column));
  return Array.from({ length: steps }, (_, k) => ({
    row: Math.round(from.row + ((to.row - from.row) * (k + 1)) / steps),
    column: Math.round(from.column + ((to.column - from.column) * (k + 1)) / steps),
  }));
}

/** Neighbouring tokens of one part. */
export interface Stretch {
  part: number;
  from: number;
  end: number;
}

export function stretches(partOf: readonly number[]): Stretch[] {
  const found: Stretch[] = [];
  for (const [i, part] of partOf.entries()) {
    const last = found.at(-1);
    if (last?.part === part) last.end = i + 1;
    else found.push({ part, from: i, end: i + 1 });
  }
  return found;
}

/** An SVG path of one square for each bit that is set, of the keys of one part. */
export function seenPath(
  mask: MaskBits,
  { from, end }: Pick<Stretch, 'from' | 'end'>,
  { cell, gap }: Pick<MaskLayout, 'cell' | 'gap'>,
): string {
  const size = cell - gap;
  let path = '';
  for (let i = 0; i < mask.queries; i++) {
    for (let j = from; j < end; j++) {
      if (sees(mask, i, j)) path += `M${j * cell} ${i * cell}h${size}v${size}h${-size}z`;
    }
  }
  return path;
}

export function countSeen(mask: MaskBits): number {
  let count = 0;
  for (let i = 0; i < mask.queries; i++) for (let j = 0; j < mask.keys; j++) count += Number(sees(mask, i, j));
  return count;
}

/** How many keys of each part a query sees, in the order of the parts; parts without keys are left out. */
export function seenOfParts(
  mask: MaskBits,
  row: number,
  partOf: readonly number[],
): { part: number; seen: number; of: number }[] {
  const counts = new Map<number, { part: number; seen: number; of: number }>();
  for (const [j, part] of partOf.entries()) {
    const count = counts.get(part) ?? { part, seen: 0, of: 0 };
    count.of++;
    count.seen += Number(sees(mask, row, j));
    counts.set(part, count);
  }
  return [...counts.values()].sort((a, b) => a.part - b.part);
}

/** Where a key of the keyboard leads from a cell; null: it leads nowhere. Before the first one it leads to the first cell. */
export function cellTowards(
  key: string,
  from: Cell | null,
  { queries, keys }: Pick<MaskBits, 'queries' | 'keys'>,
): Cell | null {
  const { row, column } = from ?? { row: 0, column: 0 };
  const moves: Readonly<Record<string, Cell>> = {
    ArrowUp: { row: row - 1, column },
    ArrowDown: { row: row + 1, column },
    ArrowLeft: { row, column: column - 1 },
    ArrowRight: { row, column: column + 1 },
    Home: { row, column: 0 },
    End: { row, column: keys - 1 },
    PageUp: { row: 0, column },
    PageDown: { row: queries - 1, column },
  };
  const to = moves[key];
  if (!to) return null;
  if (!from) return { row: 0, column: 0 };
  const within = (value: number, count: number) => Math.min(count - 1, Math.max(0, value));
  return { row: within(to.row, queries), column: within(to.column, keys) };
}
