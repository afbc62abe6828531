import { describe, expect, it } from 'vitest';
import { Prng } from '../util/prng.ts';
import { probeAccuracy } from './linear-probe.ts';
import { analogy, biasDirection, correlation, cosine, dot, unit, withoutDirection } from './word-vectors.ts';

const drawn = (purpose: string, d: number) => {
  const prng = Prng.fork(7, purpose);
  return Array.from({ length: d }, () => prng.normal());
};

describe('cosine', () => {
  it('is that of the angle', () => {
    expect(cosine([1, 0], [1, 1])).toBeCloseTo(Math.SQRT1_2, 12);
    expect(cosine([3, 4], [6, 8])).toBeCloseTo(1, 12);
    expect(cosine([1, 2], [-2, 1])).toBe(0);
    expect(cosine([0, 0], [1, 0])).toBeNull();
  });
});

describe('an analogy', () => {
  // two axes, small : large and one : many, and a word beside c
  const rows = [
    [1, 0, 1],
    [0, 1, 1],
    [1, 0, -1],
    [0, 1, -1],
  ].map((row) => unit(row)!);

  it('is the row at b − a + c', () => {
    expect(analogy(rows, [0, 1, 2], { excludeInputs: true })[0]!.index).toBe(3);
    expect(analogy(rows, [0, 1, 2], { excludeInputs: true, count: 9 })).toHaveLength(1);
    expect(analogy(rows, [0, 1, 2], { excludeInputs: false })[0]!.index).toBe(3);
  });

  it('falls back on an input that stands near where inputs are not left out', () => {
    // b − a is small beside c
    const near = [
      [1, 0.1],
      [1, 0.2],
      [0, 1],
      [-1, 1],
    ].map((row) => unit(row)!);
    expect(analogy(near, [0, 1, 2], { excludeInputs: false })[0]!.index).toBe(2);
    expect(analogy(near, [0, 1, 2], { excludeInputs: true })[0]!.index).toBe(3);
  });
});

describe('a bias direction', () => {
  const pairs = ['a', 'b', 'c'].map((name) => [unit(drawn(name, 8))!, unit(drawn(`${name}, other`, 8))!] as const);
  const g = biasDirection(pairs)!;

  it('has length 1 and points from the second words to the first', () => {
    expect(Math.sqrt(dot(g, g))).toBeCloseTo(1, 14);
    expect(pairs.reduce((sum, [one, other]) => sum + dot(one, g) - dot(other, g), 0)).toBeGreaterThan(0);
    expect(biasDirection([])).toBeNull();
    expect(biasDirection([pairs[0]!, [pairs[0]![1], pairs[0]![0]]])).toBeNull();
    // worked: (1, 0) − (0, 1) and (0.6, 0.8) − (0.8, 0.6) sum to (0.8, −0.8)
    const worked = biasDirection([
      [
        [1, 0],
        [0, 1],
      ],
      [
        [0.6, 0.8],
        [0.8, 0.6],
      ],
    ])!;
    expect(worked[0]).toBeCloseTo(Math.SQRT1_2, 12);
    expect(worked[1]).toBeCloseTo(-Math.SQRT1_2, 12);
  });

  it('is not there after it is taken out: u · g = 0, and what is at right angles stays', () => {
    for (const name of ['u', 'v']) {
      const u = drawn(name, 8);
      const after = withoutDirection(u, g);
      expect(Math.abs(dot(after, g))).toBeLessThan(1e-15);
      // Pythagoras
      expect(dot(after, after) + dot(u, g) ** 2).toBeCloseTo(dot(u, u), 12);
    }
  });
});

it('Pearson’s r, worked by hand', () => {
  // deviations (−1, 0, 1) and (−1, 1, 0): 1 / (√2 √2)
  expect(correlation([1, 2, 3], [4, 6, 5])).toBeCloseTo(0.5, 12);
  expect(correlation([1, 2, 3], [6, 4, 2])).toBeCloseTo(-1, 12);
  expect(correlation([1, 2, 3], [5, 5, 5])).toBeNull();
});

describe('a probe', () => {
  const words = Array.from({ length: 40 }, (_, i) => i);
  const labels = words.map((i) => i % 2 === 0);

  it('reads what a direction carries, and not what is not there', () => {
    const carried = words.map((i) => drawn(`word ${i}`, 6).map((x, c) => (c === 2 ? (labels[i] ? 4 : -4) + x : x)));
    expect(probeAccuracy(carried, labels)).toBe(1);
    const bare = carried.map((v) => v.map((x, c) => (c === 2 ? 0 : x)));
    expect(Math.abs(probeAccuracy(bare, labels)! - 0.5)).toBeLessThan(0.25);
  });

  it('is measured on words that it has not seen: one word of a kind tells it nothing', () => {
    // each word has an axis of its own, which a probe that sees it would read
    const own = words.map((i) => words.map((j) => Number(i === j)));
    expect(probeAccuracy(own, labels)).toBeLessThan(0.6);
    expect(
      probeAccuracy(
        own,
        words.map((i) => i === 0),
      ),
    ).toBeNull();
  });
});
