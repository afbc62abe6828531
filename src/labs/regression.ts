/**
 * In-context learning of a line: a model reads points and predicts y for another x, with parameters that stay as they are. What it predicts is measured in the
 * run on screen; least squares is computed here, in float64. An x of training has two numbers; here the second one is 1, so that w · x is a line.
 */
import type { Metrics, RunConfig } from '../run/records.ts';
import { type ByPairs, metricAt } from '../systems/in-context/metrics.ts';
import type { RegressionProbes } from '../systems/in-context/probes.ts';
import { drawVector, leastSquares, type Point, product, type Vector } from '../systems/in-context/regression.ts';
import type { InContextConfig } from '../systems/in-context/settings.ts';
import { mostPairs, pairCounts } from '../systems/in-context/symbols.ts';
import type { Prng } from '../util/prng.ts';
import { taskOfRun } from './in-context.ts';
import type { Lab } from './lab.ts';

export type LabProbes = RegressionProbes;
type PointsQuery = RegressionProbes['points']['query'];
type ErrorsQuery = RegressionProbes['errors']['query'];

/** Which functions a model is trained on: a new one in each prompt, or a few. */
export const functionKinds = ['new', 'known'] as const;
export type FunctionKind = (typeof functionKinds)[number];

/** On what a run of linear regression is trained; null: it is a run of something else, or there is none. */
export const trainedFunctions = (config: RunConfig | undefined): FunctionKind | null =>
  taskOfRun(config) === 'regression' ? (config as InContextConfig).context.functions : null;

/** A point of the plane. */
export type Place = readonly [x: number, y: number];

export interface RegressionState {
  /** What a new run is trained on. */
  functions: FunctionKind;
  places: readonly Place[];
  /** How many of them the model reads. */
  k: number;
  /** The x that is asked. */
  asked: number;
  /** Which place is moved. */
  chosen: number;
  /** Scales of x and w on the prompts of the evaluation; 1 in training. */
  xScale: number;
  wScale: number;
  /** What the model of the run predicts, and for what; null: nothing yet. */
  measured: { query: PointsQuery; answer: RegressionProbes['points']['answer'] } | null;
  /** Its errors by k at these scales; null: nothing yet. */
  errors: { query: ErrorsQuery; answer: RegressionProbes['errors']['answer'] } | null;
  /** Its error after all pairs at the scales of training, of the last evaluation; null: there is none. */
  near: number | null;
}

/** Largest number of points. */
export const mostPlaces = mostPairs;
/** Numbers of points, from 0. */
export const placeCounts = pairCounts;
/** The plane reaches from −`reach` to `reach`. */
export const reach = 4;
/** In training 95% of all x lie between −2 and 2. */
export const trained = 2;
/** Where the curve of the model is measured. */
export const grid: readonly number[] = Array.from({ length: 25 }, (_, i) => ((i - 12) / 12) * reach);

const onLine = (x: number): Vector => [x, 1];

/** What the model is asked: every x of the grid, and the one that is set, each after the first k points. */
export function queryOf({ places, k, asked }: RegressionState): PointsQuery {
  return {
    points: places.slice(0, k).map(([x, y]): Point => [x, 1, y]),
    asked: [...grid, asked].map(onLine),
  };
}

export const errorsQueryOf = ({ xScale, wScale }: RegressionState): ErrorsQuery => ({ xScale, wScale });

const isSame = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

export interface PlaneView {
  /** Slope and height at 0 of the line of least squares through the first k points. */
  line: Vector;
  /** y of least squares at the x that is asked. */
  exact: number;
  /** y of the model there, and its curve over the grid; null: not measured yet. */
  model: number | null;
  curve: readonly number[] | null;
}

export function viewOf(state: RegressionState): PlaneView {
  const query = queryOf(state);
  const line = leastSquares(query.points);
  const predictions = state.measured && isSame(state.measured.query, query) ? state.measured.answer.predictions : null;
  return {
    line,
    exact: product(line, onLine(state.asked)),
    model: predictions ? predictions[grid.length]! : null,
    curve: predictions ? predictions.slice(0, grid.length) : null,
  };
}

/** Errors at the scales that are set, by k; null: not measured yet. */
export function errorsOf(state: RegressionState): RegressionProbes['errors']['answer'] | null {
  return state.errors && isSame(state.errors.query, errorsQueryOf(state)) ? state.errors.answer : null;
}

const rounded = (value: number) => Math.round(value * 20) / 20;

/** Points of a line that is drawn at random, with x from N(0, 1) as in training. */
export function drawPlaces(prng: Prng): Place[] {
  const w = drawVector(prng);
  return Array.from({ length: mostPlaces }, (): Place => {
    const x = Math.max(-reach, Math.min(reach, rounded(prng.normal())));
    return [x, product(w, onLine(x))];
  });
}

/** Moves one place, within the plane. */
export function moved(places: readonly Place[], i: number, [x, y]: Place): readonly Place[] {
  const within = (value: number) => Math.max(-reach, Math.min(reach, rounded(value)));
  return places.map((place, at) => (at === i ? [within(x), within(y)] : place));
}

/** Values of an evaluation by the number of pairs, from 0; NaN: not measured. */
export const byPairs = (metrics: Metrics, part: ByPairs): Float64Array<ArrayBuffer> =>
  Float64Array.from(pairCounts, (k) => metrics[metricAt(part, k)] ?? Number.NaN);

/** The error after all pairs of an evaluation; null: it has none. */
export const nearOf = (metrics: Metrics | undefined): number | null => metrics?.[metricAt('error', mostPairs)] ?? null;

/** Mean distance of the curve from the line between −1 and 1. */
function middleDistance({ curve, line }: PlaneView): number {
  if (!curve) return Number.POSITIVE_INFINITY;
  const distances = grid.flatMap((x, i) => (Math.abs(x) <= 1 ? [Math.abs(curve[i]! - product(line, onLine(x)))] : []));
  return distances.reduce((sum, one) => sum + one, 0) / distances.length;
}

const start: RegressionState = {
  functions: 'new',
  // y = .8 x − .5
  places: [-1.2, 0.9, 0.2, -0.4, 1.5, -1.9, 0.6, -0.8].map((x): Place => [x, 0.8 * x - 0.5]),
  ...{ k: 3, asked: 1.2, chosen: 0, xScale: 1, wScale: 1 },
  ...{ measured: null, errors: null, near: null },
};

export const regressionLab: Lab<RegressionState> = {
  id: 'regression',
  minutes: 12,
  right: 'anew',
  start,
  exercises: {
    /** The model reads two points or more that are none of the start: near least squares, where that is far from 0 and x as in training. */
    anew: (state) => {
      const { exact, model } = viewOf(state);
      const own = state.places.slice(0, state.k).filter((place) => !start.places.some((one) => isSame(one, place)));
      if (model === null || own.length < 2) return false;
      return Math.abs(state.asked) <= trained && Math.abs(exact) >= 1 && Math.abs(model - exact) <= 0.3;
    },
    /** On the line in the middle, and away from it at the x that is asked. */
    beyond: (state) => {
      const view = viewOf(state);
      if (view.model === null || state.k < mostPlaces) return false;
      return middleDistance(view) <= 0.3 && Math.abs(view.model - view.exact) > 1;
    },
    /** At other scales, after all pairs, at least three times the error that it has at the scales of training. */
    scale: (state) => {
      const found = errorsOf(state);
      // at the same scales the two may be of different steps
      const isOther = state.xScale !== 1 || state.wScale !== 1;
      return (
        isOther &&
        found !== null &&
        state.near !== null &&
        state.near < 0.2 &&
        found.model[mostPairs]! >= 3 * state.near
      );
    },
  },
};
