/** Which part of the plane a map shows: screen = scale · point + (x, y), the second coordinate upwards. Pixels are CSS pixels. */
export interface MapView {
  scale: number;
  x: number;
  y: number;
}

export type Point = readonly [number, number];

export interface MapSize {
  width: number;
  height: number;
}

/** Empty room around the outermost points. */
const margin = 28;
/** A zoom shows at least a thousandth of the whole, and at most ten times it. */
const zoomLimits = [0.1, 1000] as const;

/** Shows all points, given in pairs (n, 2), as large as the room allows. */
export function fittingView(points: readonly ArrayLike<number>[], { width, height }: MapSize): MapView {
  const [low, high] = [
    [Infinity, Infinity],
    [-Infinity, -Infinity],
  ] as [[number, number], [number, number]];
  for (const list of points) {
    for (let i = 0; i < list.length; i++) {
      const axis = i % 2;
      low[axis] = Math.min(low[axis]!, list[i]!);
      high[axis] = Math.max(high[axis]!, list[i]!);
    }
  }
  if (!(high[0] >= low[0])) return { scale: 1, x: width / 2, y: height / 2 };
  const room = (size: number, axis: 0 | 1) => Math.max(1, size - 2 * margin) / (high[axis] - low[axis] || 1e-9);
  // points that lie on one another need no magnification
  const scale = Math.min(room(width, 0), room(height, 1), 1e6);
  return {
    scale,
    x: width / 2 - (scale * (low[0] + high[0])) / 2,
    y: height / 2 + (scale * (low[1] + high[1])) / 2,
  };
}

export function onScreen({ scale, x, y }: MapView, [px, py]: Point): [number, number] {
  return [scale * px + x, y - scale * py];
}

/** Larger or smaller around a place on the screen. `fitted`: the view that shows everything. */
export function zoomed(view: MapView, factor: number, [sx, sy]: Point, fitted: MapView): MapView {
  const [least, most] = zoomLimits;
  const scale = Math.min(most * fitted.scale, Math.max(least * fitted.scale, view.scale * factor));
  const by = scale / view.scale;
  return { scale, x: sx + by * (view.x - sx), y: sy + by * (view.y - sy) };
}

export function panned(view: MapView, dx: number, dy: number): MapView {
  return { ...view, x: view.x + dx, y: view.y + dy };
}

/** The point (row) nearest to a place on the screen, within `reach` pixels; null: none. */
export function nearestPoint(points: ArrayLike<number>, view: MapView, [sx, sy]: Point, reach: number): number | null {
  let best: number | null = null;
  let nearest = reach;
  for (let row = 0; row < points.length / 2; row++) {
    const [x, y] = onScreen(view, [points[2 * row]!, points[2 * row + 1]!]);
    const distance = Math.hypot(x - sx, y - sy);
    if (distance <= nearest) [best, nearest] = [row, distance];
  }
  return best;
}

/** The next point in a direction (a unit vector, the second coordinate upwards), straight ahead before aside; null: none is there. */
export function pointTowards(
  points: ArrayLike<number>,
  from: Point,
  [dx, dy]: Point,
  except: number | null,
): number | null {
  let best: number | null = null;
  let least = Infinity;
  for (let row = 0; row < points.length / 2; row++) {
    const [x, y] = [points[2 * row]! - from[0], points[2 * row + 1]! - from[1]];
    const ahead = x * dx + y * dy;
    const aside = Math.abs(x * dy - y * dx);
    if (row === except || ahead <= 0 || aside > 2 * ahead) continue;
    const cost = ahead + 2 * aside;
    if (cost < least) [best, least] = [row, cost];
  }
  return best;
}
