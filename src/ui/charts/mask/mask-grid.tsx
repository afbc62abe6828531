/**
 * An attention mask, cell by cell from the bits that the kernel reads: rows are queries, columns are keys, coloured by the part to which the key
 * belongs. Pointer or arrow keys light a row and a column, and a sentence says who sees whom.
 */

import {
  type CSSProperties,
  type KeyboardEvent,
  type PointerEvent,
  useEffect,
  useId,
  useMemo,
  useRef,
  useState,
} from 'react';
import { type MaskBits, sees } from '../../../graph/ops/attention-mask.ts';
import { readablePiece } from '../../../text/tokenizer/bpe.ts';
import { Sentences } from '../../widgets/sentences.tsx';
import { useTypeScale } from '../../widgets/use-type-scale.ts';
import { useWidth } from '../../widgets/use-width.ts';
import styles from './mask-grid.module.css';
import {
  type Cell,
  cellsBetween,
  cellTowards,
  countSeen,
  type MaskLayout,
  maskLayout,
  seenOfParts,
  seenPath,
  shortLabel,
  stretches,
  stripWidth,
} from './mask-layout.ts';
import { useMaskWords } from './words/use-mask-words.ts';

/** Before the first layout, and where nothing is laid out. */
const usualWidth = 640;

export interface MaskGridProps {
  mask: MaskBits;
  /** Of both axes. */
  tokens: readonly string[];
  /** `tone`: which of the three colours. */
  parts: readonly { name: string; tone: 0 | 1 | 2 }[];
  /** For each token the index of its part. */
  partOf: readonly number[];
  /** What the mask is of. */
  label: string;
  /** Why a query sees a key or does not. */
  why?(cell: Cell, isSeen: boolean): string | null;
  /** A row that is lit from elsewhere; null: none. */
  row?: number | null;
  /** Called with the row at which a person looks here; null: at none. */
  onRow?(row: number | null): void;
  /** Called with the cell at which a person looks here; null: at none. */
  onCell?(cell: Cell | null): void;
  /** Largest cell in pixels; without it cells are as large as where they are only looked at. */
  largest?: number;
  /** Cells with a ring; `isBad`: they should not be seen, but are. */
  rings?: readonly (Cell & { isBad: boolean })[];
  /** Makes it a mask that is painted, by dragging or by Space. `isFirst`: a new stroke begins. */
  onPaint?(cells: readonly Cell[], isSeen: boolean, isFirst: boolean): void;
}

function Labels({ tokens, layout, lit }: { tokens: readonly string[]; layout: MaskLayout; lit: Partial<Cell> }) {
  const { cell, font } = layout;
  const at = (i: number) => (i + 0.5) * cell;
  const axis = (isRow: boolean) =>
    tokens.map((token, i) => {
      const isLit = (isRow ? lit.row : lit.column) === i;
      return (
        <text
          // biome-ignore lint/suspicious/noArrayIndexKey: a token is its place
          key={i}
          className={isLit ? styles.litLabel : styles.label}
          style={isLit ? undefined : { fontSize: font }}
          transform={
            isRow ? `translate(${-stripWidth - 6} ${at(i)})` : `translate(${at(i)} ${-stripWidth - 6}) rotate(-90)`
          }
          textAnchor={isRow ? 'end' : 'start'}
          dominantBaseline="central"
        >
          {shortLabel(token)}
        </text>
      );
    });
  return (
    <>
      {axis(true)}
      {axis(false)}
    </>
  );
}

/** What the lit cell or row means, in sentences. */
function Said({ cell, row, ...props }: MaskGridProps & { cell: Cell | null; row: number | null }) {
  const t = useMaskWords();
  const { mask, tokens, parts, partOf, why } = props;
  if (row === null) return <>{props.onPaint ? t.paintHint : t.hint}</>;
  const place = (i: number) => ({ token: readablePiece(tokens[i]!), at: i + 1, part: parts[partOf[i]!]!.name });
  const isSeen = cell !== null && sees(mask, cell.row, cell.column);
  const reason = cell && why?.(cell, isSeen);
  return (
    <Sentences>
      {cell && <strong className={styles.who}>{t.who(place(cell.row), place(cell.column), isSeen)}</strong>}
      {reason}
      {t.row(
        row + 1,
        seenOfParts(mask, row, partOf).map(({ part, seen, of }) => ({ part: parts[part]!.name, seen, of })),
      )}
    </Sentences>
  );
}

export function MaskGrid(props: MaskGridProps) {
  const { mask, tokens, parts, partOf, label, row: given = null, onRow, onCell, rings, onPaint } = props;
  const t = useMaskWords();
  const host = useRef<HTMLDivElement>(null);
  const svg = useRef<SVGSVGElement>(null);
  const keys = useId();
  const scale = useTypeScale();
  const layout = maskLayout(tokens, useWidth(host) || usualWidth, scale, props.largest);
  const { cell: size, gap, gutter, hasLabels } = layout;
  const [pointed, setPointed] = useState<Cell | null>(null);
  /** Where the keys are. */
  const [chosen, setChosen] = useState<Cell | null>(null);
  /** The stroke that is being painted: its last cell, and what it makes of cells. */
  const stroke = useRef<{ last: Cell; isSeen: boolean } | null>(null);
  const isInside = ({ row, column }: Cell) => row < mask.queries && column < mask.keys;
  const found = pointed ?? (given === null ? chosen : null);
  const cell = found && isInside(found) ? found : null;
  const row = cell?.row ?? (given !== null && given < mask.queries ? given : null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a cell is its numbers
  useEffect(() => onCell?.(cell), [cell?.row, cell?.column]);
  const bands = useMemo(() => stretches(partOf), [partOf]);
  const [width, height] = [mask.keys * size, mask.queries * size];
  const open = useMemo(() => countSeen(mask), [mask]);
  const paths = useMemo(
    () => bands.map((band) => ({ band, path: seenPath(mask, band, { cell: size, gap }) })),
    [bands, mask, size, gap],
  );

  const cellAt = ({ clientX, clientY }: PointerEvent): Cell | null => {
    const { left, top } = svg.current!.getBoundingClientRect();
    const [column, at] = [clientX - left - gutter, clientY - top - gutter].map((value) => Math.floor(value / size));
    const cell = { row: at!, column: column! };
    return cell.row >= 0 && cell.column >= 0 && isInside(cell) ? cell : null;
  };
  const point = (to: Cell | null) => {
    setPointed(to);
    onRow?.(to?.row ?? null);
  };
  const begin = (to: Cell) => {
    const isSeen = !sees(mask, to.row, to.column);
    onPaint?.([to], isSeen, true);
    return { last: to, isSeen };
  };
  const paintTo = (to: Cell | null) => {
    if (!stroke.current || !to) return;
    const cells = cellsBetween(stroke.current.last, to);
    if (cells.length > 0) onPaint?.(cells, stroke.current.isSeen, false);
    stroke.current.last = to;
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const here = cell ?? chosen;
    if (onPaint && event.key === ' ' && here) {
      event.preventDefault();
      event.stopPropagation();
      if (!event.repeat) begin(here);
      return;
    }
    const to = cellTowards(event.key, cell ?? chosen, mask);
    if (!to) return;
    event.preventDefault();
    event.stopPropagation();
    setPointed(null);
    setChosen(to);
    onRow?.(null);
  };

  return (
    <div ref={host} className={styles.host} data-testid="mask-grid" data-open={open}>
      <ul className={styles.legend}>
        {parts.map(({ name, tone }) => (
          <li key={name} data-tone={tone}>
            <span className={styles.swatch} /> {name}
          </li>
        ))}
        <li className={styles.open}>{t.open(open, mask.queries * mask.keys)}</li>
      </ul>
      <svg
        ref={svg}
        className={styles.grid}
        width={gutter + width}
        height={gutter + height}
        viewBox={`${-gutter} ${-gutter} ${gutter + width} ${gutter + height}`}
        role="application"
        aria-label={`${label} ${t.summary(mask.queries, open, mask.queries * mask.keys)}`}
        aria-describedby={keys}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it is operated by keys
        tabIndex={0}
        style={{ '--label': `${13 * scale}px` } as CSSProperties}
        onKeyDown={onKeyDown}
        data-paints={onPaint !== undefined || undefined}
        onPointerMove={(event) => {
          const to = cellAt(event);
          point(to);
          paintTo(to);
        }}
        onPointerDown={(event) => {
          const to = cellAt(event);
          if (to) setChosen(to);
          point(to);
          if (!onPaint || !to || event.button !== 0) return;
          event.currentTarget.setPointerCapture(event.pointerId);
          stroke.current = begin(to);
        }}
        onPointerUp={() => {
          stroke.current = null;
        }}
        onPointerCancel={() => {
          stroke.current = null;
        }}
        onPointerLeave={() => point(null)}
        onFocus={() => setChosen((before) => before ?? { row: 0, column: 0 })}
      >
        <rect className={styles.paper} width={width} height={height} />
        {row !== null && (
          <g className={styles.under}>
            <rect y={row * size} width={width} height={size - gap} />
            {cell && <rect x={cell.column * size} width={size - gap} height={height} />}
          </g>
        )}
        {paths.map(({ band, path }) => (
          <path key={band.from} className={styles.seen} data-tone={parts[band.part]!.tone} d={path} />
        ))}
        {bands.map(({ part, from, end }) => (
          <g key={from} data-tone={parts[part]!.tone}>
            <rect
              className={styles.strip}
              x={from * size}
              y={-stripWidth - 2}
              width={(end - from) * size - 1}
              height={stripWidth}
            />
            <rect
              className={styles.strip}
              x={-stripWidth - 2}
              y={from * size}
              width={stripWidth}
              height={(end - from) * size - 1}
            />
            {from > 0 && (
              <path className={styles.border} d={`M${from * size - 0.5} 0v${height}M0 ${from * size - 0.5}h${width}`} />
            )}
          </g>
        ))}
        {rings?.map(({ row: at, column, isBad }) => (
          <circle
            key={`${at} ${column}`}
            className={styles.ring}
            data-bad={isBad || undefined}
            cx={(column + 0.5) * size - gap / 2}
            cy={(at + 0.5) * size - gap / 2}
            r={size * 0.28}
          />
        ))}
        {row !== null && (
          <g className={styles.lit} data-testid="mask-lit" data-row={row} data-column={cell?.column}>
            <rect x={-0.5} y={row * size - 1} width={width} height={size + 1} />
            {cell && <rect x={cell.column * size - 1} y={-0.5} width={size + 1} height={height} />}
            {cell && (
              <rect
                className={styles.here}
                x={cell.column * size - 1.5}
                y={row * size - 1.5}
                width={size + 2}
                height={size + 2}
              />
            )}
          </g>
        )}
        {hasLabels && (
          <Labels
            tokens={tokens}
            layout={layout}
            lit={{ ...(row !== null && { row }), ...(cell && { column: cell.column }) }}
          />
        )}
      </svg>
      <p className={styles.said} aria-live="polite" data-testid="mask-said">
        <Said {...props} cell={cell} row={row} />
      </p>
      <p id={keys} hidden>
        {t.keys} {onPaint && t.paintKeys}
      </p>
    </div>
  );
}
