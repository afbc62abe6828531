import { describe, expect, it } from 'vitest';
import { Prng } from '../util/prng.ts';
import {
  drawPlaces,
  errorsQueryOf,
  grid,
  moved,
  type Place,
  queryOf,
  type RegressionState,
  regressionLab,
  viewOf,
} from './regression.ts';

const { start, exercises } = regressionLab;

/** Points of y = 2 x + 1. */
const places = [0, 1, -1, 2, -2, 0.5, -0.5, 1.5].map((x): Place => [x, 2 * x + 1]);

/** The state, with a model that predicts `f`. */
function measured(state: RegressionState, f: (x: number) => number): RegressionState {
  const query = queryOf(state);
  const predictions = query.asked.map(([x]) => f(x));
  return { ...state, measured: { query, answer: { predictions, hashBefore: '', hashAfter: '' } } };
}

describe('the lab of regression', () => {
  it('draws the line of least squares through the first k points, worked by hand', () => {
    const state = { ...start, places, asked: 3 };
    expect(viewOf({ ...state, k: 0 })).toEqual({ line: [0, 0], exact: 0, model: null, curve: null });
    // (0, 1) alone: the shortest w with w · (0, 1) = 1
    expect(viewOf({ ...state, k: 1 }).line).toEqual([0, 1]);
    for (const k of [2, 8]) {
      const { line, exact } = viewOf({ ...state, k });
      expect(line[0]).toBeCloseTo(2, 12);
      expect(line[1]).toBeCloseTo(1, 12);
      expect(exact).toBeCloseTo(7, 12);
    }
  });

  it('asks every x of the grid and the one that is set after k points, and takes an answer for its own points alone', () => {
    const state = { ...start, places, k: 2, asked: 0.5 };
    const { points, asked } = queryOf(state);
    expect(points).toEqual([
      [0, 1, 1],
      [1, 1, 3],
    ]);
    expect(asked).toHaveLength(26);
    expect([asked[0], asked[12], asked[24], asked[25]]).toEqual([
      [-4, 1],
      [0, 1],
      [4, 1],
      [0.5, 1],
    ]);
    const answered = measured(state, (x) => 10 * x);
    expect(viewOf(answered).model).toBe(5);
    expect(viewOf(answered).curve![24]).toBe(40);
    expect(viewOf({ ...answered, k: 3 }).model).toBeNull();
    expect(viewOf({ ...answered, asked: 0.6 }).curve).toBeNull();
  });

  it('moves one point within the plane, and draws points of one line', () => {
    expect(moved(places, 1, [9, -1.01])[1]).toEqual([4, -1]);
    expect(moved(places, 1, [9, -1.01])[2]).toEqual(places[2]);
    const drawn = drawPlaces(new Prng(5));
    const { line } = viewOf({ ...start, places: drawn, k: 8 });
    for (const [x, y] of drawn) expect(Math.abs(line[0] * x + line[1] - y)).toBeLessThan(1e-9);
  });
});

describe('its exercises', () => {
  const { anew, beyond, scale } = exercises;
  const state = { ...start, places, k: 8, asked: 1 };

  it('see a prediction near least squares on points of one’s own', () => {
    expect(anew!(measured(state, (x) => 2 * x + 1.2))).toBe(true);
    expect(anew!(measured(state, (x) => 2 * x + 1.4))).toBe(false);
    expect(anew!(measured({ ...state, k: 1 }, (x) => 2 * x + 1))).toBe(false);
    expect(anew!(measured({ ...state, asked: 2.5 }, (x) => 2 * x + 1))).toBe(false);
    // least squares says 0 there, and so does a model that knows nothing
    expect(anew!(measured({ ...state, asked: -0.5 }, () => 0))).toBe(false);
    expect(anew!(measured({ ...start, k: 8, asked: 2 }, (x) => 0.8 * x - 0.5))).toBe(false);
    expect(anew!(state)).toBe(false);
    // another point is set, but the model reads those of the start
    const last: Place[] = [...start.places.slice(0, 7), [3, 3]];
    const unread = { ...start, places: last, k: 3, asked: 2 };
    expect(anew!(measured(unread, (x) => 0.8 * x - 0.5))).toBe(false);
    const two: Place[] = [[0, 1], [1, 3], ...start.places.slice(2)];
    expect(anew!(measured({ ...start, places: two, k: 2, asked: 1 }, (x) => 2 * x + 1))).toBe(true);
    expect(anew!(measured({ ...start, places: two, k: 1, asked: 1 }, (x) => 2 * x + 1))).toBe(false);
  });

  it('see a curve that leaves the line', () => {
    const bent = (x: number) => 2 * Math.max(-2, Math.min(2, x)) + 1;
    expect(beyond!(measured({ ...state, asked: 3 }, bent))).toBe(true);
    expect(beyond!(measured({ ...state, asked: 2 }, bent))).toBe(false);
    expect(beyond!(measured({ ...state, asked: 3, k: 7 }, bent))).toBe(false);
    expect(beyond!(measured({ ...state, asked: 3 }, () => 0))).toBe(false);
    expect(grid.filter((x) => Math.abs(x) <= 1)).toHaveLength(7);
  });

  it('see a scale at which the error is three times as large', () => {
    const wide = { ...state, xScale: 2, near: 0.02 };
    const answer = (last: number) => ({ model: [1, 0, 0, 0, 0, 0, 0, 0, last], leastSquares: [] });
    const query = errorsQueryOf(wide);
    expect(query).toEqual({ xScale: 2, wScale: 1 });
    expect(scale!({ ...wide, errors: { query, answer: answer(0.07) } })).toBe(true);
    expect(scale!({ ...wide, errors: { query, answer: answer(0.05) } })).toBe(false);
    expect(scale!({ ...wide, xScale: 3, errors: { query, answer: answer(0.07) } })).toBe(false);
    expect(scale!({ ...wide, near: 0.5, errors: { query, answer: answer(2) } })).toBe(false);
    // at the scales of training an answer from before the evaluation may be as large
    const early = { ...wide, xScale: 1 };
    expect(scale!({ ...early, errors: { query: errorsQueryOf(early), answer: answer(0.07) } })).toBe(false);
    expect(scale!({ ...wide, near: null, errors: { query, answer: answer(2) } })).toBe(false);
  });
});
