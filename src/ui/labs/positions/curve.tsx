/** A small curve over positions, with dots where there are positions, and its table. */
import { useRef } from 'react';
import { ChartTable, tableLimit, useTableSwitch } from '../../charts/chart-table.tsx';
import { useFormats } from '../../i18n/language-context.tsx';
import { useTypeScale } from '../../widgets/use-type-scale.ts';
import { useWidth } from '../../widgets/use-width.ts';
import styles from './positions-lab.module.css';

export interface CurveProps {
  name: string;
  /** By position, from −1 to 1. */
  values: readonly number[];
  /** The position that is chosen. */
  at: number;
  /** What lies between the positions; absent: straight lines. */
  smooth?(position: number): number;
  /** What the positions are called. */
  axis: string;
}

/** Points between two positions. */
const between = 8;

export function Curve({ name, values, at, smooth, axis }: CurveProps) {
  const format = useFormats();
  const scale = useTypeScale();
  const host = useRef<HTMLDivElement>(null);
  const width = useWidth(host) || 320;
  const table = useTableSwitch(name);
  const last = values.length - 1;
  const [height, left, right, edge] = [96 * scale, 26 * scale, 8, 8];
  const x = (position: number) => left + (position / last) * (width - left - right);
  const y = (value: number) => edge + ((1 - value) / 2) * (height - 2 * edge);
  const points = smooth
    ? Array.from({ length: last * between + 1 }, (_, i) => [i / between, smooth(i / between)] as const)
    : values.map((value, position) => [position, value] as const);
  const line = points.map(
    ([position, value], i) => `${i === 0 ? 'M' : 'L'}${x(position).toFixed(1)} ${y(value).toFixed(1)}`,
  );
  return (
    <figure className={styles.curve}>
      <figcaption className={styles.caption}>
        <span>{name}</span>
        {table.button}
      </figcaption>
      <div ref={host}>
        <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={name}>
          {[1, 0, -1].map((value) => (
            <g key={value}>
              <path className={styles.rule} d={`M${left} ${y(value)}H${width - right}`} />
              <text className={styles.tick} x={left - 6} y={y(value)} dy="0.32em" style={{ fontSize: 11 * scale }}>
                {format.share(value, 0)}
              </text>
            </g>
          ))}
          <path className={styles.line} d={line.join('')} />
          {values.map((value, position) => (
            <circle
              // biome-ignore lint/suspicious/noArrayIndexKey: a position is its place
              key={position}
              className={position === at ? styles.here : styles.dot}
              cx={x(position)}
              cy={y(value)}
              r={position === at ? 5 : 2.5}
            />
          ))}
        </svg>
      </div>
      {table.isOpen && (
        <ChartTable
          id={table.id}
          name={name}
          columns={[axis, name]}
          rows={values.slice(0, tableLimit).map((value, position) => [String(position), format.share(value, 4)])}
          of={values.length}
        />
      )}
    </figure>
  );
}
