/** The map: a canvas that is zoomed and moved by pointer, wheel and keys, and tells the document that a person looks at. */
import {
  type KeyboardEvent,
  memo,
  type PointerEvent,
  useEffect,
  useId,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import { onThemeChange, ThemeColours } from '../../../charts/theme-colours.ts';
import { LanguageMark } from '../../../documents/language-mark.tsx';
import { useFormats } from '../../../i18n/language-context.tsx';
import button from '../../../widgets/button.module.css';
import { useWidth } from '../../../widgets/use-width.ts';
import { useRealm } from '../stores.ts';
import styles from './document-map.module.css';
import { drawMap, type MapScene } from './draw-map.ts';
import { fittingView, type MapView, nearestPoint, onScreen, panned, pointTowards, zoomed } from './map-view.ts';
import { useIndexWords } from './words/use-index-words.ts';

/** How near the pointer must be to a document, in pixels. */
const reach = 14;
const zoomStep = 1.4;
const panStep = 40;
const directions: Readonly<Record<string, readonly [number, number]>> = {
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
};

/** `distances`: drift of each document. Drawn again only when they or the scene change. */
export const DocumentMap = memo(function DocumentMap(props: { scene: MapScene; distances: Float32Array }) {
  const { scene, distances } = props;
  const t = useIndexWords().map;
  const format = useFormats();
  const { index: store } = useRealm();
  const host = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const keys = useId();
  const width = useWidth(host);
  const height = Math.round(Math.min(560, Math.max(300, width * 0.66)));
  const { documents, points, selected } = scene;
  const fitted = fittingView([points.stale, points.fresh ?? [], points.query.stale, points.query.fresh ?? []], {
    width,
    height,
  });
  /** Where a person has moved the map; null: it shows everything. */
  const [moved, setMoved] = useState<MapView | null>(null);
  const view = moved ?? fitted;
  const drag = useRef<{ x: number; y: number; isMoved: boolean } | null>(null);
  const latest = useRef({ scene, view, fitted, width, height });
  const redraw = useRef(() => {});
  latest.current = { scene, view, fitted, width, height };

  // another projection has other places
  // biome-ignore lint/correctness/useExhaustiveDependencies: only the kind of projection counts
  useEffect(() => setMoved(null), [points.fresh === null]);

  useEffect(() => {
    const element = canvas.current!;
    const colours = new ThemeColours(host.current!.appendChild(document.createElement('span')));
    const draw = () => {
      const { width: w, height: h, ...now } = latest.current;
      const ratio = devicePixelRatio;
      const [across, down] = [Math.round(w * ratio), Math.round(h * ratio)];
      if (element.width !== across || element.height !== down) Object.assign(element, { width: across, height: down });
      const context = element.getContext('2d')!;
      context.setTransform(ratio, 0, 0, ratio, 0, 0);
      drawMap(context, now.scene, now.view, { width: w, height: h }, (name) => colours.of(name));
    };
    redraw.current = draw;
    const end = onThemeChange(() => {
      colours.forget();
      draw();
    });
    /** The wheel moves the page unless the map has the focus. React's own listener could not keep the page still. */
    const onWheel = (event: WheelEvent) => {
      if (!event.ctrlKey && document.activeElement !== element) return;
      event.preventDefault();
      const { left, top } = element.getBoundingClientRect();
      const now = latest.current;
      setMoved(zoomed(now.view, 1.0015 ** -event.deltaY, [event.clientX - left, event.clientY - top], now.fitted));
    };
    element.addEventListener('wheel', onWheel, { passive: false });
    return () => {
      end();
      element.removeEventListener('wheel', onWheel);
    };
  }, []);
  useLayoutEffect(() => {
    if (width > 0) redraw.current();
  });

  const zoom = (factor: number) => setMoved(zoomed(view, factor, [width / 2, height / 2], fitted));
  const place = (event: PointerEvent) => {
    const { left, top } = event.currentTarget.getBoundingClientRect();
    return [event.clientX - left, event.clientY - top] as const;
  };
  const select = (row: number | null) => store.select(row === null ? null : documents[row]!.block);
  const onPointerMove = (event: PointerEvent) => {
    const held = drag.current;
    if (!held) {
      const row = nearestPoint(points.stale, view, place(event), reach);
      if (row !== null) select(row);
      return;
    }
    const [dx, dy] = [event.clientX - held.x, event.clientY - held.y];
    if (!held.isMoved && Math.hypot(dx, dy) < 4) return;
    drag.current = { x: event.clientX, y: event.clientY, isMoved: true };
    setMoved(panned(view, dx, dy));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const direction = directions[event.key];
    if (direction && event.shiftKey) setMoved(panned(view, -panStep * direction[0], panStep * direction[1]));
    else if (direction) {
      const from =
        selected === null
          ? points.query.stale
          : ([points.stale[2 * selected]!, points.stale[2 * selected + 1]!] as const);
      const next = pointTowards(points.stale, from, direction, selected);
      if (next !== null) select(next);
    } else if (event.key === '+' || event.key === '=') zoom(zoomStep);
    else if (event.key === '-') zoom(1 / zoomStep);
    else if (event.key === '0') setMoved(null);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  const shown = selected === null ? null : documents[selected];
  const [x, y] =
    selected === null ? [0, 0] : onScreen(view, [points.stale[2 * selected]!, points.stale[2 * selected + 1]!]);
  const isInside = x >= 0 && x <= width && y >= 0 && y <= height;
  return (
    <div ref={host} className={styles.host}>
      {/* biome-ignore lint/a11y/noInteractiveElementToNoninteractiveRole: the canvas is operated by keys */}
      <canvas
        ref={canvas}
        className={styles.canvas}
        style={{ height }}
        role="application"
        aria-label={t.label(documents.length)}
        aria-describedby={keys}
        tabIndex={0}
        data-testid="document-map"
        data-scale={(view.scale / fitted.scale).toFixed(3)}
        onPointerDown={(event) => {
          drag.current = { x: event.clientX, y: event.clientY, isMoved: false };
          event.currentTarget.setPointerCapture(event.pointerId);
        }}
        onPointerMove={onPointerMove}
        onPointerUp={(event) => {
          if (!drag.current?.isMoved) select(nearestPoint(points.stale, view, place(event), reach));
          drag.current = null;
        }}
        onPointerCancel={() => {
          drag.current = null;
        }}
        onKeyDown={onKeyDown}
      />
      {shown && isInside && (
        <p
          className={styles.label}
          style={{ insetBlockStart: y, [x > width / 2 ? 'right' : 'left']: x > width / 2 ? width - x : x }}
          aria-hidden="true"
        >
          <LanguageMark language={shown.language} />
          <strong>{shown.title || t.untitled}</strong>
          <span>{shown.text}</span>
        </p>
      )}
      <div className={styles.tools}>
        <button
          type="button"
          className={`${button.button} ${button.plain}`}
          aria-label={t.zoomIn}
          onClick={() => zoom(zoomStep)}
        >
          +
        </button>
        <button
          type="button"
          className={`${button.button} ${button.plain}`}
          aria-label={t.zoomOut}
          onClick={() => zoom(1 / zoomStep)}
        >
          −
        </button>
        <button
          type="button"
          className={`${button.button} ${button.plain}`}
          onClick={() => setMoved(null)}
          disabled={!moved}
        >
          {t.fit}
        </button>
      </div>
      <p className={styles.keys} id={keys}>
        {t.keys}
      </p>
      <p className={styles.chosen} aria-live="polite" data-testid="map-document">
        {shown ? (
          <>
            <LanguageMark language={shown.language} />
            <strong>{shown.title || t.untitled}</strong> {shown.text}{' '}
            <span className={styles.drift}>{t.moved(format.significant(distances[selected!]!, 3))}</span>
          </>
        ) : (
          t.nothing
        )}
      </p>
    </div>
  );
});
