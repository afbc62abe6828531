/** Sinusoids and a table of positions that was trained: entries, and how alike two positions are. */
import { useMemo, useRef } from 'react';
import { cosines, meanAtDistance, scaled, sinusoidTable } from '../../../labs/position-table.ts';
import { ChartTable, tableLimit, useTableSwitch } from '../../charts/chart-table.tsx';
import { useFormats } from '../../i18n/language-context.tsx';
import { useTypeScale } from '../../widgets/use-type-scale.ts';
import { useWidth } from '../../widgets/use-width.ts';
import { LevelSquares } from './level-squares.tsx';
import styles from './positions-lab.module.css';
import { usePositionsWords } from './words/use-positions-words.ts';

/** Positions as far apart as this, or further, are compared with neighbours. */
const far = 6;

interface MapProps {
  name: string;
  /** (n, columns), from −1 to 1. */
  matrix: readonly (readonly number[])[];
  /** Of a square, in rem / 16, where there is room. */
  size: number;
}

/** A picture of a matrix, with its numbers as a table where `columns` names them. */
function Heat({ name, matrix, size, columns }: MapProps & { columns?: readonly string[] }) {
  const t = usePositionsWords();
  const format = useFormats();
  const host = useRef<HTMLDivElement>(null);
  const across = matrix[0]!.length;
  const width = useWidth(host) || 320;
  const side = Math.max(2, Math.min(Math.floor(size * useTypeScale()), Math.floor(width / across)));
  const table = useTableSwitch(name);
  const [w, h] = [across * side, matrix.length * side];
  return (
    <figure className={styles.curve}>
      <figcaption className={styles.caption}>
        <span>{name}</span>
        {columns && table.button}
      </figcaption>
      <div ref={host}>
        <svg className={styles.heat} width={w} height={h} viewBox={`0 0 ${w} ${h}`} role="img" aria-label={name}>
          <LevelSquares matrix={matrix} size={side} />
        </svg>
      </div>
      {columns && table.isOpen && (
        <ChartTable
          id={table.id}
          name={name}
          columns={[t.position, ...columns]}
          rows={matrix.slice(0, tableLimit).map((row, p) => [String(p), ...row.map((x) => format.share(x, 2))])}
          of={matrix.length}
        />
      )}
    </figure>
  );
}

export function Tables({ table }: { table: readonly (readonly number[])[] }) {
  const t = usePositionsWords();
  const format = useFormats();
  const [n, d] = [table.length, table[0]!.length];
  const codes = useMemo(() => sinusoidTable(n, d), [n, d]);
  const trained = useMemo(() => scaled(table), [table]);
  const alike = useMemo(() => ({ codes: cosines(codes), trained: cosines(table) }), [codes, table]);
  const positions = table.map((_, p) => String(p));
  const said = (least: number, most: number) => {
    const [ofCodes, ofTable] = [alike.codes, alike.trained].map((matrix) => meanAtDistance(matrix, least, most));
    return ofCodes == null || ofTable == null ? null : [format.share(ofCodes, 2), format.share(ofTable, 2)];
  };
  const [near, apart] = [said(1, 1), said(far, n)];
  return (
    <>
      <div className={styles.codes}>
        <Heat name={t.sinusoidsTable(n, d)} matrix={codes} size={7} />
        <Heat name={t.trainedTable(n, d)} matrix={trained} size={7} />
        <Heat name={t.sinusoidsAlike} matrix={alike.codes} size={18} columns={positions} />
        <Heat name={t.trainedAlike} matrix={alike.trained} size={18} columns={positions} />
      </div>
      <p className={styles.legend} aria-hidden="true">
        −1 <span className={styles.scale} /> 1
      </p>
      <p className={styles.says} data-testid="positions-alike">
        {near && t.neighbours(near[0]!, near[1]!)} {apart && t.apart(far, apart[0]!, apart[1]!)}
      </p>
    </>
  );
}
