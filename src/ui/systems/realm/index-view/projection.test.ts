import { describe, expect, it } from 'vitest';
import { Prng } from '../../../../util/prng.ts';
import { principalPlane, turned, turnTowards, umapPlane } from './projection.ts';

const d = 6;
/** Two orthogonal unit vectors. */
const [u, v] = [
  [0.6, 0, 0.8, 0, 0, 0],
  [0, 0.28, 0, 0, 0.96, 0],
] as const;

/** Points a·u + b·v + offset, with their a and b. */
function sheet(n: number) {
  const prng = new Prng(7);
  const flat = Array.from({ length: n }, () => [5 * prng.normal(), 2 * prng.normal()] as const);
  const vectors = Float32Array.from(flat.flatMap(([a, b]) => u.map((_, i) => a * u[i]! + b * v[i]! + i)));
  return { flat, vectors };
}

const distance = (points: Float32Array, i: number, j: number) =>
  Math.hypot(points[2 * i]! - points[2 * j]!, points[2 * i + 1]! - points[2 * j + 1]!);

describe('the plane of the principal components', () => {
  const { flat, vectors } = sheet(300);
  const { place, explained } = principalPlane(vectors, d);

  it('keeps all distances of points that lie in a plane, the widest direction first', () => {
    const points = place(vectors);
    expect(explained).toBeCloseTo(1, 6);
    for (let i = 1; i < 300; i++) {
      expect(distance(points, 0, i)).toBeCloseTo(Math.hypot(flat[i]![0] - flat[0]![0], flat[i]![1] - flat[0]![1]), 3);
    }
    const spread = (axis: number) => flat.reduce((sum, _, i) => sum + points[2 * i + axis]! ** 2, 0);
    expect(spread(0)).toBeGreaterThan(4 * spread(1));
  });

  it('is linear, so that an arrow is the shadow of the movement: along u it is as long as the movement, across the plane nothing', () => {
    const moved = (by: readonly number[]) => place(vectors.slice(0, d).map((value, i) => value + by[i]!));
    const at = place(vectors.slice(0, d));
    const shift = (by: readonly number[]) => Math.hypot(moved(by)[0]! - at[0]!, moved(by)[1]! - at[1]!);
    expect(shift(u.map((value) => 3 * value))).toBeCloseTo(3, 4);
    expect(shift([0, 0, 0, 2, 0, 0])).toBeCloseTo(0, 4);
  });

  it('is flat for one vector and for equal ones', () => {
    const one = vectors.slice(0, d);
    expect([...principalPlane(one, d).place(one)]).toEqual([0, 0]);
    const equal = Float32Array.from([...one, ...one, ...one]);
    const { place: flatPlace, explained: nothing } = principalPlane(equal, d);
    expect(flatPlace(equal).every((value) => Math.abs(value) < 1e-6)).toBe(true);
    expect(nothing).toBeNaN();
  });
});

describe('turning a map towards the one before', () => {
  const prng = new Prng(3);
  const before = Float32Array.from({ length: 80 }, () => prng.normal());

  it.each([
    ['turned', [Math.cos(2), -Math.sin(2), Math.sin(2), Math.cos(2)]],
    ['mirrored and turned', [Math.cos(1), Math.sin(1), Math.sin(1), -Math.cos(1)]],
    ['upside down', [-1, 0, 0, -1]],
  ] as const)('takes back that it was %s', (_name, turn) => {
    const points = turned(before, [...turn] as [number, number, number, number]);
    const back = turned(points, turnTowards(points, before));
    for (const [i, value] of back.entries()) expect(value).toBeCloseTo(before[i]!, 4);
  });
});

describe('UMAP', () => {
  it('keeps two clusters apart, gives the same points again, and places a new vector in its cluster', () => {
    const prng = new Prng(2);
    const vectors = Float32Array.from({ length: 60 * d }, (_, i) => (i < 30 * d ? 0 : 12) + prng.normal());
    let told = 0;
    const { points, place } = umapPlane(vectors, d, (done, total) => {
      told = done / total;
    });
    expect(told).toBe(1);
    expect(umapPlane(vectors, d, () => {}).points).toEqual(points);
    const nearest = (at: Float32Array) => {
      const far = (i: number) => Math.hypot(points[2 * i]! - at[0]!, points[2 * i + 1]! - at[1]!);
      return [...Array(60).keys()].sort((a, b) => far(a) - far(b)).slice(0, 5);
    };
    for (let i = 0; i < 60; i++) {
      for (const other of nearest(points.slice(2 * i, 2 * i + 2))) expect(other < 30).toBe(i < 30);
    }
    expect(nearest(place(new Float32Array(d).fill(12.1))).every((i) => i >= 30)).toBe(true);
  });
});
