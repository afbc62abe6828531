import { describe, expect, it } from 'vitest';
import { fittingView, nearestPoint, onScreen, panned, pointTowards, zoomed } from './map-view.ts';

const size = { width: 400, height: 300 };
const points = [0, 0, 10, 0, 0, 5, 10, 5, 5, 2];

describe('the view of a map', () => {
  it('shows all points in the room, the middle in the middle, upwards up', () => {
    const view = fittingView([points, [-10, 0]], size);
    for (let i = 0; i < points.length; i += 2) {
      const [x, y] = onScreen(view, [points[i]!, points[i + 1]!]);
      expect(x >= 0 && x <= 400 && y >= 0 && y <= 300).toBe(true);
    }
    expect(onScreen(view, [0, 2.5])).toEqual([200, 150]);
    expect(onScreen(view, [0, 5])[1]).toBeLessThan(150);
  });

  it('stands without points, and with points that are all one', () => {
    expect(fittingView([[]], size)).toEqual({ scale: 1, x: 200, y: 150 });
    expect(onScreen(fittingView([[3, 3, 3, 3]], size), [3, 3])).toEqual([200, 150]);
  });

  it('keeps the place under the pointer when it zooms, within limits', () => {
    const fitted = fittingView([points], size);
    const nearer = zoomed(fitted, 3, [120, 80], fitted);
    const place = [(120 - fitted.x) / fitted.scale, (fitted.y - 80) / fitted.scale] as const;
    expect(onScreen(nearer, place)).toEqual([expect.closeTo(120, 6), expect.closeTo(80, 6)]);
    expect(zoomed(fitted, 1e9, [0, 0], fitted).scale).toBe(1000 * fitted.scale);
    expect(zoomed(fitted, 0, [0, 0], fitted).scale).toBeCloseTo(fitted.scale / 10, 9);
    expect(onScreen(panned(fitted, 5, -7), [0, 0])).toEqual([
      onScreen(fitted, [0, 0])[0] + 5,
      onScreen(fitted, [0, 0])[1] - 7,
    ]);
  });

  it('finds the point under the pointer, and the next one in a direction', () => {
    const view = fittingView([points], size);
    expect(nearestPoint(points, view, onScreen(view, [10.1, 5]), 12)).toBe(3);
    expect(nearestPoint(points, view, [-50, -50], 12)).toBeNull();
    expect(pointTowards(points, [0, 0], [0, 1], 0)).toBe(2);
    expect(pointTowards(points, [0, 0], [1, 0], 0)).toBe(4);
    expect(pointTowards(points, [10, 5], [1, 0], 3)).toBeNull();
  });
});
