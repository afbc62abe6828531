/** The points that the model reads, its curve over x, and the line of least squares. A point can be drawn with the pointer; sliders stand below. */
import { type PointerEvent, useRef } from 'react';
import { grid, type Place, type PlaneView, type RegressionState, reach, trained } from '../../../labs/regression.ts';
import { useFormats } from '../../i18n/language-context.tsx';
import { useTypeScale } from '../../widgets/use-type-scale.ts';
import { useWidth } from '../../widgets/use-width.ts';
import styles from './regression-lab.module.css';
import { useRegressionWords } from './words/use-regression-words.ts';

export interface PlaneProps {
  state: RegressionState;
  view: PlaneView;
  onChoose(i: number): void;
  onMove(i: number, to: Place): void;
}

/** Pixels between the edge of the picture and the plane. */
const edge = 18;
const tallest = 340;
const ticks = [-4, -2, 0, 2, 4];

export function Plane({ state, view, onChoose, onMove }: PlaneProps) {
  const t = useRegressionWords();
  const format = useFormats();
  const scale = useTypeScale();
  const host = useRef<HTMLDivElement>(null);
  const picture = useRef<SVGSVGElement>(null);
  const drawn = useRef<number | null>(null);
  const width = Math.min(useWidth(host) || 320, 560);
  const height = Math.min(width, tallest);
  const across = (x: number) => edge + ((x + reach) / (2 * reach)) * (width - 2 * edge);
  const up = (y: number) => edge + ((reach - y) / (2 * reach)) * (height - 2 * edge);
  const path = (places: readonly Place[]) =>
    places.map(([x, y], i) => `${i === 0 ? 'M' : 'L'}${across(x).toFixed(1)} ${up(y).toFixed(1)}`).join('');
  const [slope, intercept] = view.line;
  const placeOf = ({ clientX, clientY }: PointerEvent): Place => {
    const { left, top } = picture.current!.getBoundingClientRect();
    const x = ((clientX - left - edge) / (width - 2 * edge)) * 2 * reach - reach;
    return [x, reach - ((clientY - top - edge) / (height - 2 * edge)) * 2 * reach];
  };
  const move = (event: PointerEvent) => {
    if (drawn.current !== null) onMove(drawn.current, placeOf(event));
  };
  return (
    <div ref={host}>
      <svg
        ref={picture}
        className={styles.plane}
        {...{ width, height, viewBox: `0 0 ${width} ${height}` }}
        role="img"
        aria-label={t.plane}
        data-testid="regression-plane"
        onPointerMove={move}
        onPointerUp={() => {
          drawn.current = null;
        }}
      >
        <clipPath id="regression-plane">
          <rect x={edge} y={edge} width={width - 2 * edge} height={height - 2 * edge} />
        </clipPath>
        <rect
          className={styles.trained}
          x={across(-trained)}
          y={edge}
          width={across(trained) - across(-trained)}
          height={height - 2 * edge}
        />
        <path
          className={styles.axis}
          d={`M${across(-reach)} ${up(0)}H${across(reach)}M${across(0)} ${edge}V${height - edge}`}
        />
        <g className={styles.tick} style={{ fontSize: 11 * scale }}>
          {ticks.map((x) => (
            <text key={x} x={across(x)} y={height - 2}>
              {format.number(x, 0)}
            </text>
          ))}
          {ticks.map((y) => (
            <text key={y} x={edge / 2} y={up(y)} dominantBaseline="central">
              {format.number(y, 0)}
            </text>
          ))}
        </g>
        <g clipPath="url(#regression-plane)">
          <path className={styles.exact} d={path([-reach, reach].map((x): Place => [x, slope * x + intercept]))} />
          {view.curve && <path className={styles.model} d={path(grid.map((x, i): Place => [x, view.curve![i]!]))} />}
          <path className={styles.asked} d={`M${across(state.asked)} ${edge}V${height - edge}`} />
          {view.model !== null && (
            <circle className={styles.answer} cx={across(state.asked)} cy={up(view.model)} r={5} />
          )}
        </g>
        {state.places.map(([x, y], i) => (
          <circle
            // biome-ignore lint/suspicious/noArrayIndexKey: a point is its place in the order
            key={i}
            className={styles.place}
            data-read={i < state.k}
            data-chosen={i === state.chosen}
            cx={across(x)}
            cy={up(Math.max(-reach, Math.min(reach, y)))}
            r={i === state.chosen ? 8 : 6}
            onPointerDown={(event) => {
              drawn.current = i;
              event.currentTarget.ownerSVGElement?.setPointerCapture(event.pointerId);
              onChoose(i);
            }}
          />
        ))}
      </svg>
    </div>
  );
}
