/** Heat maps of attention: rows are tokens that look, columns are tokens that are looked at; the darker, the more is taken. */
import { type KeyboardEvent, type PointerEvent, useMemo, useRef } from 'react';
import { type Maps, weightAt } from '../../../labs/heads.ts';
import { type Cell, cellTowards, maskLayout, shortLabel } from '../../charts/mask/mask-layout.ts';
import { useTypeScale } from '../../widgets/use-type-scale.ts';
import { useWidth } from '../../widgets/use-width.ts';
import { levelPaths } from '../positions/levels.ts';
import styles from './heads-lab.module.css';

function Squares({ maps, head, size }: { maps: Maps; head: number; size: number }) {
  const paths = useMemo(() => {
    const places = maps.tokens.map((_, i) => i);
    return levelPaths(
      places.map((i) => places.map((j) => weightAt(maps, head, i, j))),
      size,
    );
  }, [maps, head, size]);
  return paths.map(({ level, path }) => (
    <path key={level} d={path} className={styles.square} style={{ opacity: level }} />
  ));
}

/** One head as a picture without labels, as one of many. */
export function SmallMap({ maps, head }: { maps: Maps; head: number }) {
  const { length } = maps.tokens;
  return (
    <svg className={styles.small} viewBox={`0 0 ${length} ${length}`} aria-hidden="true">
      <Squares maps={maps} head={head} size={1} />
    </svg>
  );
}

export interface LargeMapProps {
  maps: Maps;
  head: number;
  label: string;
  /** At which a person looks. */
  cell: Cell;
  onCell(cell: Cell): void;
}

/** Before the first layout, and where nothing is laid out. */
const usualWidth = 480;

/** One head with its tokens; pointer and arrow keys choose the cell whose weight is told. */
export function LargeMap({ maps, head, label, cell, onCell }: LargeMapProps) {
  const { tokens } = maps;
  const { length } = tokens;
  const host = useRef<HTMLDivElement>(null);
  const scale = useTypeScale();
  const { cell: size, gutter, hasLabels, font } = maskLayout(tokens, useWidth(host) || usualWidth, scale);
  const extent = length * size;
  const point = (event: PointerEvent<SVGSVGElement>) => {
    const { left, top } = event.currentTarget.getBoundingClientRect();
    const at = (offset: number) => Math.floor((offset - gutter) / size);
    const to = { row: at(event.clientY - top), column: at(event.clientX - left) };
    if (to.row >= 0 && to.column >= 0 && to.row < length && to.column < length) onCell(to);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const to = cellTowards(event.key, cell, { queries: length, keys: length });
    if (!to) return;
    event.preventDefault();
    event.stopPropagation();
    onCell(to);
  };
  return (
    <div ref={host} className={styles.host}>
      <svg
        className={styles.large}
        width={gutter + extent}
        height={gutter + extent}
        viewBox={`${-gutter} ${-gutter} ${gutter + extent} ${gutter + extent}`}
        role="application"
        aria-label={label}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it is operated by keys
        tabIndex={0}
        onKeyDown={onKeyDown}
        onPointerMove={point}
        onPointerDown={point}
      >
        <rect className={styles.paper} width={extent} height={extent} />
        <Squares maps={maps} head={head} size={size} />
        <rect className={styles.lit} x={0} y={cell.row * size} width={extent} height={size} />
        <rect className={styles.lit} x={cell.column * size} y={0} width={size} height={extent} />
        {hasLabels &&
          tokens.flatMap((token, i) =>
            ['row', 'column'].map((axis) => (
              <text
                // biome-ignore lint/suspicious/noArrayIndexKey: a token is its place
                key={`${axis} ${i}`}
                className={styles.label}
                data-lit={(axis === 'row' ? cell.row : cell.column) === i || undefined}
                style={{ fontSize: font }}
                transform={
                  axis === 'row' ? `translate(-6 ${(i + 0.5) * size})` : `translate(${(i + 0.5) * size} -6) rotate(-90)`
                }
                textAnchor={axis === 'row' ? 'end' : 'start'}
                dominantBaseline="central"
              >
                {shortLabel(token)}
              </text>
            )),
          )}
      </svg>
    </div>
  );
}
