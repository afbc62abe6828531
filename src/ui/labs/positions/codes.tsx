/** The codes of positions as a picture, the wave of one of its columns, and how alike the codes of two positions are. */
import { type KeyboardEvent, type PointerEvent, useMemo, useRef, useState } from 'react';
import {
  codeLengths,
  codeOf,
  codeOverlap,
  drawnLengths,
  inOrder,
  type PositionsState,
} from '../../../labs/positions.ts';
import { sinusoid, sinusoidAngle } from '../../../models/sinusoids.ts';
import { type Cell, cellTowards } from '../../charts/mask/mask-layout.ts';
import { useFormats } from '../../i18n/language-context.tsx';
import { useTypeScale } from '../../widgets/use-type-scale.ts';
import { useWidth } from '../../widgets/use-width.ts';
import frame from '../lab-frame.module.css';
import type { Desk } from '../use-desk.ts';
import { Curve } from './curve.tsx';
import { LevelSquares } from './level-squares.tsx';
import styles from './positions-lab.module.css';
import { usePositionsWords } from './words/use-positions-words.ts';

function Slider(props: {
  label: string;
  value: number;
  range: { min: number; max: number; step: number };
  onChange(value: number): void;
}) {
  return (
    <label className={styles.slider}>
      <span>{props.label}</span>
      <input
        type="range"
        {...props.range}
        value={props.value}
        onChange={({ target }) => props.onChange(target.valueAsNumber)}
      />
      <output>{props.value}</output>
    </label>
  );
}

/** Rows are positions, columns are entries of the code; the colour is the value, from −1 to 1. */
function CodeMap({ d, length, cell, onCell }: { d: number; length: number; cell: Cell; onCell(cell: Cell): void }) {
  const t = usePositionsWords();
  const host = useRef<HTMLDivElement>(null);
  const width = useWidth(host) || 480;
  const scale = useTypeScale();
  const size = Math.max(4, Math.min(Math.floor(18 * scale), Math.floor(width / d)));
  const codes = useMemo(() => inOrder(length).map((position) => codeOf(position, d)), [d, length]);
  const cellAt = (event: PointerEvent<SVGSVGElement>): Cell => {
    const box = event.currentTarget.getBoundingClientRect();
    const at = (offset: number, extent: number, count: number) =>
      Math.min(count - 1, Math.max(0, Math.floor((offset / extent) * count)));
    return { row: at(event.clientY - box.top, box.height, length), column: at(event.clientX - box.left, box.width, d) };
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const to = cellTowards(event.key, cell, { queries: length, keys: d });
    if (!to) return;
    event.preventDefault();
    event.stopPropagation();
    onCell(to);
  };
  return (
    <div ref={host} className={styles.mapHost}>
      <svg
        className={styles.map}
        width={d * size}
        height={length * size}
        viewBox={`0 0 ${d * size} ${length * size}`}
        role="application"
        aria-label={t.map(length, d)}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it is operated by keys
        tabIndex={0}
        onKeyDown={onKeyDown}
        onPointerMove={(event) => onCell(cellAt(event))}
        onPointerDown={(event) => onCell(cellAt(event))}
      >
        <LevelSquares matrix={codes} size={size} />
        <rect className={styles.chosen} x={0} y={cell.row * size} width={d * size} height={size} />
        <rect className={styles.chosen} x={cell.column * size} y={0} width={size} height={length * size} />
      </svg>
    </div>
  );
}

export function Codes({ desk }: { desk: Desk<PositionsState> }) {
  const t = usePositionsWords();
  const format = useFormats();
  const { d, length } = desk.state;
  const [wanted, setCell] = useState<Cell>({ row: 1, column: 0 });
  const cell = { row: Math.min(wanted.row, length - 1), column: Math.min(wanted.column, d - 1) };
  const value = sinusoid(cell.row, cell.column, d);
  const angle = sinusoidAngle(cell.row, cell.column, d);
  const wave = inOrder(length).map((position) => sinusoid(position, cell.column, d));
  const overlaps = inOrder(length).map((position) => codeOverlap(cell.row, position, d));
  const neighbour = codeOverlap(0, 1, d);
  return (
    <section className={frame.part} aria-labelledby="positions-codes">
      <h3 id="positions-codes" className={frame.name}>
        {t.codesHead}
      </h3>
      <div className={styles.sliders}>
        <Slider label={t.d} value={d} range={codeLengths} onChange={(to) => desk.edit({ d: to }, 'd')} />
        <Slider
          label={t.length}
          value={length}
          range={drawnLengths}
          onChange={(to) => desk.edit({ length: to }, 'length')}
        />
      </div>
      <div className={styles.codes}>
        <div>
          <p className={styles.hint}>{t.mapHint}</p>
          <CodeMap d={d} length={length} cell={cell} onCell={setCell} />
          <p className={styles.legend} aria-hidden="true">
            −1 <span className={styles.scale} /> 1
          </p>
        </div>
        <div className={styles.curves}>
          <output className={styles.entry} data-testid="positions-entry">
            {t.entry(
              cell.row,
              cell.column,
              cell.column % 2 === 0 ? 'sin' : 'cos',
              format.share(angle, 4),
              format.share(value, 4),
            )}
          </output>
          <Curve
            name={t.wave(cell.column)}
            values={wave}
            at={cell.row}
            smooth={(x) => sinusoid(x, cell.column, d)}
            axis={t.position}
          />
          <Curve name={t.overlaps(cell.row)} values={overlaps} at={cell.row} axis={t.position} />
          <p className={styles.says} data-testid="positions-neighbour">
            {t.neighbour(format.share(neighbour, 3))}
          </p>
        </div>
      </div>
    </section>
  );
}
